import type { Route } from './sample.ts'

export type Reason = 'timeout' | 'rate_limited' | 'format_invalid' | 'low_confidence' | 'unexpected_error'

/** A retrieved document or passage, best first in its list. */
export type Passage = { readonly doc: string; readonly score?: number; readonly text?: string }

/** What one call to a model cost, as far as it is known; tokens are absent where the provider did not say. */
export type CallRecord = {
  readonly kind: 'chat' | 'embed'
  readonly model: string
  readonly served: string
  readonly attempts: number
  readonly cached: boolean
  readonly ms: number
  readonly tokensIn?: number
  readonly tokensOut?: number
  readonly failed?: FailureCode
}

type Observed = { readonly ms: number; readonly calls: readonly CallRecord[] }

export type Answered = Observed & {
  readonly status: 'answered'
  readonly text: string
  readonly model: string
  readonly route?: Route
  readonly reason?: Reason
  readonly confidence?: number
  readonly retrieved?: readonly Passage[]
  readonly citations?: readonly string[]
  /** The model's own reply before the app parsed, checked or replaced it. */
  readonly raw?: string
}

/** The app under test broke: the change's own fault, scored at its worst. */
export type Failed = Observed & { readonly status: 'failed'; readonly failure: Failure }

/** The infrastructure or the instrument broke: missing data, never a score. */
export type Errored = Observed & { readonly status: 'errored'; readonly failure: Failure }

export type Output = Answered | Failed | Errored

export type FailureCode =
  | 'auth'
  | 'quota'
  | 'budget'
  | 'not_found'
  | 'rate_limited'
  | 'timeout'
  | 'server'
  | 'network'
  | 'parse'
  | 'input'
  | 'too_long'
  | 'truncated'
  | 'filtered'
  | 'model_mismatch'
  | 'app'
  | 'interrupted'

export type Failure = { readonly code: FailureCode; readonly message: string }
