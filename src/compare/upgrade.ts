import type { Comparison } from '../domain/comparison.ts'
import type { Guards } from '../domain/guards.ts'
import type { Advice, Advised } from '../domain/upgrade.ts'
import { guardFailures, guardGaps } from './guards.ts'

/**
 * NO-GO where a gated metric regressed, a critical sample broke or a slice that blocks dropped; GO where every gated metric held;
 * REVIEW where the samples cannot tell.
 */
export const adviceOn = (comparisons: readonly Comparison[], guards: Guards): Advised => {
  const gated = comparisons.filter((each) => each.state !== 'not-gated')
  const having = (state: Comparison['state']): readonly Comparison[] => gated.filter((each) => each.state === state)
  const failures = [...saidOf(having('regressed'), (metrics) => `${metrics} dropped more than allowed`), ...guardFailures(guards, trials)]
  if (failures.length > 0) return { advice: 'NO-GO', reasons: failures }
  const gaps = [...having('not-measured').map(({ metric, why }) => `${metric}: ${why ?? 'not measured'}`), ...guardGaps(guards)]
  if (gated.length === 0) return { advice: 'NOT MEASURED', reasons: ['no metric has a threshold'] }
  if (gaps.length > 0) return { advice: 'NOT MEASURED', reasons: gaps }
  const doubts = saidOf(having('unproven'), (metrics) => `the samples cannot rule out a drop beyond the threshold of ${metrics}`)
  return doubts.length > 0 ? { advice: 'REVIEW', reasons: doubts } : { advice: 'GO', reasons: ['every gated metric held'] }
}

const trials = { base: 'trial of the current model', now: 'trial of the candidate' }

const saidOf = (comparisons: readonly Comparison[], say: (metrics: string) => string): readonly string[] =>
  comparisons.length === 0 ? [] : [say(comparisons.map(({ metric }) => metric).join(', '))]

/** The advice of a whole comparison: the best that any candidate got, since one is enough. */
export const bestAdvice = (given: readonly Advice[]): Advice =>
  (['GO', 'REVIEW', 'NOT MEASURED', 'NO-GO'] as const).find((advice) => given.includes(advice)) ?? 'NOT MEASURED'
