import { join } from 'node:path'
import type { Context } from '../domain/context.ts'
import type { RunRecord, SampleRecord } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'
import { openJournal } from '../files/journal.ts'
import { execute } from '../run/execute.ts'
import { answersBy } from '../run/reuse.ts'
import { scoreOutput } from '../run/score.ts'
import type { Way } from './confirm.ts'
import { fingerprintOf } from './evaluate.ts'
import type { GateSet } from './gate-set.ts'
import { metricsFor } from './metrics.ts'

/** The run that was judged, and where it is kept. */
export type Judging = Way & { readonly run: RunRecord }

export type Asked = { readonly own: GateSet; readonly also: readonly Placed[] }

/** The same run with answers, unscored, to what only the base asks: the system is this change's, whoever asks. */
export const askAlso = async (ctx: Context, { own, also }: Asked, { run, folder, evaluation }: Judging): Promise<RunRecord> => {
  const { stopped, ...header } = run
  if (also.length === 0 || stopped !== undefined) return { ...run, records: [] }
  const journal = await openJournal(join(folder, 'base-records.jsonl'))
  try {
    return await execute({
      header,
      samples: also,
      target: evaluation.system.target,
      metrics: [],
      concurrency: own.suite.concurrency,
      onRecord: journal.append,
      signal: ctx.signal,
      ...(own.suite.target.kind === 'recorded' ? { mostInARow: Infinity } : {}),
    })
  } finally {
    await journal.close()
  }
}

/** The run as the base would have recorded it: its samples, its metrics, this change's answers. */
export const asBase = (
  ctx: Context,
  sets: Asked & { readonly base: GateSet },
  { run, evaluation, also }: Judging & { readonly also: RunRecord },
): RunRecord => {
  const { data } = sets.base
  const metrics = metricsFor(sets.base.suite, data)
  const { stopped: _, ...header } = run
  const stopped = run.stopped ?? also.stopped
  const answerOf = answersBy([...run.records, ...also.records], [...sets.own.data.samples, ...sets.also])
  const trials = Array.from({ length: run.trials }, (_each, index) => index + 1)
  const recordOf = (placed: Placed, trial: number): readonly SampleRecord[] => {
    const output = answerOf(placed, trial)
    const { sample, hash } = placed
    return output === undefined ? [] : [{ id: sample.id, hash, trial, output, scores: scoreOutput(sample, output, metrics) }]
  }
  return {
    ...header,
    fingerprint: fingerprintOf(ctx, { data, system: evaluation.system, metrics }),
    planned: data.samples.map(({ sample }) => sample.id),
    records: data.samples.flatMap((placed) => trials.flatMap((trial) => recordOf(placed, trial))),
    ...(stopped === undefined ? {} : { stopped }),
  }
}
