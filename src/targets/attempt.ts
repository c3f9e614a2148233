import type { Answered, Failure } from '../domain/output.ts'

/** What the app is asked; labels stay here. */
export type Question = { readonly id: string; readonly input: string; readonly trial: number; readonly locale?: string }

/** What the app said, read but not judged. */
export type AppAnswer = Pick<Answered, 'text' | 'route' | 'reason' | 'confidence' | 'retrieved' | 'citations' | 'raw'> & {
  readonly model?: string
  readonly tokensIn?: number
  readonly tokensOut?: number
}

/** How one asking of the app ended. */
export type Attempt =
  | { readonly kind: 'answered'; readonly answer: AppAnswer; readonly ms: number }
  /** The app's own doing: it threw, crashed, answered 5xx, or what it said cannot be read. */
  | { readonly kind: 'broken'; readonly message: string }
  /** Not the app's doing. */
  | { readonly kind: 'errored'; readonly failure: Failure }
  /** Something answers for the app that asks to come back, after so long where it says. */
  | { readonly kind: 'busy'; readonly failure: Failure; readonly waitMs?: number }
  /** A process that held several questions came to grief, and nobody can tell which of them did it. */
  | { readonly kind: 'lost' }

/** `alone` asks that no other question shares a process with this one. */
export type How = { readonly alone: boolean; readonly signal: AbortSignal }
export type AskApp = (question: Question, how: How) => Promise<Attempt>

type Of<Kind extends Attempt['kind']> = Extract<Attempt, { readonly kind: Kind }>
/** An attempt that is the last word on its question. */
export type Ended = Of<'answered' | 'broken' | 'errored'>

export const broken = (message: string): Of<'broken'> => ({ kind: 'broken', message })
export const errored = (code: Failure['code'], message: string): Of<'errored'> => ({ kind: 'errored', failure: { code, message } })
export const calledOff: Of<'errored'> = errored('interrupted', 'called off')

/** An app that names its upstream as the culprit, in so many words. */
export const upstreamCode = 'AIEVAL_UPSTREAM'
/** EX_TEMPFAIL of sysexits.h: a process says the same */
export const upstreamExit = 75

/** More than this is no answer, and would have to be kept in memory for every sample. */
export const largestReply: number = 16 * 1024 * 1024
