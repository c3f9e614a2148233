import { join } from 'node:path'
import type { Context } from '../domain/context.ts'
import type { Recordings, Run, RunHeader, SampleRecord } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import { openRecords } from '../files/runs.ts'
import { execute } from '../run/execute.ts'
import { measure } from '../run/measure.ts'
import { answersBy } from '../run/reuse.ts'
import { scoreOutput } from '../run/score.ts'
import type { Way } from './confirm.ts'
import { fingerprintOf } from './evaluate.ts'
import type { GateSet } from './gate-set.ts'
import { metricsFor } from './metrics.ts'
import { priceOf } from './prices.ts'

/** The run that was judged, and where it is kept. */
export type Judging = Way & { readonly run: Run; readonly recordings: Recordings }

export type Asked = { readonly own: GateSet; readonly also: readonly Entry[] }

export type Answered = { readonly run: Run; readonly recordings: Recordings }

/** The same run with answers, unscored, to what only the base asks: the system is this change's, whoever asks. */
export const askAlso = async (ctx: Context, { own, also }: Asked, { run, folder, evaluation }: Judging): Promise<Answered> => {
  const asked = run.stopped === undefined ? also : []
  const header = { ...headerOf(run), planned: asked.map(({ id }) => id) }
  const records = await openRecords(join(folder, 'base-records.jsonl'), header)
  const made = await execute({
    header,
    samples: asked,
    target: evaluation.system.target,
    metrics: [],
    concurrency: own.suite.concurrency,
    onRecord: records.append,
    priceOf: priceOf(ctx, own.suite),
    stopping: ctx.stopping,
    signal: ctx.signal,
    ...(own.suite.target.kind === 'recorded' ? { mostInARow: Infinity } : {}),
  })
  return { run: made, recordings: await records.finish() }
}

/** The run as the base would have recorded it: its samples, its metrics, this change's answers. */
export const asBase = (
  ctx: Context,
  sets: Asked & { readonly base: GateSet },
  { run, recordings, evaluation, also }: Judging & { readonly also: Answered },
): Answered => {
  const { suite, data } = sets.base
  const metrics = metricsFor(suite, data)
  const answerOf = answersBy([
    { samples: sets.own.data.samples, recordings },
    { samples: sets.also, recordings: also.recordings },
  ])
  const of = (entry: Entry): readonly SampleRecord[] =>
    Array.from({ length: run.trials }, (_, index) => index + 1).flatMap((trial) => {
      const output = answerOf(entry, trial)
      const { id, hash } = entry
      return output === undefined ? [] : [{ id, hash, trial, output, scores: scoreOutput(entry.read(entry), output, metrics) }]
    })
  const header: RunHeader = {
    ...headerOf(run),
    fingerprint: fingerprintOf(ctx, { data, system: evaluation.system, metrics }),
    planned: data.samples.map(({ id }) => id),
  }
  const entries = new Map(data.samples.map((entry) => [entry.id, entry]))
  const asked: Recordings = {
    of: (id) => ofEntry(entries.get(id), of),
    *all() {
      for (const entry of data.samples) yield* of(entry)
    },
  }
  const stopped = run.stopped ?? also.run.stopped
  const measured = measure(header, asked.all(), priceOf(ctx, suite))
  return { run: { ...header, ...measured, ...(stopped === undefined ? {} : { stopped }) }, recordings: asked }
}

const ofEntry = (entry: Entry | undefined, of: (entry: Entry) => readonly SampleRecord[]): readonly SampleRecord[] =>
  entry === undefined ? [] : of(entry)

const headerOf = ({ format, id, startedAt, suite, fingerprint, planned, trials, selected, moreTrials }: Run): RunHeader => ({
  format,
  id,
  startedAt,
  suite,
  fingerprint,
  planned,
  trials,
  selected,
  ...(moreTrials === undefined ? {} : { moreTrials }),
})
