import { incompleteBeta } from './incomplete-beta.ts'
import { symmetricQuantile } from './symmetric-quantile.ts'

/** P(T <= t) of Student's distribution with df > 0 degrees of freedom; the lower tail keeps its relative accuracy. */
export function studentCdf(t: number, df: number): number {
  return t < 0 ? upperTail(-t, df) : 1 - upperTail(t, df)
}

/** The t with P(T <= t) = p at df degrees of freedom. */
export function studentQuantile(p: number, df: number): number {
  return symmetricQuantile((t) => upperTail(t, df), p)
}

/** Half of I_x(df/2, 1/2) at x = df / (df + t²) (Abramowitz & Stegun 1964, 26.7.1). */
function upperTail(t: number, df: number): number {
  if (!(df > 0 && df < Infinity)) throw new RangeError(`degrees of freedom are positive and finite, not ${df}`)
  return incompleteBeta(Math.log(df) - 2 * Math.log(t), df / 2, 0.5) / 2
}
