import { clustersOf, designEffect } from './design-effect.ts'
import type { ClusterKey } from './design-effect.ts'
import { studentCdf, studentQuantile } from './student.ts'
import { tangoBounds, tangoScore } from './tango.ts'
import type { Bounds, PairCounts } from './tango.ts'

export type PairedDropInput = {
  /** One d = baseline - new for each pair, in [-1, 1]; a reweighted d may lie outside, a mean outside counts as -1 or 1. */
  readonly drops: readonly number[]
  /** The cluster of each drop, in the same order; a pair outside all clusters needs a key of its own. */
  readonly clusters?: readonly ClusterKey[]
  /** The drop that is still allowed, in [0, 1). */
  readonly allowed?: number
  /** Error of each bound on its own, in (0, 0.5); 0.05 makes the two a 90 % interval. */
  readonly alpha?: number
}

export type PairedDrop = MeasuredDrop | TooFewClusters

export type TooFewClusters = { readonly status: 'too-few-clusters'; readonly n: number; readonly clusters: number }

export type MeasuredDrop = Bounds & {
  readonly status: 'measured'
  readonly n: number
  readonly clusters: number
  /** Mean drop; positive means worse. */
  readonly estimate: number
  readonly designEffect: number
  /** One-sided p-value of "no drop". */
  readonly pDrop: number
  /** Pairs that got better, and that got worse. */
  readonly better: number
  readonly worse: number
  /** Whether the drop is below the allowed one at this alpha; there where one was given. */
  readonly held?: boolean
}

type Moments = { readonly mean: number; readonly square: number; readonly variance: number }

/** Mean of paired differences with score bounds: Tango's (1998) on counts with the same two moments, deflated by the design effect. */
export function pairedDrop({ drops, clusters: keys, allowed, alpha = 0.05 }: PairedDropInput): PairedDrop {
  requireContract({ drops, allowed, alpha })
  const n = drops.length
  const clusters = clustersOf(drops, keys)
  if (clusters.length < 2) return { status: 'too-few-clusters', n, clusters: clusters.length }
  const moments = momentsOf(drops)
  const effect = designEffect(clusters, moments.variance / (n - 1))
  const counts = countsWith(moments, n / effect)
  const critical = -studentQuantile(alpha, clusters.length - 1)
  return {
    status: 'measured',
    n,
    clusters: clusters.length,
    estimate: moments.mean,
    ...tangoBounds(counts, critical),
    designEffect: effect,
    pDrop: studentCdf(-tangoScore(counts, 0), clusters.length - 1),
    better: drops.filter((drop) => drop < 0).length,
    worse: drops.filter((drop) => drop > 0).length,
    ...(allowed === undefined ? {} : { held: tangoScore(counts, allowed) < -critical }),
  }
}

function requireContract({ drops, allowed = 0, alpha }: { drops: readonly number[]; allowed: number | undefined; alpha: number }): void {
  if (!drops.every(Number.isFinite)) throw new RangeError('every drop is a finite number')
  if (!(allowed >= 0 && allowed < 1)) throw new RangeError(`an allowed drop lies in [0, 1), not ${allowed}`)
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha lies in (0, 0.5), not ${alpha}`)
}

/** Mean, mean square, and population variance, which cannot pass 1 - mean² for values in [-1, 1]. */
function momentsOf(values: readonly number[]): Moments {
  const centre = average(values)
  const mean = Math.min(1, Math.max(-1, centre))
  const square = Math.min(1, average(values.map((value) => value ** 2)))
  const spread = average(values.map((value) => (value - centre) ** 2))
  return { mean, square, variance: Math.min(spread, 1 - mean ** 2) }
}

/** Counts of a 0/1 experiment with this mean and mean square, or with the mean alone where the square is too small for one. */
function countsWith({ mean, square }: Moments, n: number): PairCounts {
  if (square < Math.abs(mean)) return { n, b: n * Math.max(mean, 0), c: n * Math.max(-mean, 0) }
  return { n, b: (n * (square + mean)) / 2, c: (n * (square - mean)) / 2 }
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
