import type { CallRecord, Output } from '../domain/output.ts'
import { costOf, type PriceOf } from '../domain/price.ts'
import type { Spend, Usage } from '../domain/report.ts'

type Meter = { readonly saw: (output: Output) => void; readonly usage: () => Usage }

/** Adds up what calls used. A call whose price or token count is unknown makes the cost unknown; local models and cached replies cost nothing. */
export const startMeter = (priceOf: PriceOf): Meter => {
  let sum: Omit<Usage, 'times'> = nothingUsed
  const times: number[] = []
  return {
    saw(output) {
      for (const call of output.calls) sum = plus(sum, usedBy(call, priceOf))
      if (output.status === 'answered' && isTimed(output.calls)) times.push(output.ms)
    },
    usage: () => ({ ...sum, times }),
  }
}

/** What calls used that were no sample's. */
export const usageOf = (calls: readonly CallRecord[], priceOf: PriceOf): Usage => ({
  ...calls.map((call) => usedBy(call, priceOf)).reduce(plus, nothingUsed),
  times: [],
})

/** The same spend with what other samples used; its times stay those that were judged. */
export const addToSpend = (spend: Spend, used: Usage): Spend => ({ ...plus(spend, used), p50: spend.p50, p95: spend.p95 })

export const addUsage = (one: Usage, other: Usage): Usage => ({ ...plus(one, other), times: [...one.times, ...other.times] })

export const spendOf = ({ times, ...sum }: Usage): Spend => {
  const sorted = Float64Array.from(times).sort()
  return { ...sum, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}

type Sum = Omit<Usage, 'times'>

const nothingUsed: Sum = { calls: 0, cached: 0, attempts: 0, tokensIn: 0, tokensOut: 0, usd: 0 }

const plus = (one: Sum, other: Sum): Sum => ({
  calls: one.calls + other.calls,
  cached: one.cached + other.cached,
  attempts: one.attempts + other.attempts,
  tokensIn: one.tokensIn + other.tokensIn,
  tokensOut: one.tokensOut + other.tokensOut,
  usd: one.usd === 'unknown' || other.usd === 'unknown' ? 'unknown' : one.usd + other.usd,
  ...asOf(one.pricesAsOf ?? other.pricesAsOf),
})

const asOf = (day: string | undefined): Pick<Sum, 'pricesAsOf'> => (day === undefined ? {} : { pricesAsOf: day })

const usedBy = (call: CallRecord, priceOf: PriceOf): Sum => {
  if (call.cached) return { ...nothingUsed, calls: 1, cached: 1 }
  const price = priceOf(call.model)
  return {
    calls: 1,
    cached: 0,
    attempts: call.attempts,
    tokensIn: call.tokensIn ?? 0,
    tokensOut: call.tokensOut ?? 0,
    usd: price === 'free' ? 0 : ((price && costOf(call.kind, call, price)) ?? 'unknown'),
    ...asOf(price === 'free' ? undefined : price?.asOf),
  }
}

/** How long an answer took says nothing where its reply, or everything it rests on, came out of the cache. */
const isTimed = (calls: readonly CallRecord[]): boolean =>
  !calls.some((call) => call.kind === 'chat' && call.cached) && (calls.length === 0 || calls.some((call) => !call.cached))

/** The smallest value with at least this share of the sorted values at or below it; 0 of none. */
const quantile = (sorted: Float64Array, share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
