import type { MetricState } from '../domain/comparison.ts'

/** The mean drop over paired samples, and whether its 95 % upper bound lies below what is allowed; `undefined` = too few clusters. */
export type Drop = { readonly estimate: number; readonly held: boolean } | undefined

/** 0.85 − 0.82 > 0.03 is true in floating point, and a tie must not block. */
const tie = 1e-12

/** The state of one gated metric: the user's contract first, then what the evidence can say of it. */
export const stateOf = (drop: Drop, allowed: number): Exclude<MetricState, 'not-gated'> => {
  if (drop === undefined) return 'not-measured'
  if (drop.estimate > allowed + tie) return 'regressed'
  return drop.held ? 'held' : 'unproven'
}

export type Policy = { readonly policy: 'threshold' | 'evidence'; readonly strict: boolean }
export type Consequence = 'fail' | 'pass' | 'undecided' | 'not-measured'

/** What a state means for the gate. */
export const consequence = (state: MetricState, beyondNoise: boolean, { policy, strict }: Policy): Consequence => {
  switch (state) {
    case 'not-measured':
      return 'not-measured'
    case 'regressed':
      return policy === 'threshold' || beyondNoise ? 'fail' : 'undecided'
    case 'unproven':
      return policy === 'evidence' || strict ? 'undecided' : 'pass'
    case 'held':
    case 'not-gated':
      return 'pass'
  }
}
