/** A slice or a tag on which one gated metric dropped further than is allowed, and further than chance would do. */
export type FlaggedSlice = {
  readonly kind: 'slice' | 'tag'
  readonly slice: string
  readonly metric: string
  /** Paired samples. */
  readonly n: number
  readonly base: number
  readonly now: number
  readonly allowed: number
  /** Of the drop, adjusted for all slices and metrics that were looked at. */
  readonly p: number
  /** Samples that one side could not measure. */
  readonly missing: number
  /** False where it depends on the missing values. */
  readonly decided: boolean
}

/** A critical sample that is wrong now, on one gated 0/1 metric; base and now are shares of its trials. */
export type CriticalSample = {
  readonly id: string
  readonly metric: string
  readonly base: number
  readonly now: number
  readonly trials: { readonly base: number; readonly now: number }
}

export type Critical = {
  /** Right in every baseline trial and wrong in every trial now. */
  readonly broken: readonly CriticalSample[]
  /** Wrong in the baseline already: no news, and no failure. */
  readonly already: readonly CriticalSample[]
  /** Broken or not, depending on trials that were not measured. */
  readonly unclear: readonly { readonly id: string; readonly metric: string }[]
}

/** What can fail the gate although every metric held. */
export type Guards = {
  readonly critical: Critical
  readonly slices: { readonly block: boolean; readonly flagged: readonly FlaggedSlice[] }
}
