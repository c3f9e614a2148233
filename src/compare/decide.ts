import type { Comparison, Flip } from '../domain/comparison.ts'
import type { Guards } from '../domain/guards.ts'
import type { Level, Report } from '../domain/report.ts'
import type { BaselineSample, KeptBaseline, Recordings, Run, SampleRecord } from '../domain/run.ts'
import type { Entry, Facets, Sample } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { align } from './align.ts'
import type { Gated } from './compare.ts'
import { compareInTwo, countedTwice, recordsTwice, toldTwice, type Confirming } from './confirm.ts'
import { attribute } from './attribution.ts'
import { criticalSamples } from './critical.ts'
import { brokenSamples, sliceChanges, type FlipInput, type Told } from './flips.ts'
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
  readonly run: Run
  readonly recordings: Recordings
  readonly baseline?: KeptBaseline
  /** Every sample of the data set, chosen or not. */
  readonly samples: readonly Entry[]
  /** A record in the form a baseline keeps. */
  readonly keep: (records: readonly SampleRecord[]) => BaselineSample | undefined
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
  const { run, baseline, samples } = input
  const { counts } = run
  const chosen = new Set(run.planned)
  const context = {
    ...input,
    planned: samples.filter(({ id }) => chosen.has(id)),
    byId: new Map(samples.map((each) => [each.id, each])),
    head: byId(run.samples),
  }
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

type Known = DecisionInput & { readonly planned: readonly Entry[]; readonly byId: ReadonlyMap<string, Entry>; readonly head: Sides['head'] }

const judge = (input: Known, baseline: KeptBaseline): Omit<Decision, 'counts' | 'levels'> => {
  const sides: Sides = { base: byId(baseline.samples), head: input.head }
  const alignment = align(baseline.samples, input.planned)
  const clusterOf = (id: string): string => input.byId.get(id)?.cluster ?? id
  const sampleOf = (id: string): Facets | undefined => input.byId.get(id)
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
  const recordsOf = recordsTwice(input.recordings, input.confirming)
  const shown = toldTwice(sides, input.confirming)
  const told: Told = {
    base: baseline.of,
    head: (id) => judgedAs(shown.head.get(id), input.keep(recordsOf(id))),
    labels: (id) => labelsOf(input.byId.get(id)),
  }
  const flipInput = (comparison: Comparison): FlipInput => ({
    sides: shown,
    paired: alignment.paired,
    sampleOf,
    told,
    whyOf: (id, metric, trial) => recordsOf(id)[trial]?.scores[metric]?.why,
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
    ...(metric.ceiling === undefined ? {} : { ceiling: metric.ceiling(planned.map(({ relevant }) => relevant)) }),
  }
}

const levelOf = (metric: Metric, { head, planned }: Known): Level => {
  const values = planned.map(({ id }) => valueOf(head.get(id), metric.name))
  const measured = values.filter((value) => typeof value === 'number')
  return {
    metric: metric.name,
    n: measured.length,
    mean: measured.reduce((sum, value) => sum + value, 0) / Math.max(1, measured.length),
    skipped: values.filter((value) => value === 'skipped').length,
    unmeasured: values.filter((value) => value === 'missing').length,
    ...(metric.ceiling === undefined ? {} : { ceiling: metric.ceiling(planned.map(({ relevant }) => relevant)) }),
  }
}

/** What a sample said, with what its trials count as: a reply that was cut off may be the app's own failure. */
const judgedAs = (counted: BaselineSample | undefined, said: BaselineSample | undefined): BaselineSample | undefined =>
  said === undefined || counted === undefined
    ? said
    : { ...said, trials: said.trials.map((trial, index) => ({ ...trial, ...counted.trials[index] })) }

const labelsOf = (entry: Entry | undefined): Sample | undefined => entry?.read(entry)

const evidenceOf = (input: DecisionInput, against?: Against): Evidence => {
  const counts = countedTwice(input.run, input.confirming)
  const stopped = input.run.stopped ?? input.confirming?.rerun?.run.stopped
  const failures = [...input.run.samples, ...(input.confirming?.rerun?.run.samples ?? [])].flatMap(({ trials }) =>
    trials.flatMap(({ status, failure = '' }) => (status === 'errored' ? [failure] : [])),
  )
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
