import type { Comparison, Verdict } from './comparison.ts'
import type { Accepted } from './run.ts'

/** What a suite's gate can see, and how it judges an app that did not change. */
export type DoctorReport = {
  readonly aieval: string
  /** When the report was made (ISO 8601). */
  readonly at: string
  readonly suite: string
  readonly samples: number
  readonly baseline: { readonly file: string; readonly accepted: Accepted; readonly trials: number }
  readonly runTrials: number
  readonly policy: 'threshold' | 'evidence'
  readonly deterministic: boolean
  /** Baseline trial 1 against trial 2, or against itself where there is one. */
  readonly comparisons: readonly Comparison[]
  readonly test: { readonly status: 'done'; readonly verdict: Verdict } | { readonly status: 'none'; readonly why: string }
  readonly warnings: readonly string[]
}
