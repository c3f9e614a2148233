import type { Comparison } from './comparison.ts'
import type { Counts } from './run.ts'

/** A second look at the metrics that the first could not decide: some samples were asked once more, in a trial of their own. */
export type Confirmation = {
  readonly metrics: readonly string[]
  /** Samples that differed on one of them, which all ran again. */
  readonly discordant: number
  /** Of the rest, how many were drawn, each with this chance. */
  readonly drawn: number
  readonly rest: number
  readonly chance: number
  readonly trial: number
  readonly counts: Counts
  /** Calls to models that no cache answered. */
  readonly calls: number
  /** What the first look made of those metrics. */
  readonly first: readonly Comparison[]
}
