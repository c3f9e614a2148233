import { bisect } from './bisect.ts'

/** Quantile at p in [0, 1] of a distribution symmetric about 0; `tail(x)` = P(X > x) for x >= 0, falling from 1/2 to 0. */
export function symmetricQuantile(tail: (x: number) => number, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in [0, 1], not ${p}`)
  if (p === 0.5) return 0
  return p < 0.5 ? -pointWithTail(tail, p) : pointWithTail(tail, 1 - p)
}

function pointWithTail(tail: (x: number) => number, target: number): number {
  if (target === 0) return Infinity
  let high = 1
  while (tail(high) > target) high *= 2
  return bisect((x) => tail(x) > target, high === 1 ? 0 : high / 2, high)
}
