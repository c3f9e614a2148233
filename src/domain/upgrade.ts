import type { Comparison, Flip } from './comparison.ts'
import type { Level, SliceChange, Spend } from './report.ts'
import type { Counts } from './run.ts'

/** GO: every gated metric held; NO-GO: one regressed; REVIEW: the samples cannot tell. */
export type Advice = 'GO' | 'NO-GO' | 'REVIEW' | 'NOT MEASURED'

export type Candidate = {
  readonly model: string
  readonly advice: Advice
  readonly reasons: readonly string[]
  readonly comparisons: readonly Comparison[]
  readonly levels: readonly Level[]
  readonly counts: Counts
  readonly spend: Spend
  readonly served: readonly string[]
  readonly broken: readonly Flip[]
  readonly slices: Readonly<Record<string, readonly SliceChange[]>>
}

/** Candidates against the current model, on the same samples. */
export type UpgradeReport = {
  readonly aieval: string
  readonly suite: string
  readonly samples: number
  readonly current: Omit<Candidate, 'advice' | 'reasons' | 'comparisons' | 'broken' | 'slices'>
  readonly candidates: readonly Candidate[]
  readonly warnings: readonly string[]
  readonly exit: number
}
