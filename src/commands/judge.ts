import { decide } from '../compare/decide.ts'
import type { Context } from '../domain/context.ts'
import type { Report } from '../domain/report.ts'
import type { Baseline, RunRecord } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { readBaseline } from '../files/baseline.ts'
import { exists, shown } from '../files/disk.ts'
import { countRun, servedModels } from '../run/counts.ts'
import { spendOf } from '../run/spend.ts'
import { summarise } from '../run/summarise.ts'
import { exitCode } from './exit-code.ts'
import { priceOf } from './prices.ts'

export const readBaselineOf = async (suite: Suite): Promise<Baseline | undefined> =>
  (await exists(suite.baseline.file)) ? readBaseline(suite.baseline.file) : undefined

export type Judged = {
  readonly suite: Suite
  readonly run: RunRecord
  /** Every sample of the data set, chosen or not. */
  readonly samples: readonly Placed[]
  readonly metrics: readonly Metric[]
  readonly baseline: Baseline | undefined
  readonly strict: boolean
  readonly warnings: readonly string[]
}

/** A run compared with its baseline, judged, and ready for every reporter. */
export const judge = (ctx: Context, { suite, run, samples, metrics, baseline, strict, warnings }: Judged): Report => {
  const counts = countRun(run)
  const decision = decide({
    run,
    counts,
    head: summarise(run, { outputs: true }),
    samples,
    metrics,
    thresholds: suite.thresholds,
    maxErrorRate: suite.maxErrorRate,
    policy: { policy: suite.policy, strict },
    slices: suite.slices,
    ...(baseline === undefined ? {} : { baseline }),
  })
  return {
    aieval: ctx.version,
    at: new Date(ctx.clock.now()).toISOString(),
    suite: shown(ctx.cwd, suite.file),
    run,
    counts,
    spend: spendOf(run, priceOf(suite)),
    served: servedModels(run),
    ...decision,
    warnings: [...warnings, ...decision.warnings],
    places: Object.fromEntries(samples.map(({ sample, at }) => [sample.id, { ...at, file: shown(ctx.cwd, at.file), input: sample.input }])),
    ...(baseline === undefined
      ? {}
      : { baseline: { accepted: baseline.accepted, fingerprint: baseline.fingerprint, file: shown(ctx.cwd, suite.baseline.file) } }),
    exit: exitCode({ kind: 'judged', outcome: decision.verdict.outcome }),
  }
}
