import { recordsOf, type Confirming } from '../compare/confirm.ts'
import { decide } from '../compare/decide.ts'
import { driftAlarms } from '../compare/drift.ts'
import type { Context } from '../domain/context.ts'
import type { Drift } from '../domain/history.ts'
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
  /** Present where undecided metrics can be run again. */
  readonly confirming?: Confirming
  /** How far the accepted runs are from the anchor, where there is one. */
  readonly drift?: readonly Drift[]
}

/** A run compared with its baseline, judged, and ready for every reporter. */
export const judge = (ctx: Context, judged: Judged): Report => {
  const { suite, run, samples, metrics, baseline, strict, warnings, confirming, drift = [] } = judged
  const asked = { ...run, records: recordsOf(judged) }
  const decision = decide({
    run,
    counts: countRun(run),
    head: summarise(run, { outputs: true }),
    samples,
    metrics,
    thresholds: suite.thresholds,
    maxErrorRate: suite.maxErrorRate,
    policy: { policy: suite.policy, strict },
    deterministic: suite.target.deterministic,
    slices: suite.slices,
    ...(baseline === undefined ? {} : { baseline }),
    ...(confirming === undefined ? {} : { confirming }),
  })
  return {
    aieval: ctx.version,
    at: new Date(ctx.clock.now()).toISOString(),
    suite: shown(ctx.cwd, suite.file),
    run,
    spend: spendOf(asked, priceOf(suite)),
    served: servedModels(asked),
    ...decision,
    warnings: [...warnings, ...decision.warnings, ...driftAlarms(drift)],
    ...(drift.length === 0 ? {} : { drift }),
    places: Object.fromEntries(samples.map(({ sample, at }) => [sample.id, { ...at, file: shown(ctx.cwd, at.file), input: sample.input }])),
    ...(baseline === undefined
      ? {}
      : { baseline: { accepted: baseline.accepted, fingerprint: baseline.fingerprint, file: shown(ctx.cwd, suite.baseline.file) } }),
    exit: exitCode({ kind: 'judged', outcome: decision.verdict.outcome }),
  }
}
