import type { FailureCode } from './output.ts'

/** A pinned model: provider and the exact name that is asked for. */
export type Pin = { readonly provider: 'openai' | 'local'; readonly model: string; readonly version?: string }

export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

export type ChatCall = {
  readonly kind: 'chat'
  readonly model: string
  readonly messages: readonly Message[]
  /** JSON Schema that the reply must follow, where the provider can enforce one. */
  readonly schema?: object
  readonly temperature?: number
  readonly maxTokens?: number
  readonly trial: number
}
export type EmbedCall = { readonly kind: 'embed'; readonly model: string; readonly texts: readonly string[] }
export type Call = ChatCall | EmbedCall

/** What a reply is charged for. */
export type Used = {
  /** The model the provider says it served. */
  readonly served: string
  readonly tokensIn?: number
  readonly tokensOut?: number
}

type Replied = Used & {
  readonly attempts: number
  readonly cached: boolean
  readonly ms: number
  readonly limits?: Limits
}

/** What the server said of its limits with a reply: for pacing alone. */
export type Limits = { readonly requests?: Allowance; readonly tokens?: Allowance }
export type Allowance = { readonly limit: number; readonly remaining: number; readonly resetMs: number }

export type ChatReply = Replied & { readonly kind: 'chat'; readonly text: string }
/** Unit-length vectors, one for each text, in order. */
export type EmbedReply = Replied & { readonly kind: 'embed'; readonly vectors: readonly Float32Array[] }
export type Reply = ChatReply | EmbedReply

/** Puts one call to a model; throws CallFailed and nothing else. */
export type Ask = <C extends Call>(call: C, signal: AbortSignal) => Promise<C extends ChatCall ? ChatReply : EmbedReply>
export type Layer = (next: Ask) => Ask

/** The one way a call to a model fails. */
export class CallFailed extends Error {
  readonly code: FailureCode
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  attempts = 1
  /** What came all the same, where a reply did that is no answer. */
  readonly used: Used | undefined

  constructor(code: FailureCode, message: string, more: { retryable?: boolean; retryAfterMs?: number; cause?: unknown; used?: Used } = {}) {
    super(message, { cause: more.cause })
    this.name = 'CallFailed'
    this.code = code
    this.retryable = more.retryable ?? false
    this.retryAfterMs = more.retryAfterMs
    this.used = more.used
  }
}
