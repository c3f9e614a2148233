import type { FlaggedSlice } from '../domain/guards.ts'
import type { Facets } from '../domain/sample.ts'
import { signFlip, type SignFlip } from '../stats/sign-flip.ts'
import { tarone } from '../stats/tarone.ts'
import { stateOf } from './state.ts'
import { pairValues, type Sides } from './values.ts'

export type SliceInput = {
  readonly sides: Sides
  readonly paired: readonly string[]
  readonly metrics: readonly GatedMetric[]
  readonly sampleOf: (id: string) => Facets | undefined
  readonly clusterOf: (id: string) => string
  /** Tags that are looked at beside the primary slices. */
  readonly tags: readonly string[]
}

type GatedMetric = { readonly name: string; readonly better: 'higher' | 'lower'; readonly allowed?: number }

const alpha = 0.05

/**
 * The slices on which a gated metric dropped further than allowed and than chance would do, over all slices and metrics together.
 * Missing values are tried at their worst and at their best; where the two are judged differently, nothing is decided.
 */
export const flaggedSlices = (input: SliceInput): readonly FlaggedSlice[] => {
  const family = familyOf(input)
  const flagged = ends.map((end) => standingOut(family, end))
  const [seen = []] = flagged
  return family.flatMap(({ facts }, index) => {
    const flags = new Set(flagged.map((each) => each[index]?.flagged === true))
    return flags.has(true) ? [{ ...facts, p: seen[index]?.p ?? 1, decided: !flags.has(false) }] : []
  })
}

/** The values as seen, and with every missing one at its worst and at its best. */
const ends = ['seen', 'worst', 'best'] as const
type End = (typeof ends)[number]

type Group = Pick<FlaggedSlice, 'kind' | 'slice'> & { readonly ids: readonly string[] }

/** What is known of one metric on one slice once its pairs were looked at. */
type Member = { readonly facts: Omit<FlaggedSlice, 'p' | 'decided'>; readonly tests: Readonly<Record<End, Test>> }
type Test = { readonly flip: SignFlip; readonly beyond: boolean }

const familyOf = (input: SliceInput): readonly Member[] =>
  input.metrics.flatMap(({ allowed, ...metric }) =>
    allowed === undefined ? [] : groupsOf(input).map((group) => memberOf(group, { ...metric, allowed }, input)),
  )

const memberOf = ({ kind, slice, ids }: Group, metric: GatedMetric & { readonly allowed: number }, input: SliceInput): Member => {
  const pairing = pairValues(input.sides, ids, metric)
  const { pairs, gaps } = pairing
  const { name, allowed } = metric
  const seen = testOf(pairs, allowed, input)
  const filled = (end: 'worst' | 'best'): Test =>
    gaps.length === 0 ? seen : testOf([...pairs, ...gaps.map((gap) => ({ id: gap.id, drop: gap[end] }))], allowed, input)
  const facts = {
    kind,
    slice,
    metric: name,
    n: pairs.length,
    base: mean(pairs.map(({ base }) => base)),
    now: mean(pairs.map(({ now }) => now)),
    allowed,
    missing: gaps.length,
  }
  return { facts, tests: { seen, worst: filled('worst'), best: filled('best') } }
}

type Entry = { readonly id: string; readonly drop: number }

const testOf = (entries: readonly Entry[], allowed: number, { clusterOf }: SliceInput): Test => {
  const drops = entries.map(({ drop }) => drop)
  return { flip: signFlip({ drops, clusters: entries.map(({ id }) => clusterOf(id)) }), beyond: isBeyond(drops, allowed) }
}

const groupsOf = ({ paired, sampleOf, tags }: SliceInput): readonly Group[] => {
  const primary = Map.groupBy(paired, (id) => sampleOf(id)?.slice ?? '')
  return [
    ...[...primary].filter(([slice]) => slice !== '').map(([slice, ids]): Group => ({ kind: 'slice', slice, ids })),
    ...[...new Set(tags)].map((tag): Group => ({ kind: 'tag', slice: tag, ids: paired.filter((id) => sampleOf(id)?.tags.includes(tag)) })),
  ]
}

type Standing = { readonly p: number; readonly flagged: boolean }

const standingOut = (family: readonly Member[], end: End): readonly Standing[] => {
  const adjusted = tarone(
    family.map(({ tests }) => tests[end].flip),
    alpha,
  )
  return family.map(({ tests }, index) => {
    const p = adjusted[index] ?? 1
    return { p, flagged: p < alpha && tests[end].beyond }
  })
}

const isBeyond = (drops: readonly number[], allowed: number): boolean =>
  drops.length > 0 && stateOf({ estimate: mean(drops), held: false }, allowed) === 'regressed'

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
