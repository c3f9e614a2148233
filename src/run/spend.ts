import type { CallRecord } from '../domain/output.ts'
import type { Spend } from '../domain/report.ts'
import type { RunRecord } from '../domain/run.ts'

export type Price = { readonly input: number; readonly output: number }

/** What a run's calls cost. A call whose price or token count is unknown makes the sum unknown; local models and cached replies cost nothing. */
export const spendOf = (run: RunRecord, priceOf: (model: string) => Price | 'free' | undefined): Spend => {
  const calls = run.records.flatMap(({ output }) => output.calls)
  const paid = calls.filter((call) => !call.cached)
  const costs = paid.map((call) => costOf(call, priceOf(call.model)))
  const times = run.records
    .filter(({ output }) => output.status === 'answered' && isTimed(output.calls))
    .map(({ output }) => output.ms)
    .toSorted((one, other) => one - other)
  return {
    calls: calls.length,
    cached: calls.length - paid.length,
    attempts: paid.reduce((sum, call) => sum + call.attempts, 0),
    tokensIn: paid.reduce((sum, call) => sum + (call.tokensIn ?? 0), 0),
    tokensOut: paid.reduce((sum, call) => sum + (call.tokensOut ?? 0), 0),
    usd: costs.reduce<number | 'unknown'>((sum, cost) => (sum === 'unknown' || cost === undefined ? 'unknown' : sum + cost), 0),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  }
}

const costOf = (call: CallRecord, price: Price | 'free' | undefined): number | undefined => {
  if (price === 'free') return 0
  if (price === undefined || call.tokensIn === undefined) return undefined
  if (call.kind === 'chat' && call.tokensOut === undefined) return undefined
  return (call.tokensIn * price.input + (call.tokensOut ?? 0) * price.output) / 1e6
}

/** How long an answer took says nothing where its reply, or everything it rests on, came out of the cache. */
const isTimed = (calls: readonly CallRecord[]): boolean =>
  !calls.some((call) => call.kind === 'chat' && call.cached) && (calls.length === 0 || calls.some((call) => !call.cached))

/** The smallest value with at least this share of the sorted values at or below it; 0 of none. */
const quantile = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
