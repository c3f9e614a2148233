import type { Comparison, Flip } from '../domain/comparison.ts'
import type { SliceChange } from '../domain/report.ts'
import type { BaselineSample } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import { compareMany, type ComparisonInput } from './compare.ts'
import { brokenSamples, sliceChanges, type FlipInput } from './flips.ts'

export type RunsInput = {
  readonly current: readonly BaselineSample[]
  readonly candidates: readonly (readonly BaselineSample[])[]
  readonly samples: readonly Placed[]
  readonly metrics: readonly Metric[]
  readonly thresholds: Readonly<Record<string, number>>
}

export type CandidateComparison = {
  readonly comparisons: readonly Comparison[]
  readonly broken: readonly Flip[]
  readonly slices: Readonly<Record<string, readonly SliceChange[]>>
}

/** Several candidates against one current run, over the same samples, as one decision. */
export const compareRuns = (input: RunsInput): readonly CandidateComparison[] => {
  const inputs = input.candidates.map((candidate) => inputOf(candidate, input))
  return compareMany(inputs).map((comparisons, index) => {
    const flips = (comparison: Comparison): FlipInput => flipInput(comparison.metric, inputs[index] as ComparisonInput, input)
    const dropped = comparisons.filter((each) => each.state === 'regressed')
    return {
      comparisons,
      broken: dropped.flatMap((each) => brokenSamples(flips(each))),
      slices: Object.fromEntries(dropped.map((each) => [each.metric, sliceChanges(flips(each))])),
    }
  })
}

const inputOf = (candidate: readonly BaselineSample[], { current, samples, metrics, thresholds }: RunsInput): ComparisonInput => {
  const clusters = new Map(samples.map(({ sample }) => [sample.id, sample.cluster ?? sample.id]))
  return {
    sides: { base: byId(current), head: byId(candidate) },
    paired: samples.map(({ sample }) => sample.id),
    metrics: metrics.map(({ name, scorer }) => {
      const allowed = thresholds[name]
      return { name, better: scorer.better, ...(allowed === undefined ? {} : { allowed }) }
    }),
    clusterOf: (id) => clusters.get(id) ?? id,
    policy: { policy: 'threshold', strict: false },
  }
}

const flipInput = (name: string, { sides, paired }: ComparisonInput, { samples, metrics }: RunsInput): FlipInput => ({
  sides,
  paired,
  sampleOf: (id) => samples.find(({ sample }) => sample.id === id)?.sample,
  whyOf: () => undefined,
  metric: { name, better: metrics.find((metric) => metric.name === name)?.scorer.better ?? 'higher' },
})

const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))
