import { join } from 'node:path'
import { dataHash } from '../dataset/parse.ts'
import type { Context } from '../domain/context.ts'
import { sha256 } from '../domain/hash.ts'
import type { Fingerprint, Recordings, Run, RunHeader } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { plannedCount } from '../domain/trials.ts'
import { shown } from '../files/disk.ts'
import { openRun, type StoredRun } from '../files/runs.ts'
import { execute, type Earlier } from '../run/execute.ts'
import { planTrials } from '../run/plan.ts'
import { scorerVersions } from './metrics.ts'
import { priceOf } from './prices.ts'
import { showProgress } from './progress.ts'
import { readUnfinished } from './resume.ts'
import type { DataSet } from './samples.ts'
import type { System } from './system.ts'

export type Evaluation = {
  readonly suite: Suite
  readonly data: DataSet
  readonly samples: readonly Entry[]
  readonly system: System
  readonly metrics: readonly Metric[]
  readonly trials: number
  readonly selected: boolean
  readonly quiet: boolean
  /** Goes on with the last run. */
  readonly resume?: boolean
}

export type Evaluated = { readonly run: Run; readonly recordings: Recordings; readonly folder: string }

/** Where a suite keeps its runs and its cache. */
export const homeOf = (suite: Suite): string => join(suite.folder, '.aieval')

/** Puts the samples to the system and scores them, every record on disk as soon as it is known. */
export const evaluate = async (ctx: Context, evaluation: Evaluation): Promise<Evaluated> => {
  const { suite, samples, system, metrics, quiet } = evaluation
  const fresh = headerOf(ctx, evaluation)
  const earlier = evaluation.resume === true ? await readUnfinished(homeOf(suite), fresh) : undefined
  const header = earlier?.header ?? fresh
  const total = plannedCount(header)
  const done = earlier === undefined ? 0 : countOf(earlier.table.places())
  if (earlier !== undefined && !quiet) ctx.err(`resuming: ${done} of ${total} are done, ${total - done} to go\n`)
  const written = await openRun(homeOf(suite), header, earlier)
  const progress = showProgress(ctx, { total, done, quiet, system, priceOf: priceOf(ctx, suite) })
  try {
    const run = await execute({
      header,
      samples,
      target: system.target,
      metrics,
      concurrency: suite.concurrency,
      async onRecord(record, place) {
        progress.saw(record)
        await written.append(record, place)
      },
      priceOf: priceOf(ctx, suite),
      stopping: ctx.stopping,
      signal: ctx.signal,
      ...(earlier === undefined ? {} : { earlier: earlierOf(earlier) }),
      ...(suite.target.kind === 'recorded' ? { mostInARow: Infinity } : {}),
    })
    progress.end()
    return { run, recordings: await written.finish(run.stopped), folder: written.folder }
  } catch (error) {
    progress.end()
    ctx.err(`what was measured until then is kept in ${shown(ctx.cwd, written.folder)}: aieval run --resume\n`)
    throw error
  }
}

const earlierOf = ({ table, recordings }: StoredRun): Earlier => ({
  has: (place) => table.get(place) !== undefined,
  records: recordings.all,
})

const countOf = (items: Iterable<unknown>): number => Iterator.from(items).reduce((count: number) => count + 1, 0)

export const fingerprintOf = (ctx: Context, { data, system, metrics }: Pick<Evaluation, 'data' | 'system' | 'metrics'>): Fingerprint => ({
  aieval: ctx.version,
  data: dataHash(data.samples),
  ...system.parts,
  scorers: scorerVersions(metrics, data),
})

const headerOf = (ctx: Context, evaluation: Evaluation): RunHeader => {
  const fingerprint = fingerprintOf(ctx, evaluation)
  const startedAt = new Date(ctx.clock.now()).toISOString()
  return {
    format: 1,
    id: `${startedAt.replaceAll(':', '-')}-${sha256(JSON.stringify([fingerprint, startedAt])).slice(0, 6)}`,
    startedAt,
    suite: shown(ctx.cwd, evaluation.suite.file),
    fingerprint,
    planned: evaluation.samples.map(({ id }) => id),
    ...planTrials(evaluation.samples, evaluation.trials, evaluation.suite.target),
    selected: evaluation.selected,
  }
}
