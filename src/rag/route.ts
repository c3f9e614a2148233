import type { Reason } from '../domain/output.ts'
import type { Messages } from './messages.ts'
import type { ModelReply } from './reply.ts'

export type Routing = { readonly serve: number; readonly serveWithCaveat: number }

/** What the customer's app gets: an answer, an answer with a disclaimer, or a message and the order to escalate. */
export type Served =
  | ({ readonly status: 'serve' } & Answer)
  | ({ readonly status: 'serve_with_caveat'; readonly disclaimer: string } & Answer)
  | Fallback

export type Fallback = {
  readonly status: 'fallback'
  readonly answer: string
  readonly citations: readonly string[]
  readonly confidence: number
  readonly reason: Reason
  readonly escalate: true
}

type Answer = { readonly answer: string; readonly citations: readonly string[]; readonly confidence: number; readonly data?: unknown }

/** Serves a reply by its confidence; a refusal has nothing to be confident of and goes to a person. */
export const route = ({ answer, citations, confidence, status, data }: ModelReply, routing: Routing, messages: Messages): Served => {
  if (status === 'refused' || answer.trim() === '') return fallback('low_confidence', messages, 0)
  if (confidence < routing.serveWithCaveat) return fallback('low_confidence', messages, confidence)
  const served = { answer, citations, confidence, ...(data === undefined || data === null ? {} : { data }) }
  return confidence < routing.serve
    ? { status: 'serve_with_caveat', ...served, disclaimer: messages.caveat }
    : { status: 'serve', ...served }
}

export const fallback = (reason: Reason, messages: Messages, confidence = 0): Fallback => ({
  status: 'fallback',
  answer: messages[reason],
  citations: [],
  confidence,
  reason,
  escalate: true,
})
