/** One labelled question: what is asked, and what a right answer to it is. */
export type Sample = {
  readonly id: string
  readonly input: string
  readonly expected?: Expected
  readonly slice?: string
  readonly tags: readonly string[]
  readonly cluster?: string
  readonly severity?: Severity
  readonly locale?: string
  readonly source?: { readonly kind: string }
  /** Answers that the labels have to grade as correct, and as not correct: tests of the labels, no part of them. */
  readonly examples?: { readonly right?: readonly string[]; readonly wrong?: readonly string[] }
  readonly review?: { readonly status: string; readonly on?: string }
}

export type Severity = 'low' | 'normal' | 'high' | 'critical'

export type Route = 'serve' | 'serve_with_caveat' | 'fallback'

export type Expected = {
  readonly answerable: boolean
  readonly route?: readonly Route[]
  readonly reference?: string
  readonly facts?: readonly Fact[]
  readonly forbidden?: readonly Forbidden[]
  readonly relevant?: readonly Relevant[]
  readonly must_not_cite?: readonly string[]
  readonly judged_complete?: boolean
  readonly refusal?: 'required' | 'allowed' | 'forbidden'
  readonly clarification?: 'accepted'
  readonly format?: FormatRules
}

/** Something a text can say: exactly one of text, number, date, bool, set or pattern. */
export type Claim =
  | { readonly text: string; readonly aliases?: readonly string[]; readonly pattern?: string }
  | { readonly number: number; readonly unit?: string; readonly tolerance?: Tolerance }
  | { readonly date: string }
  | { readonly bool: boolean; readonly aliases?: readonly string[] }
  | { readonly set: readonly (string | readonly string[])[] }

export type Tolerance = { readonly abs?: number; readonly rel?: number; readonly sigfigs?: number }
export type Fact = Claim & { readonly id: string; readonly required?: boolean; readonly doc?: string }
export type Forbidden = Claim & { readonly id: string; readonly why: string }

/** A document that helps with the question; grade 0–3, relevant from 1, default 1. */
export type Relevant = { readonly doc: string; readonly grade?: number }

export type FormatRules = {
  readonly schema_ref?: string
  readonly numbered_steps?: { readonly min: number }
  readonly table?: { readonly columns: readonly string[] }
  readonly max_words?: number
  readonly matches?: readonly string[]
  readonly not_matches?: readonly string[]
}

/** A sample with its place in the data set and the hash of what it asks and expects. */
export type Placed = { readonly sample: Sample; readonly at: Place; readonly hash: string }

/** What groups and marks a sample, without what it asks and expects. */
export type Facets = Pick<Sample, 'slice' | 'tags' | 'cluster' | 'severity'>

/** What is known of every sample all the time; the sample itself is read from the data set again when it is needed. */
export type Entry = Facets & {
  readonly id: string
  readonly at: LinePlace
  readonly hash: string
  /** How many documents its labels call relevant. */
  readonly relevant: number
  readonly read: (entry: Entry) => Sample
}
/** Where a whole line stands, also in bytes from the start of its file. */
export type LinePlace = Place & { readonly offset: number; readonly length: number }
export type Place = { readonly file: string; readonly line: number; readonly column?: number }
