import { symmetricQuantile } from './symmetric-quantile.ts'

/** P(Z <= z) of the standard normal; the lower tail keeps its relative accuracy. */
export function normalCdf(z: number): number {
  return z < 0 ? upperTail(-z) : 1 - upperTail(z)
}

/** The z with P(Z <= z) = p. */
export function normalQuantile(p: number): number {
  return symmetricQuantile(upperTail, p)
}

/** From here on the continued fraction converges fast, and before it 1/2 - series has not cancelled yet. */
const SERIES_ENDS = 2.5
const FRACTION_TERMS = 100

function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  return z < SERIES_ENDS ? 0.5 - density * centralSeries(z) : density / millsFraction(z)
}

/** z + z³/3 + z⁵/(3·5) + …, the area from 0 to z in units of the density (Abramowitz & Stegun 1964, 26.2.11). */
function centralSeries(z: number): number {
  let sum = z
  let term = z
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

/** z + 1/(z + 2/(z + 3/(z + …))), the density over the tail (Laplace; Abramowitz & Stegun 1964, 26.2.14). */
function millsFraction(z: number): number {
  let fraction = z
  for (let k = FRACTION_TERMS; k >= 1; k -= 1) fraction = z + k / fraction
  return fraction
}
