import type { Bounds } from './tango.ts'

/** The proportions whose score lies within ±z (> 0) of the one seen, successes / n (Wilson 1927); fractional counts are fine. */
export function wilson(successes: number, n: number, z: number): Bounds {
  if (!(n > 0 && n < Infinity)) throw new RangeError(`a proportion is of a positive number of trials, not ${n}`)
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`successes lie in [0, ${n}], not ${successes}`)
  if (!(z > 0 && z < Infinity)) throw new RangeError(`a critical value is positive and finite, not ${z}`)
  return { lower: lowerBound(successes, n, z), upper: 1 - lowerBound(n - successes, n, z) }
}

/** The smaller root in the form that does not cancel, so that it is 0 exactly where nothing succeeded. */
function lowerBound(successes: number, n: number, z: number): number {
  const root = z * Math.sqrt(z * z + (4 * successes * (n - successes)) / n)
  return (2 * successes * successes) / n / (2 * successes + z * z + root)
}
