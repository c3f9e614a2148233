import type { Sensitivity } from './sensitivity.ts'

/** One metric on the samples that both sides measured; a drop is negative in `delta` and its interval. */
export type Comparison = {
  readonly metric: string
  /** Paired samples. */
  readonly n: number
  readonly base: number
  readonly now: number
  readonly delta: number
  /** Each end holds with 95 %; absent where too few clusters were paired for any interval. */
  readonly interval?: { readonly lower: number; readonly upper: number }
  /** By how much each end may fail, where it is not 5 %: a second look takes its share of the doubt. */
  readonly alpha?: number
  readonly better: number
  readonly worse: number
  readonly designEffect?: number
  readonly clusters: number
  /** Samples that one side could not measure; the state holds with all of them at their worst and at their best. */
  readonly missing: number
  readonly ceiling?: number
  readonly allowed?: number
  readonly state: MetricState
  /** Only where regressed: does the drop stand out from chance, over all gated metrics (Holm)? */
  readonly beyondNoise?: boolean
  /** True where a gain stands out from chance (Holm); never needed for a pass. */
  readonly gained?: true
  readonly why?: string
  /** Of a gated metric, where the whole set was compared. */
  readonly sensitivity?: Sensitivity
}

export type MetricState = 'regressed' | 'held' | 'unproven' | 'not-measured' | 'not-gated'

export type Alignment = {
  readonly paired: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

export type Outcome = 'pass' | 'fail' | 'not-measured' | 'no-verdict' | 'gate-changed'

export type Verdict = {
  readonly outcome: Outcome
  /** Full sentences, the deciding one first. */
  readonly reasons: readonly string[]
  /** What to type next. */
  readonly next: readonly string[]
  /** A pass although some gated metric could have dropped by more than allowed. */
  readonly unproven: boolean
}

/** A sample whose score on one metric differs between baseline and this run. */
export type Flip = {
  readonly id: string
  readonly metric: string
  readonly base: number
  readonly now: number
  readonly cause: 'retrieval' | 'generation' | 'app' | 'unknown'
  readonly why?: string
  readonly before?: string
  readonly after?: string
}
