import type { Confirming } from '../compare/confirm.ts'
import { decide } from '../compare/decide.ts'
import { driftAlarms } from '../compare/drift.ts'
import type { Context } from '../domain/context.ts'
import type { Drift } from '../domain/history.ts'
import type { CallRecord } from '../domain/output.ts'
import type { Report } from '../domain/report.ts'
import type { KeptBaseline, Recordings, Run, SampleRecord } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { readBaseline } from '../files/baseline.ts'
import { exists, shown } from '../files/disk.ts'
import { summarise } from '../run/summarise.ts'
import { addUsage, spendOf, usageOf } from '../run/usage.ts'
import { exitCode } from './exit-code.ts'
import { priceOf } from './prices.ts'

export const readBaselineOf = async (suite: Suite): Promise<KeptBaseline | undefined> =>
  (await exists(suite.baseline.file)) ? readBaseline(suite.baseline.file) : undefined

export type Judged = {
  readonly suite: Suite
  readonly run: Run
  readonly recordings: Recordings
  /** Every sample of the data set, chosen or not. */
  readonly samples: readonly Entry[]
  readonly metrics: readonly Metric[]
  readonly baseline: KeptBaseline | undefined
  readonly strict: boolean
  readonly warnings: readonly string[]
  /** Calls that were made beside those of the samples. */
  readonly besides?: readonly CallRecord[]
  /** Present where undecided metrics can be run again. */
  readonly confirming?: Confirming
  /** How far the accepted runs are from the anchor, where there is one. */
  readonly drift?: readonly Drift[]
}

/** A run compared with its baseline, judged, and ready for every reporter. */
export const judge = (ctx: Context, judged: Judged): Report => {
  const { suite, run, recordings, samples, metrics, baseline, strict, warnings, confirming, drift = [], besides = [] } = judged
  const decision = decide({
    run,
    recordings,
    samples,
    keep,
    metrics,
    thresholds: suite.thresholds,
    maxErrorRate: suite.maxErrorRate,
    policy: { policy: suite.policy, strict },
    deterministic: suite.target.deterministic,
    slices: suite.slices,
    ...(baseline === undefined ? {} : { baseline }),
    ...(confirming === undefined ? {} : { confirming }),
  })
  const asked = [run, ...(confirming?.rerun === undefined ? [] : [confirming.rerun.run])]
  const { samples: _, usage, ...header } = run
  return {
    aieval: ctx.version,
    at: new Date(ctx.clock.now()).toISOString(),
    suite: shown(ctx.cwd, suite.file),
    run: header,
    spend: spendOf(asked.slice(1).reduce((sum, each) => addUsage(sum, each.usage), addUsage(usage, usageOf(besides, priceOf(ctx, suite))))),
    served: [...new Set(asked.flatMap(({ served }) => served))].toSorted(),
    ...decision,
    warnings: [...warnings, ...decision.warnings, ...driftAlarms(drift)],
    ...(drift.length === 0 ? {} : { drift }),
    places: placesOf(ctx, samples, decision.broken),
    ...(baseline === undefined
      ? {}
      : { baseline: { accepted: baseline.accepted, fingerprint: baseline.fingerprint, file: shown(ctx.cwd, suite.baseline.file) } }),
    exit: exitCode({ kind: 'judged', outcome: decision.verdict.outcome }),
  }
}

const keep = (records: readonly SampleRecord[]): ReturnType<typeof summarise>[number] | undefined => summarise(records, 'answers')[0]

/** Where the samples stand that a report tells of, and what they ask. */
const placesOf = (ctx: Context, samples: readonly Entry[], broken: Report['broken']): Report['places'] => {
  const told = new Set(broken.map(({ id }) => id))
  return Object.fromEntries(
    samples
      .filter(({ id }) => told.has(id))
      .map((entry) => [entry.id, { ...entry.at, file: shown(ctx.cwd, entry.at.file), input: entry.read(entry).input }]),
  )
}
