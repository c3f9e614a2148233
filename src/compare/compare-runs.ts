import type { Comparison, Flip } from '../domain/comparison.ts'
import type { Guards } from '../domain/guards.ts'
import type { SliceChange } from '../domain/report.ts'
import type { BaselineSample } from '../domain/run.ts'
import type { Entry, Sample } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { compareMany, type ComparisonInput } from './compare.ts'
import { criticalSamples } from './critical.ts'
import { brokenSamples, sliceChanges, type FlipInput } from './flips.ts'
import { guardedIds } from './guards.ts'
import { flaggedSlices } from './slices.ts'

/** One run's samples, and what one of them said. */
export type RunSide = { readonly samples: readonly BaselineSample[]; readonly of: (id: string) => BaselineSample | undefined }

export type RunsInput = {
  readonly current: RunSide
  readonly candidates: readonly RunSide[]
  readonly samples: readonly Entry[]
  readonly metrics: readonly Metric[]
  readonly thresholds: Readonly<Record<string, number>>
  readonly slices: Suite['slices']
}

export type CandidateComparison = {
  readonly comparisons: readonly Comparison[]
  readonly broken: readonly Flip[]
  readonly slices: Readonly<Record<string, readonly SliceChange[]>>
  readonly guards: Guards
}

/** Several candidates against one current run, over the same samples, as one decision. */
export const compareRuns = (input: RunsInput): readonly CandidateComparison[] => {
  const known = new Map(input.samples.map((entry) => [entry.id, entry]))
  const inputs = input.candidates.map((candidate) => inputOf(candidate, input, known))
  return compareMany(inputs).map((comparisons, index) =>
    detailsOf(comparisons, inputs[index] as ComparisonInput, { ...input, known, candidate: input.candidates[index] as RunSide }),
  )
}

type Known = ReadonlyMap<string, Entry>

/** The slices of each candidate are a family of tests of their own: they warn of this candidate whatever the others did. */
const detailsOf = (
  comparisons: readonly Comparison[],
  { sides, paired, metrics: gated, clusterOf }: ComparisonInput,
  { metrics, thresholds, slices, known, current, candidate }: RunsInput & { readonly known: Known; readonly candidate: RunSide },
): CandidateComparison => {
  const pairs = { sides, paired, sampleOf: (id: string): Entry | undefined => known.get(id) }
  const guards: Guards = {
    critical: criticalSamples({ ...pairs, metrics, thresholds }),
    slices: { block: slices.block, flagged: flaggedSlices({ ...pairs, metrics: gated, clusterOf, tags: slices.tags }) },
  }
  const flips = (name: string): FlipInput => ({
    ...pairs,
    told: { base: current.of, head: candidate.of, labels: (id) => labelsOf(known.get(id)) },
    whyOf: () => undefined,
    metric: { name, better: gated.find((metric) => metric.name === name)?.better ?? 'higher' },
  })
  const dropped = comparisons.filter((each) => each.state === 'regressed')
  return {
    comparisons,
    broken: comparisons.flatMap((each) => {
      const ids = dropped.includes(each) ? paired : guardedIds(each.metric, guards, pairs)
      return brokenSamples({ ...flips(each.metric), paired: ids })
    }),
    slices: Object.fromEntries(dropped.map((each) => [each.metric, sliceChanges(flips(each.metric))])),
    guards,
  }
}

const inputOf = (candidate: RunSide, { current, samples, metrics, thresholds }: RunsInput, known: Known): ComparisonInput => ({
  sides: { base: byId(current.samples), head: byId(candidate.samples) },
  paired: samples.map(({ id }) => id),
  metrics: metrics.map(({ name, scorer }) => {
    const allowed = thresholds[name]
    return { name, better: scorer.better, ...(allowed === undefined ? {} : { allowed }) }
  }),
  clusterOf: (id) => known.get(id)?.cluster ?? id,
  policy: { policy: 'threshold', strict: false },
})

const labelsOf = (entry: Entry | undefined): Sample | undefined => entry?.read(entry)

const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))
