import type { Comparison } from '../domain/comparison.ts'
import { oddsOfCleanPass } from './odds.ts'

type Target = { readonly deterministic: boolean }

/** What is wrong with a gate that its figures alone do not say. */
export const gateWarnings = (comparisons: readonly Comparison[], { deterministic }: Target): readonly string[] =>
  comparisons.flatMap((each) => [...coarse(each), ...(deterministic ? restless(each) : []), ...blind(each)])

/** A threshold of 0 means it: no drop at all. */
const coarse = ({ metric, allowed, n }: Comparison): readonly string[] =>
  allowed === undefined || allowed === 0 || n === 0 || allowed * n >= 1
    ? []
    : [`${metric} may drop by ${allowed}, less than one of its ${n} samples (${(1 / n).toFixed(n < 100 ? 2 : 4)})`]

const restless = ({ metric, sensitivity }: Comparison): readonly string[] =>
  sensitivity?.status === 'known' && sensitivity.flipRate > 0
    ? [`${metric} differs between trials of a target that is called deterministic: target.deterministic: false`]
    : []

const enough = 0.8

const blind = (comparison: Comparison): readonly string[] => {
  const { metric, sensitivity } = comparison
  if (sensitivity?.status === 'unknown') return [`${metric}: ${sensitivity.why}`]
  return sensitivity === undefined || sensitivity.cleanPass >= enough ? [] : [`${metric}: ${oddsOfCleanPass(comparison) ?? ''}`]
}
