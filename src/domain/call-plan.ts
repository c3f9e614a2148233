import type { Range } from './token-estimate.ts'

/** What a run will ask of one model for one purpose. */
export type PlannedCalls = {
  readonly model: string
  readonly purpose: 'answers' | 'questions' | 'corpus' | 'preflight'
  readonly cached: number
  readonly asked: number
  /** Cached or not: what is retrieved decides. */
  readonly open: number
  /** Of the calls that will be made; where open ones are among them, the least is without those. */
  readonly tokensIn: Range | 'unknown'
  readonly tokensOut: Range | 'unknown'
  readonly usd: Range | 'unknown'
}

/** What a command would do, found out without doing it. */
export type CallPlan = {
  readonly aieval: string
  readonly suite: string
  /** As a report counts them. */
  readonly planned: { readonly samples: number; readonly questions: number }
  readonly calls: readonly PlannedCalls[]
  readonly usd: Range | 'unknown'
  readonly pricesAsOf?: string
  readonly notes: readonly string[]
}
