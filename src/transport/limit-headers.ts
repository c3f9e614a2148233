import type { Allowance, Limits } from '../domain/call.ts'
import { durationMs } from './retry-after.ts'

/** What a reply's headers say of the two limits; nothing of one that they say by halves. */
export const readLimits = (headers: Headers): Limits | undefined => {
  const requests = readAllowance(headers, 'requests')
  const tokens = readAllowance(headers, 'tokens')
  if (requests === undefined && tokens === undefined) return undefined
  return { ...(requests && { requests }), ...(tokens && { tokens }) }
}

const readAllowance = (headers: Headers, of: 'requests' | 'tokens'): Allowance | undefined => {
  const limit = count(headers.get(`x-ratelimit-limit-${of}`))
  const remaining = count(headers.get(`x-ratelimit-remaining-${of}`))
  const resetMs = durationMs(headers.get(`x-ratelimit-reset-${of}`) ?? '')
  return limit === undefined || remaining === undefined || resetMs === undefined ? undefined : { limit, remaining, resetMs }
}

const count = (text: string | null): number | undefined => (text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined)

/** What was sent after the reply's own request, and what one request takes of the tokens. */
export type Spent = { readonly ahead: number; readonly tokensEach: number }

/** Most limits are of a minute, whatever reset they tell. Requests a millisecond that come back to a limit without room for what was already sent; undefined where there is room in both. */
export const refill = ({ requests, tokens }: Limits, { ahead, tokensEach }: Spent): number | undefined => {
  const refills = [refillOf(requests, ahead, 1), refillOf(tokens, ahead, tokensEach)].filter((perMs) => perMs !== undefined)
  return refills.length === 0 ? undefined : Math.min(...refills)
}

const refillOf = (allowance: Allowance | undefined, ahead: number, each: number): number | undefined => {
  if (allowance === undefined || each === 0) return undefined
  const { limit, remaining, resetMs } = allowance
  if (remaining >= each * (ahead + 1) || remaining >= limit || resetMs === 0) return undefined
  return Math.min((limit - remaining) / resetMs, limit / 60_000) / each
}
