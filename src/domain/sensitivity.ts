/** What a comparison could have seen of one gated metric, given how much the scores of an unchanged app vary. */
export type Sensitivity = KnownSensitivity | { readonly status: 'unknown'; readonly why: string }

export type KnownSensitivity = {
  readonly status: 'known'
  /** The flip rate is that of the baseline's trials, or 0 because the target is deterministic. */
  readonly from: 'trials' | 'deterministic'
  /** Chance that two runs of the same app score a sample differently. */
  readonly flipRate: number
  readonly designEffect: number
  /** Chance that an unchanged app is shown to have dropped by less than is allowed. */
  readonly cleanPass: number
  /** The smallest true drop that fails 8 times in 10. */
  readonly blockedDrop: number | 'none'
  /** The fewest samples with which an unchanged app gets a clean pass 8 times in 10. */
  readonly samples: number | 'none'
  /** The fewest baseline trials that do the same with the present samples. */
  readonly trials: number | 'none'
}
