import type { Comparison, Flip } from '../domain/comparison.ts'
import type { Guards } from '../domain/guards.ts'
import type { Level, Report } from '../domain/report.ts'
import type { Baseline, BaselineSample, Counts, RunRecord } from '../domain/run.ts'
import type { Placed, Sample } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { align } from './align.ts'
import type { Gated } from './compare.ts'
import { compareInTwo, countedTwice, recordsOf, toldTwice, type Confirming } from './confirm.ts'
import { attribute } from './attribution.ts'
import { criticalSamples } from './critical.ts'
import { brokenSamples, sliceChanges, type FlipInput } from './flips.ts'
import { guardedIds } from './guards.ts'
import { withOwnFaults } from './own-faults.ts'
import { differences, instruments, newMetrics } from './residue.ts'
import { withSensitivity } from './sensitivity.ts'
import { flaggedSlices } from './slices.ts'
import type { Policy } from './state.ts'
import { valueOf, type Sides } from './values.ts'
import { decideVerdict, type Against, type Evidence } from './verdict.ts'

export type Decision = Pick<
  Report,
  | 'counts'
  | 'levels'
  | 'alignment'
  | 'differences'
  | 'comparisons'
  | 'broken'
  | 'slices'
  | 'attribution'
  | 'guards'
  | 'warnings'
  | 'verdict'
>

export type DecisionInput = {
  readonly run: RunRecord
  readonly counts: Counts
  /** The run's samples as a baseline would keep them. */
  readonly head: readonly BaselineSample[]
  readonly baseline?: Baseline
  /** Every sample of the data set, chosen or not. */
  readonly samples: readonly Placed[]
  readonly metrics: readonly Metric[]
  readonly thresholds: Readonly<Record<string, number>>
  readonly maxErrorRate: number
  readonly policy: Policy
  /** Present where undecided metrics can be run again; it then says what came of it. */
  readonly confirming?: Confirming
  /** Whether the target answers the same each time; taken to be stochastic where nobody says so. */
  readonly deterministic?: boolean
  readonly slices: Suite['slices']
}

/** Compares a run with the accepted baseline and judges it; pure, so that it can be asked again of the same records. */
export const decide = (given: DecisionInput): Decision => {
  const input = withOwnFaults(given)
  const { run, baseline, samples, counts } = input
  const planned = samples.filter((each) => run.planned.includes(each.sample.id))
  const context = { ...input, planned, byId: new Map(samples.map((each) => [each.sample.id, each.sample])) }
  const levels = input.metrics.map((metric) => levelOf(metric, context))
  if (baseline === undefined) return { counts, levels, ...nothingCompared(input), verdict: decideVerdict(evidenceOf(input)) }
  return { counts, levels, ...judge(context, baseline) }
}

const nothingCompared = ({ slices }: DecisionInput): Omit<Decision, 'counts' | 'levels' | 'verdict'> => ({
  differences: [],
  comparisons: [],
  broken: [],
  slices: {},
  attribution: [],
  guards: { critical: { broken: [], already: [], unclear: [] }, slices: { block: slices.block, flagged: [] } },
  warnings: [],
})

type Known = DecisionInput & { readonly planned: readonly Placed[]; readonly byId: ReadonlyMap<string, Sample> }

const judge = (input: Known, baseline: Baseline): Omit<Decision, 'counts' | 'levels'> => {
  const sides: Sides = { base: byId(baseline.samples), head: byId(input.head) }
  const alignment = align(
    baseline.samples,
    input.planned.map(({ sample, hash }) => ({ id: sample.id, hash })),
  )
  const clusterOf = (id: string): string => input.byId.get(id)?.cluster ?? id
  const sampleOf = (id: string): Sample | undefined => input.byId.get(id)
  const paired = { sides, paired: alignment.paired, sampleOf }
  const gated = input.metrics.map((metric) => gatedOf(metric, input))
  const guards: Guards = {
    critical: criticalSamples({ ...paired, metrics: input.metrics, thresholds: input.thresholds }),
    slices: { block: input.slices.block, flagged: flaggedSlices({ ...paired, metrics: gated, clusterOf, tags: input.slices.tags }) },
  }
  const compared = {
    sides,
    paired: alignment.paired,
    metrics: gated,
    clusterOf,
    policy: input.policy,
  }
  const { deterministic = false, policy, run } = input
  const noise = { baseline, runTrials: run.trials, deterministic, policy: policy.policy }
  const twice = compareInTwo(compared, input.confirming)
  const comparisons = run.selected ? twice : withSensitivity(twice, noise)
  const found = differences(baseline.fingerprint, input.run.fingerprint)
  const against: Against = {
    comparisons,
    alignment: input.run.selected ? { ...alignment, removed: [] } : alignment,
    baselineSize: baseline.samples.length,
    baselineUnmeasured: baseline.samples.filter((each) => each.trials.every((trial) => trial.status === 'errored')).length,
    instruments: instruments(found),
    newMetrics: newMetrics(found),
    guards,
  }
  const dropped = comparisons.filter((each) => each.state === 'regressed')
  const whyOf = whysOf(recordsOf(input))
  const flipInput = (comparison: Comparison): FlipInput => ({
    sides: toldTwice(sides, input.confirming),
    paired: alignment.paired,
    sampleOf,
    whyOf,
    metric: {
      name: comparison.metric,
      better: input.metrics.find((metric) => metric.name === comparison.metric)?.scorer.better ?? 'higher',
    },
  })
  return {
    alignment: against.alignment,
    differences: found,
    comparisons,
    broken: comparisons.flatMap((comparison): readonly Flip[] => {
      if (dropped.includes(comparison)) return brokenSamples(flipInput(comparison))
      const ids = guardedIds(comparison.metric, guards, paired)
      return ids.length === 0 ? [] : brokenSamples({ ...flipInput(comparison), paired: ids })
    }),
    slices: Object.fromEntries(dropped.map((comparison) => [comparison.metric, sliceChanges(flipInput(comparison))])),
    attribution: dropped.map((comparison) => attribute(flipInput(comparison), found)),
    guards,
    warnings: warningsOf(comparisons),
    verdict: decideVerdict(evidenceOf(input, against)),
  }
}

const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))

const gatedOf = (metric: Metric, { thresholds, planned }: Known): Gated => {
  const allowed = thresholds[metric.name]
  return {
    name: metric.name,
    better: metric.scorer.better,
    ...(allowed === undefined ? {} : { allowed }),
    ...(metric.ceiling === undefined ? {} : { ceiling: metric.ceiling(planned.map((each) => each.sample)) }),
  }
}

const levelOf = (metric: Metric, { head, planned }: Known): Level => {
  const sides = byId(head)
  const values = planned.map(({ sample }) => valueOf(sides.get(sample.id), metric.name))
  const measured = values.filter((value) => typeof value === 'number')
  return {
    metric: metric.name,
    n: measured.length,
    mean: measured.reduce((sum, value) => sum + value, 0) / Math.max(1, measured.length),
    skipped: values.filter((value) => value === 'skipped').length,
    unmeasured: values.filter((value) => value === 'missing').length,
    ...(metric.ceiling === undefined ? {} : { ceiling: metric.ceiling(planned.map((each) => each.sample)) }),
  }
}

const whysOf = (told: RunRecord['records']): FlipInput['whyOf'] => {
  const records = Map.groupBy(
    told.toSorted((one, other) => one.trial - other.trial),
    (record) => record.id,
  )
  return (id, metric, trial) => records.get(id)?.[trial]?.scores[metric]?.why
}

const evidenceOf = (input: DecisionInput, against?: Against): Evidence => {
  const counts = countedTwice(input)
  const stopped = input.run.stopped ?? input.confirming?.rerun?.run.stopped
  const failures = recordsOf(input).flatMap(({ output }) => (output.status === 'errored' ? [output.failure.code] : []))
  return {
    counts,
    mismatched: failures.filter((code) => code === 'model_mismatch').length,
    failures: tally(failures, counts.notRun),
    maxErrorRate: input.maxErrorRate,
    policy: input.policy,
    ...(stopped === undefined ? {} : { stopped }),
    ...(input.run.selected ? { selected: { chosen: input.run.planned.length, of: input.samples.length } } : {}),
    ...(against === undefined ? {} : { against }),
  }
}

const tally = (codes: readonly string[], notRun: number): readonly string[] => {
  const counted = [...Map.groupBy(codes, (code) => code)]
    .map(([code, each]) => ({ code, count: each.length }))
    .toSorted((one, other) => other.count - one.count)
  return [...counted.map(({ code, count }) => `${count} × ${code}`), ...(notRun > 0 ? [`${notRun} × not run`] : [])]
}

const fewClusters = 50

const warningsOf = (comparisons: readonly Comparison[]): readonly string[] =>
  comparisons
    .filter((each) => each.state !== 'not-gated' && each.clusters >= 2 && each.clusters < fewClusters)
    .map((each) => `${each.metric} rests on ${each.clusters} independent clusters: intervals are rough below ${fewClusters}`)
