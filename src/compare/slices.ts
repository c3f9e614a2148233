import type { FlaggedSlice } from '../domain/guards.ts'
import type { Facets } from '../domain/sample.ts'
import { signFlip } from '../stats/sign-flip.ts'
import { tarone } from '../stats/tarone.ts'
import { stateOf } from './state.ts'
import { pairValues, type Pairing, type Sides } from './values.ts'

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
  const seen = standingOut(family.map(seenDrops), input)
  const ends = family.some(({ pairing }) => pairing.gaps.length > 0)
    ? (['worst', 'best'] as const).map((end) => standingOut(family.map(filledDrops(end)), input))
    : []
  return family.flatMap((member, index) => {
    const flags = new Set([seen, ...ends].map((each) => each[index]?.flagged === true))
    return flags.has(true) ? [describe(member, { p: seen[index]?.p ?? 1, decided: !flags.has(false) })] : []
  })
}

type Group = Pick<FlaggedSlice, 'kind' | 'slice'> & { readonly ids: readonly string[] }
type Member = Group & { readonly metric: string; readonly allowed: number; readonly pairing: Pairing }

const familyOf = (input: SliceInput): readonly Member[] =>
  input.metrics.flatMap(({ allowed, ...metric }) =>
    allowed === undefined
      ? []
      : groupsOf(input).map((group) => ({
          ...group,
          metric: metric.name,
          allowed,
          pairing: pairValues(input.sides, group.ids, metric),
        })),
  )

const groupsOf = ({ paired, sampleOf, tags }: SliceInput): readonly Group[] => {
  const primary = Map.groupBy(paired, (id) => sampleOf(id)?.slice ?? '')
  return [
    ...[...primary].filter(([slice]) => slice !== '').map(([slice, ids]): Group => ({ kind: 'slice', slice, ids })),
    ...[...new Set(tags)].map((tag): Group => ({ kind: 'tag', slice: tag, ids: paired.filter((id) => sampleOf(id)?.tags.includes(tag)) })),
  ]
}

type Drops = { readonly allowed: number; readonly entries: readonly { readonly id: string; readonly drop: number }[] }

const seenDrops = ({ allowed, pairing }: Member): Drops => ({ allowed, entries: pairing.pairs })

const filledDrops =
  (end: 'worst' | 'best') =>
  ({ allowed, pairing: { pairs, gaps } }: Member): Drops => ({
    allowed,
    entries: [...pairs, ...gaps.map((gap) => ({ id: gap.id, drop: gap[end] }))],
  })

type Standing = { readonly p: number; readonly flagged: boolean }

const standingOut = (family: readonly Drops[], { clusterOf }: SliceInput): readonly Standing[] => {
  const tests = family.map(({ entries }) =>
    signFlip({ drops: entries.map(({ drop }) => drop), clusters: entries.map(({ id }) => clusterOf(id)) }),
  )
  const adjusted = tarone(tests, alpha)
  return family.map((drops, index) => {
    const p = adjusted[index] ?? 1
    return { p, flagged: p < alpha && isBeyond(drops) }
  })
}

const isBeyond = ({ allowed, entries }: Drops): boolean =>
  entries.length > 0 && stateOf({ estimate: mean(entries.map(({ drop }) => drop)), held: false }, allowed) === 'regressed'

const describe = ({ kind, slice, metric, allowed, pairing: { pairs, gaps } }: Member, standing: Pick<FlaggedSlice, 'p' | 'decided'>) => ({
  kind,
  slice,
  metric,
  n: pairs.length,
  base: mean(pairs.map(({ base }) => base)),
  now: mean(pairs.map(({ now }) => now)),
  allowed,
  missing: gaps.length,
  ...standing,
})

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
