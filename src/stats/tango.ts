import { bisect } from './bisect.ts'

/** Pairs, and those among them that differ in favour of a drop (b) and against it (c); fractions are fine, b + c <= n. */
export type PairCounts = { readonly n: number; readonly b: number; readonly c: number }
export type Bounds = { readonly lower: number; readonly upper: number }

/** The differences δ in [-1, 1] whose score lies within ±critical (> 0), a normal or Student quantile (Tango 1998). */
export function tangoBounds(counts: PairCounts, critical: number): Bounds {
  return { lower: -upperBound(mirrored(counts), critical), upper: upperBound(counts, critical) }
}

/** Score statistic of the difference of two paired proportions, (b - c)/n against δ in [-1, 1]; it falls as δ grows (Tango 1998). */
export function tangoScore(counts: PairCounts, delta: number): number {
  if (delta < 0) return -tangoScore(mirrored(counts), -delta)
  const { n, b, c } = counts
  const excess = b - c - n * delta
  const variance = n * (2 * constrainedShare(counts, delta) + delta * (1 - delta))
  if (variance > 0) return excess / Math.sqrt(variance)
  return excess === 0 ? 0 : excess * Infinity
}

function upperBound(counts: PairCounts, critical: number): number {
  const estimate = (counts.b - counts.c) / counts.n
  return bisect((delta) => tangoScore(counts, delta) > -critical, estimate, 1)
}

function mirrored({ n, b, c }: PairCounts): PairCounts {
  return { n, b: c, c: b }
}

/** Maximum likelihood share of pairs against the drop when the difference is δ >= 0: the root q of 2n·q² + B·q - c·δ(1 - δ) = 0. */
export function constrainedShare({ n, b, c }: PairCounts, delta: number): number {
  const product = c * delta * (1 - delta)
  const linear = (2 * n - b + c) * delta - b - c
  const root = Math.sqrt(linear * linear + 8 * n * product)
  return linear > 0 ? (2 * product) / (linear + root) : (root - linear) / (4 * n)
}
