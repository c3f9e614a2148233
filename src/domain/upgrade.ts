import type { Comparison, Flip } from './comparison.ts'
import type { Guards } from './guards.ts'
import type { Level, SliceChange, Spend } from './report.ts'
import type { Counts } from './run.ts'

/** GO: every gated metric held; NO-GO: one regressed, a critical sample broke or a blocking slice dropped; REVIEW: the samples cannot tell. */
export type Advice = 'GO' | 'NO-GO' | 'REVIEW' | 'NOT MEASURED'

export type Advised = { readonly advice: Advice; readonly reasons: readonly string[] }

export type Candidate = Advised & {
  readonly model: string
  readonly comparisons: readonly Comparison[]
  readonly levels: readonly Level[]
  readonly counts: Counts
  readonly spend: Spend
  readonly served: readonly string[]
  readonly broken: readonly Flip[]
  readonly slices: Readonly<Record<string, readonly SliceChange[]>>
  readonly guards: Guards
}

/** Candidates against the current model, on the same samples. */
export type UpgradeReport = {
  readonly aieval: string
  readonly suite: string
  readonly samples: number
  readonly current: Omit<Candidate, 'advice' | 'reasons' | 'comparisons' | 'broken' | 'slices' | 'guards'>
  readonly candidates: readonly Candidate[]
  readonly warnings: readonly string[]
  readonly exit: number
}
