import type { Place } from './sample.ts'

/** An error makes the scores wrong or the gate blind; a warning may be meant. */
export type LintLevel = 'error' | 'warning'

/** One thing a check found, where, and what to do about it. */
export type LintFinding = { readonly message: string; readonly at?: Place; readonly id?: string; readonly hint?: string }

/** What one check had to say; a skipped one says why it could not look. */
export type LintResult = { readonly check: string; readonly level: LintLevel; readonly why: string } & (
  | { readonly status: 'checked'; readonly findings: readonly LintFinding[] }
  | { readonly status: 'skipped'; readonly because: string }
)

/** A group of samples in figures. */
export type SampleCounts = {
  readonly samples: number
  readonly answerable: number
  /** Samples with at least one relevant document. */
  readonly labelled: number
  /** Mean of min(5, R) / 5 over the labelled samples: the highest precision_at_5 there is; absent where none is labelled. */
  readonly ceiling?: number
  /** Answerable samples with at least four relevant documents. */
  readonly wellCovered: number
}

export type Tally = readonly { readonly name: string; readonly samples: number }[]

export type DataCounts = {
  readonly all: SampleCounts
  readonly dev: number
  readonly slices: readonly (SampleCounts & { readonly slice: string })[]
  readonly severities: Tally
  readonly tags: Tally
  /** Tags of the form "key:value", by their key. */
  readonly keyedTags: readonly { readonly key: string; readonly values: Tally }[]
  readonly clusters: number
  readonly largestCluster?: { readonly name: string; readonly samples: number }
}

/** A data set, checked: everything its reporters may know. */
export type LintReport = {
  readonly aieval: string
  readonly suite: string
  readonly results: readonly LintResult[]
  readonly counts: DataCounts
}
