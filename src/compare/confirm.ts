import type { Comparison } from '../domain/comparison.ts'
import { sha256 } from '../domain/hash.ts'
import type { BaselineSample, Counts, Recordings, Run, SampleRecord } from '../domain/run.ts'
import { compareMetrics, type ComparisonInput } from './compare.ts'
import { consequence, type Policy } from './state.ts'
import type { Again } from './two-phase.ts'
import { pairValues, type Sides } from './values.ts'

/** Of what may go wrong by chance, the share of the first look and that of the second, where there can be a second. */
export const firstAlpha = 0.04
export const secondAlpha = 0.02

/** Of the samples on which no undecided metric moved, the share that runs again. */
export const restChance = 0.25

/** A sample that is run again, and the chance with which it was picked. */
export type Picked = { readonly id: string; readonly chance: number }

/** What was run again: one new trial of each picked sample, for the metrics that were undecided. */
export type Rerun = {
  readonly metrics: readonly string[]
  readonly picked: readonly Picked[]
  readonly run: Run
  readonly recordings: Recordings
}

export type Confirming = { readonly rerun?: Rerun }

/** The metrics that a second look could decide; none where one fails beyond noise, since that stands whatever the others come to. */
export const undecidedMetrics = (comparisons: readonly Comparison[], policy: Policy['policy']): readonly string[] => {
  const gated = comparisons.filter((each) => each.state !== 'not-gated')
  if (gated.some((each) => each.state === 'regressed' && each.beyondNoise === true)) return []
  return gated
    .filter((each) => each.state === 'regressed' || consequence(each.state, false, { policy, strict: false }) === 'undecided')
    .map((each) => each.metric)
}

type Choice = Pick<ComparisonInput, 'sides' | 'paired'> & {
  /** The undecided metrics. */
  readonly metrics: readonly { readonly name: string; readonly better: 'higher' | 'lower' }[]
  readonly seed: string
}

/**
 * Every sample that moved on an undecided metric, for better or worse, and each of the others by a chance that the seed and its id
 * alone decide. To run only what got worse again would pass most real drops.
 */
export const pickAgain = ({ sides, paired, metrics, seed }: Choice): readonly Picked[] => {
  const moved = new Set(
    metrics.flatMap((metric) => pairValues(sides, paired, metric).pairs.flatMap(({ id, drop }) => (drop === 0 ? [] : [id]))),
  )
  return paired.flatMap((id) => {
    if (moved.has(id)) return [{ id, chance: 1 }]
    return uniform(`${seed} ${id}`) < restChance ? [{ id, chance: restChance }] : []
  })
}

/** In [0, 1), from the first 52 bits of a hash. */
const uniform = (text: string): number => Number.parseInt(sha256(text).slice(0, 13), 16) / 2 ** 52

/** The first look at its share of the doubt; the metrics that it left undecided on both looks, once there was a second. */
export const compareInTwo = (input: ComparisonInput, confirming: Confirming | undefined): readonly Comparison[] => {
  if (confirming === undefined) return compareMetrics(input)
  const first = compareMetrics({ ...input, alpha: firstAlpha })
  const { rerun } = confirming
  if (rerun === undefined) return first
  const second = compareMetrics({ ...input, alpha: secondAlpha, again: againOf(rerun) })
  return first.map((each, index) => (rerun.metrics.includes(each.metric) ? (second[index] ?? each) : each))
}

const againOf = ({ picked, run }: Rerun): Again => {
  const fresh = byId(run.samples)
  return new Map(picked.map(({ id, chance }) => [id, { chance, sample: fresh.get(id) }]))
}

/** The new trials beside the first ones, for showing what samples answered. */
export const toldTwice = ({ base, head }: Sides, confirming: Confirming | undefined): Sides => {
  const fresh = byId(confirming?.rerun?.run.samples ?? [])
  const both = [...head].map(([id, sample]) => [id, { ...sample, trials: [...sample.trials, ...(fresh.get(id)?.trials ?? [])] }] as const)
  return { base, head: new Map(both) }
}

/** The records of a sample in both looks, in their order. */
export const recordsTwice = (recordings: Recordings, confirming: Confirming | undefined): ((id: string) => readonly SampleRecord[]) => {
  const again = confirming?.rerun?.recordings
  return (id) => [...recordings.of(id), ...(again?.of(id) ?? [])]
}

/** What of both runs was planned and what became of it. */
export const countedTwice = (run: Run, confirming: Confirming | undefined): Counts => {
  const again = confirming?.rerun?.run.counts
  if (again === undefined) return run.counts
  return {
    planned: run.counts.planned + again.planned,
    scored: run.counts.scored + again.scored,
    errored: run.counts.errored + again.errored,
    notRun: run.counts.notRun + again.notRun,
    failed: run.counts.failed + again.failed,
  }
}

const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))
