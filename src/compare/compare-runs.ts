import type { Comparison, Flip } from '../domain/comparison.ts'
import type { SliceChange } from '../domain/report.ts'
import type { BaselineSample } from '../domain/run.ts'
import type { Entry, Sample } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import { compareMany, type ComparisonInput } from './compare.ts'
import { brokenSamples, sliceChanges, type FlipInput } from './flips.ts'

/** One run's samples, and what one of them said. */
export type RunSide = { readonly samples: readonly BaselineSample[]; readonly of: (id: string) => BaselineSample | undefined }

export type RunsInput = {
  readonly current: RunSide
  readonly candidates: readonly RunSide[]
  readonly samples: readonly Entry[]
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
    const candidate = input.candidates[index] as RunSide
    const flips = ({ metric }: Comparison): FlipInput => flipInput(metric, { ...(inputs[index] as ComparisonInput), candidate }, input)
    const dropped = comparisons.filter((each) => each.state === 'regressed')
    return {
      comparisons,
      broken: dropped.flatMap((each) => brokenSamples(flips(each))),
      slices: Object.fromEntries(dropped.map((each) => [each.metric, sliceChanges(flips(each))])),
    }
  })
}

const inputOf = (candidate: RunSide, { current, samples, metrics, thresholds }: RunsInput): ComparisonInput => {
  const clusters = new Map(samples.map(({ id, cluster = id }) => [id, cluster]))
  return {
    sides: { base: byId(current.samples), head: byId(candidate.samples) },
    paired: samples.map(({ id }) => id),
    metrics: metrics.map(({ name, scorer }) => {
      const allowed = thresholds[name]
      return { name, better: scorer.better, ...(allowed === undefined ? {} : { allowed }) }
    }),
    clusterOf: (id) => clusters.get(id) ?? id,
    policy: { policy: 'threshold', strict: false },
  }
}

type Pair = Pick<ComparisonInput, 'sides' | 'paired'> & { readonly candidate: RunSide }

const flipInput = (name: string, { sides, paired, candidate }: Pair, { current, samples, metrics }: RunsInput): FlipInput => {
  const entries = new Map(samples.map((entry) => [entry.id, entry]))
  const entryOf = (id: string): Entry | undefined => entries.get(id)
  return {
    sides,
    paired,
    sampleOf: entryOf,
    told: { base: current.of, head: candidate.of, labels: (id) => labelsOf(entryOf(id)) },
    whyOf: () => undefined,
    metric: { name, better: metrics.find((metric) => metric.name === name)?.scorer.better ?? 'higher' },
  }
}

const labelsOf = (entry: Entry | undefined): Sample | undefined => entry?.read(entry)

const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))
