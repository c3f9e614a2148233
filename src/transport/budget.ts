import { CallFailed } from '../domain/call.ts'
import type { Call, Layer, Reply } from '../domain/call.ts'
import type { FailureCode } from '../domain/output.ts'
import { costOf, type Price, type PriceOf } from '../domain/price.ts'
import { mostTokensIn } from '../domain/token-estimate.ts'
import { byKind } from './by-kind.ts'
import type { Purse } from './purse.ts'

/** Lets an attempt through where the purse covers the most that it can cost. Below the cache, whose replies are free, and below the retries, each of which may be paid for. */
export const budget =
  (purse: Purse, priceOf: PriceOf): Layer =>
  (next) =>
    byKind(
      (call, signal) => pay({ purse, priceOf, next }, call, signal),
      (call, signal) => pay({ purse, priceOf, next }, call, signal),
    )

type Paying<C extends Call, R extends Reply> = {
  readonly purse: Purse
  readonly priceOf: PriceOf
  readonly next: (call: C, signal: AbortSignal) => Promise<R>
}

const pay = async <C extends Call, R extends Reply>({ purse, priceOf, next }: Paying<C, R>, call: C, signal: AbortSignal): Promise<R> => {
  const price = priceOf(call.model)
  if (price === 'free') return next(call, signal)
  if (price === undefined) throw new CallFailed('budget', `there is a budget, and nobody said what ${call.model} costs`)
  const most = mostOf(call, price)
  const settle = await purse.take(most, signal)
  try {
    const reply = await next(call, signal)
    settle(costOf(call.kind, reply, price) ?? most)
    return reply
  } catch (error) {
    settle(costOfFailure(call, error, price) ?? most)
    throw error
  }
}

const mostOf = (call: Call, { input, output }: Price): number => {
  const tokensOut = call.kind === 'embed' ? 0 : (call.maxTokens ?? Infinity)
  return (mostTokensIn(call) * input + (output === 0 ? 0 : tokensOut * output)) / 1e6
}

/** Turned away before any token was made. Everything else may have been paid for, and counts as that where the server did not say. */
const unpaid: ReadonlySet<FailureCode> = new Set(['auth', 'quota', 'not_found', 'rate_limited', 'input', 'server'])

const costOfFailure = ({ kind }: Call, error: unknown, price: Price): number | undefined => {
  if (!(error instanceof CallFailed)) return undefined
  return unpaid.has(error.code) ? 0 : costOf(kind, error.used ?? {}, price)
}
