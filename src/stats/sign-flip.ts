import { clustersOf } from './design-effect.ts'
import type { ClusterKey } from './design-effect.ts'
import { commonDenominator } from './common-denominator.ts'

export type SignFlipInput = {
  /** One d = baseline - new for each pair. */
  readonly drops: readonly number[]
  /** The cluster of each drop, in the same order: its drops change sign together. */
  readonly clusters?: readonly ClusterKey[]
  /** How many sums are told apart at most, give or take one for each cluster: the cost is this times the number of clusters. */
  readonly maxStates?: number
}

export type SignFlip = {
  /** One-sided p-value of "no drop", in (0, 1]. */
  readonly p: number
  /** The smallest p-value that drops of these sizes can have, whatever their signs. */
  readonly pMin: number
  /** Whether every sum was kept as it is; otherwise they were rounded to a grid. */
  readonly exact: boolean
}

const MAX_STATES = 200_000
/** Sums of scores closer to 0 are what rounding left of it. */
const NO_DIFFERENCE = 1e-9

/**
 * Exact paired permutation test of a mean drop: were there none, each cluster's sum could as well have had the other sign
 * (Fisher 1935). On 0/1 scores without clusters it is the exact test of McNemar. Sums without a small common denominator are
 * rounded to a grid that depends on their sizes alone: the test then is of the rounded drop, and still keeps its level.
 */
export function signFlip({ drops, clusters: keys, maxStates = MAX_STATES }: SignFlipInput): SignFlip {
  if (!drops.every(Number.isFinite)) throw new RangeError('every drop is a finite number')
  if (!(maxStates >= 1)) throw new RangeError(`at least one state is needed, not ${maxStates}`)
  const sums = clustersOf(drops, keys)
    .map((cluster) => cluster.sum)
    .filter((sum) => Math.abs(sum) > NO_DIFFERENCE)
  const { sizes, exact } = inUnits(sums.map(Math.abs), maxStates)
  const against = sizes.filter((_, index) => sums[index]! < 0)
  return { p: positive(chanceUpTo(total(against), sizes)), pMin: positive(0.5 ** sums.length), exact }
}

type Units = { readonly sizes: readonly number[]; readonly exact: boolean }

/** The sizes as positive integers that add up to about `maxStates` at most. */
function inUnits(sizes: readonly number[], maxStates: number): Units {
  const perUnit = maxStates / total(sizes)
  const denominator = commonDenominator(sizes, perUnit)
  const scale = denominator ?? perUnit
  return { sizes: sizes.map((size) => Math.max(1, Math.round(size * scale))), exact: denominator !== undefined }
}

/**
 * Chance that the negative ones add up to `limit` at most where each size is negative with chance 1/2: the sums in favour are
 * then at least what was seen. By convolution (Pagano & Tritchler 1983), small sizes first, without the sums above the limit.
 */
function chanceUpTo(limit: number, sizes: readonly number[]): number {
  const chances = new Float64Array(limit + 1)
  chances[0] = 1
  let reached = 0
  for (const size of sizes.toSorted((one, other) => one - other)) {
    reached = Math.min(limit, reached + size)
    for (let sum = reached; sum >= size; sum -= 1) chances[sum] = (chances[sum]! + chances[sum - size]!) / 2
    for (let sum = Math.min(reached, size - 1); sum >= 0; sum -= 1) chances[sum]! /= 2
  }
  return Math.min(1, total(chances))
}

/** Some thousand clusters have chances smaller than the smallest number. */
function positive(chance: number): number {
  return Math.max(Number.MIN_VALUE, chance)
}

function total(values: readonly number[] | Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
