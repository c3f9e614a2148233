import type { Comparison } from '../domain/comparison.ts'
import type { Advice } from '../domain/upgrade.ts'

/** GO where every gated metric held, NO-GO where one regressed, REVIEW where the samples cannot tell. */
export const adviceOn = (comparisons: readonly Comparison[]): Advice => {
  const states = comparisons.filter((each) => each.state !== 'not-gated').map((each) => each.state)
  if (states.includes('regressed')) return 'NO-GO'
  if (states.includes('not-measured') || states.length === 0) return 'NOT MEASURED'
  return states.every((state) => state === 'held') ? 'GO' : 'REVIEW'
}

/** The advice of a whole comparison: the best that any candidate got, since one is enough. */
export const bestAdvice = (given: readonly Advice[]): Advice =>
  (['GO', 'REVIEW', 'NOT MEASURED', 'NO-GO'] as const).find((advice) => given.includes(advice)) ?? 'NOT MEASURED'
