import type { Attribution } from './attribution.ts'
import type { Alignment, Comparison, Flip, Verdict } from './comparison.ts'
import type { Confirmation } from './confirmation.ts'
import type { Drift } from './history.ts'
import type { Guards } from './guards.ts'
import type { Gate } from './gate.ts'
import type { Accepted, Counts, Fingerprint, RunHeader } from './run.ts'
import type { Place } from './sample.ts'

export type SliceChange = {
  readonly slice: string
  readonly n: number
  readonly base: number
  readonly now: number
  readonly worse: number
}
export type Difference = { readonly part: string; readonly base: string; readonly now: string }

/** The mean of one metric on this run alone, where there is nothing to compare with. */
export type Level = {
  readonly metric: string
  readonly n: number
  readonly mean: number
  readonly skipped: number
  readonly unmeasured: number
  readonly ceiling?: number
}

/** What the calls of a run used, in a form that two runs can be added up in. */
export type Usage = Omit<Spend, 'p50' | 'p95'> & {
  /** Milliseconds of each answer that a model was asked for, in no order. */
  readonly times: readonly number[]
}

/** What the calls of a run cost, as far as it is known. */
export type Spend = {
  readonly calls: number
  readonly cached: number
  readonly attempts: number
  readonly tokensIn: number
  readonly tokensOut: number
  /** USD; `unknown` where a price or a token count is missing. */
  readonly usd: number | 'unknown'
  /** The day of the list prices that are in it. */
  readonly pricesAsOf?: string
  readonly p50: number
  readonly p95: number
}

/** Everything a reporter may know. */
export type Report = {
  readonly aieval: string
  /** When the report was made (ISO 8601). */
  readonly at: string
  readonly suite: string
  readonly run: RunHeader
  readonly counts: Counts
  readonly spend: Spend
  readonly served: readonly string[]
  readonly levels: readonly Level[]
  readonly baseline?: { readonly accepted: Accepted; readonly fingerprint: Fingerprint; readonly file: string }
  readonly alignment?: Alignment
  readonly differences: readonly Difference[]
  readonly comparisons: readonly Comparison[]
  /** Present where undecided metrics were looked at twice. */
  readonly confirmation?: Confirmation
  /** Of the gated metrics that did not hold: the samples that got worse, most of a metric together. */
  readonly broken: readonly Flip[]
  readonly slices: Readonly<Record<string, readonly SliceChange[]>>
  /** For each metric that regressed. */
  readonly attribution: readonly Attribution[]
  readonly guards: Guards
  readonly places: Readonly<Record<string, Place & { readonly input: string }>>
  /** Of each gated metric, where there is an anchor. */
  readonly drift?: readonly Drift[]
  /** What the reader should know beside the verdict. */
  readonly warnings: readonly string[]
  /** Where a base was looked for. */
  readonly gate?: Gate
  readonly verdict: Verdict
  readonly exit: number
}
