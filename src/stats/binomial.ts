import { logGamma } from './log-gamma.ts'

/** Independent trials, and the chance of each to succeed and to fail: both, for one near 1 has lost what the other still knows. */
type Trials = { readonly n: number; readonly success: number; readonly failure: number }

/** P(X <= k) of the number X of successes in n trials that succeed with chance p; a small one keeps its relative accuracy. */
export function binomialCdf(k: number, n: number, p: number): number {
  return cdf(k, trialsOf(k, n, p))
}

/** P(X > k); a small one keeps its relative accuracy. */
export function binomialSurvival(k: number, n: number, p: number): number {
  return cdf(n - k - 1, mirrored(trialsOf(k, n, p)))
}

/** P(X = k). */
export function binomialMass(k: number, n: number, p: number): number {
  const trials = trialsOf(k, n, p)
  return k < 0 || k > n ? 0 : mass(k, trials)
}

function trialsOf(k: number, n: number, p: number): Trials {
  if (!Number.isInteger(k)) throw new RangeError(`a number of successes is an integer, not ${k}`)
  if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`a number of trials is a non-negative integer, not ${n}`)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in [0, 1], not ${p}`)
  return { n, success: p, failure: 1 - p }
}

function mirrored({ n, success, failure }: Trials): Trials {
  return { n, success: failure, failure: success }
}

function cdf(k: number, trials: Trials): number {
  const { n, success } = trials
  if (k < 0) return 0
  if (k >= n) return 1
  return k < n * success ? lowerTail(k, trials) : 1 - lowerTail(n - k - 1, mirrored(trials))
}

/** The masses from k down, each from the one above it, until they no longer count; they fall, for k lies below the mean. */
function lowerTail(k: number, trials: Trials): number {
  const odds = trials.failure / trials.success
  let sum = 1
  let term = 1
  for (let j = k; j > 0 && term > sum * 1e-17; j -= 1) {
    term *= (j / (trials.n - j + 1)) * odds
    sum += term
  }
  return mass(k, trials) * sum
}

/** In logarithms, from deviances, in which nothing large cancels however large n is (Loader 2000). */
function mass(k: number, { n, success, failure }: Trials): number {
  if (k === 0) return success < 0.5 ? Math.exp(n * Math.log1p(-success)) : failure ** n
  if (k === n) return mass(0, { n, success: failure, failure: success })
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(n - k)
  const deviances = deviance(k, n * success) + deviance(n - k, n * failure)
  return Math.exp(errors - deviances) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

function deviance(count: number, expected: number): number {
  const excess = count - expected
  return count * Math.log1p(excess / expected) - excess
}

/** From here on five terms of the series give the error of Stirling's approximation to ln n! to the last bit. */
const SERIES_HOLDS = 16

function stirlingError(n: number): number {
  if (n < SERIES_HOLDS) return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI)
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n
}
