import type { Ask } from '../domain/call.ts'
import type { Question } from './question.ts'
import type { Hit } from './retrieve.ts'

/** What a model makes its reply from. */
export type Given = { readonly question: Question; readonly ranked: readonly Hit[]; readonly topK: number }

/** How it may ask: trial numbers start at 1. */
export type Turn = { readonly ask: Ask; readonly trial: number; readonly signal: AbortSignal }

/** A reply as the model wrote it, and the model that says it wrote it. */
export type Generated = { readonly raw: string; readonly served: string }

/** One way to an answer: quoting, or asking a chat model. Throws CallFailed where its model cannot be reached. */
export type Generate = { readonly model: string; readonly reply: (given: Given, turn: Turn) => Promise<Generated> }
