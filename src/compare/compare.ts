import type { Comparison } from '../domain/comparison.ts'
import { holm } from '../stats/holm.ts'
import { pairedDrop, type PairedDrop } from '../stats/paired-drop.ts'
import { consequence, stateOf, type Consequence, type Drop, type Policy } from './state.ts'
import { pairTwice, type Again } from './two-phase.ts'
import { pairValues, type Pair, type Pairing, type Sides } from './values.ts'

export type Gated = { readonly name: string; readonly better: 'higher' | 'lower'; readonly allowed?: number; readonly ceiling?: number }

export type ComparisonInput = {
  readonly sides: Sides
  readonly paired: readonly string[]
  readonly metrics: readonly Gated[]
  readonly clusterOf: (id: string) => string
  readonly policy: Policy
  /** Error of each bound and of the whole family of drops; 0.05 where a second look has no share of it. */
  readonly alpha?: number
  /** The samples that were run again. */
  readonly again?: Again
}

const usualAlpha = 0.05

/** Every metric on the samples that both sides have, with its interval, its state and, where it regressed, whether chance would do. */
export const compareMetrics = (input: ComparisonInput): readonly Comparison[] => compareMany([input])[0] ?? []

/** The same for several comparisons that are one decision (candidates of an upgrade): Holm runs over all their gated metrics together. */
export const compareMany = (inputs: readonly ComparisonInput[]): readonly (readonly Comparison[])[] => {
  const measured = inputs.map((input) => input.metrics.map((metric) => measure(metric, input)))
  const gated = measured.flat().filter(({ metric }) => metric.allowed !== undefined)
  const beyond: Beyond = {
    seen: standingOut(gated, ({ drops }) => drops.seen),
    worst: standingOut(gated, ({ drops }) => drops.worst),
    best: standingOut(gated, ({ drops }) => drops.best),
    gain: standingOut(gated, ({ drops }) => drops.gain),
  }
  return measured.map((each) => each.map((one) => describe(one, beyond)))
}

/** The pairs as seen, and with every missing value at its worst and at its best. */
type End = 'seen' | 'worst' | 'best'

/** What is known of one metric once its pairs were looked at; the pairs themselves, of which there may be very many, are gone. */
type Measured = {
  readonly input: ComparisonInput
  readonly metric: Gated
  readonly facts: Facts
  readonly drops: Readonly<Record<End | 'gain', PairedDrop>>
}

type Facts = Pick<Comparison, 'n' | 'base' | 'now' | 'delta' | 'better' | 'worse' | 'clusters' | 'missing'>

type Beyond = Readonly<Record<End | 'gain', ReadonlySet<Measured>>>

/** Those whose drop stands out from chance over all of them; one that has no p-value still counts among them. */
const standingOut = (gated: readonly Measured[], dropOf: (each: Measured) => PairedDrop): ReadonlySet<Measured> => {
  const adjusted = holm(gated.map(dropOf).map((drop) => (drop.status === 'measured' ? drop.pDrop : 1)))
  return new Set(gated.filter(({ input }, index) => (adjusted[index] ?? 1) < (input.alpha ?? usualAlpha)))
}

const measure = (metric: Gated, input: ComparisonInput): Measured => {
  const pairing = input.again === undefined ? pairValues(input.sides, input.paired, metric) : pairTwice(input, input.again, metric)
  const { pairs, gaps } = pairing
  const seen = dropOf(pairs, metric, input)
  const filled = (end: 'worst' | 'best'): PairedDrop =>
    gaps.length === 0 ? seen : dropOf([...pairs, ...gaps.map((gap) => ({ id: gap.id, drop: gap[end] }))], metric, input)
  return {
    input,
    metric,
    facts: factsOf(pairing, input),
    drops: { seen, worst: filled('worst'), best: filled('best'), gain: gainOf(pairs, metric, input) },
  }
}

const factsOf = ({ pairs, gaps }: Pairing, { clusterOf }: ComparisonInput): Facts => {
  const mean = (pick: (pair: Pair) => number): number => pairs.reduce((sum, pair) => sum + pick(pair), 0) / Math.max(1, pairs.length)
  return {
    n: pairs.length,
    base: mean((pair) => pair.base),
    now: mean((pair) => pair.now),
    delta: 0 - mean((pair) => pair.drop),
    better: pairs.filter((pair) => pair.drop < 0).length,
    worse: pairs.filter((pair) => pair.drop > 0).length,
    clusters: new Set(pairs.map((pair) => clusterOf(pair.id))).size,
    missing: gaps.length,
  }
}

const dropOf = (
  entries: readonly { readonly id: string; readonly drop: number }[],
  { allowed }: Gated,
  { clusterOf, alpha = usualAlpha }: ComparisonInput,
): PairedDrop =>
  pairedDrop({
    drops: entries.map((entry) => entry.drop),
    clusters: entries.map((entry) => clusterOf(entry.id)),
    alpha,
    ...(allowed === undefined ? {} : { allowed }),
  })

/** The same samples with the sides exchanged: a drop of this is a gain. */
const gainOf = (pairs: readonly Pair[], metric: Gated, input: ComparisonInput): PairedDrop =>
  dropOf(
    pairs.map(({ id, drop }) => ({ id, drop: -drop })),
    metric,
    input,
  )

const describe = (measured: Measured, beyond: Beyond): Comparison => {
  const { input, metric, drops } = measured
  const facts = {
    metric: metric.name,
    ...measured.facts,
    ...(metric.ceiling === undefined ? {} : { ceiling: metric.ceiling }),
    ...(input.alpha === undefined ? {} : { alpha: input.alpha }),
    ...intervalOf(drops.seen),
  }
  if (metric.allowed === undefined) return { ...facts, state: 'not-gated' }
  const { state, beyondNoise } = standingOf(measured, metric.allowed, beyond)
  const why = whyNot(state, measured)
  return {
    ...facts,
    allowed: metric.allowed,
    state,
    ...(state === 'regressed' ? { beyondNoise } : {}),
    ...(beyond.gain.has(measured) ? { gained: true } : {}),
    ...(why === undefined ? {} : { why }),
  }
}

/** A drop is negative here whichever way the metric counts, so that the lower end is always the bad one. */
const intervalOf = (drop: PairedDrop): Pick<Comparison, 'interval' | 'designEffect'> =>
  drop.status === 'measured' ? { interval: { lower: 0 - drop.upper, upper: 0 - drop.lower }, designEffect: drop.designEffect } : {}

type Standing = { readonly state: ReturnType<typeof stateOf>; readonly beyondNoise: boolean }

/** What holds with every missing value at its worst and at its best; where the two would be judged differently, nothing was measured. */
const standingOf = (measured: Measured, allowed: number, beyond: Beyond): Standing => {
  const at = (end: End): Standing => ({
    state: stateOf(asDrop(measured.drops[end]), allowed),
    beyondNoise: beyond[end].has(measured),
  })
  const judgedAs = ({ state, beyondNoise }: Standing): Consequence => consequence(state, beyondNoise, measured.input.policy)
  const seen = at('seen')
  if (measured.facts.missing === 0 || seen.state === 'not-measured') return seen
  const worst = at('worst')
  if (judgedAs(worst) !== judgedAs(at('best'))) return { state: 'not-measured', beyondNoise: false }
  return seen.state === 'held' || judgedAs(seen) !== judgedAs(worst) ? worst : seen
}

const asDrop = (drop: PairedDrop): Drop => (drop.status === 'measured' ? { estimate: drop.estimate, held: drop.held === true } : undefined)

const whyNot = (state: Comparison['state'], { facts: { n, missing }, drops: { seen, worst } }: Measured): string | undefined => {
  const values = `${missing} missing ${missing === 1 ? 'value' : 'values'}`
  if (state === 'unproven' && missing > 0 && worst.status === 'measured')
    return `cannot rule out a drop up to ${worst.upper.toFixed(3)}, ${values} at worst`
  if (state !== 'not-measured') return undefined
  if (n === 0) return missing === 0 ? 'it applies to none of the samples' : 'no sample was measured on both sides'
  if (seen.status !== 'measured') return 'the samples form a single cluster, from which no doubt can be estimated'
  return `${values} ${missing === 1 ? 'decides' : 'decide'} it`
}
