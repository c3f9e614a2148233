import type { SliceChange } from './report.ts'

/** How many broken samples got an answer, and how many a refusal or a fallback. */
export type Answering = { readonly answered: number; readonly notAnswered: number }

/** Where the samples that one metric lost went wrong, and which change would do that. */
export type Attribution = {
  readonly metric: string
  readonly broken: number
  /** By whether a relevant document was among the retrieved ones. */
  readonly retrieved: Answering
  readonly notRetrieved: Answering
  /** Broken samples without labelled documents or without a record of what was retrieved. */
  readonly unknown: number
  readonly worstSlice?: SliceChange
  /** Of prompt, model, corpus, retriever and routing: what differs from the baseline. */
  readonly changed: readonly string[]
  /** One sentence. */
  readonly likely: string
}
