import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { interrupted } from './interrupted.ts'

/** Gives one attempt so long, from the request to the last byte of the reply, also where what is below does not heed its signal. */
export const timeout =
  (clock: Clock, ms = 120_000): Layer =>
  (next) =>
  async (call, signal) => {
    const ended = new AbortController()
    const attempt = AbortSignal.any([signal, ended.signal])
    try {
      return await Promise.race([next(call, attempt), expire(clock, ms, { attempt, outer: signal })])
    } finally {
      ended.abort()
    }
  }

const expire = async (clock: Clock, ms: number, signals: { attempt: AbortSignal; outer: AbortSignal }): Promise<never> => {
  await clock.sleep(ms, signals.attempt)
  if (signals.outer.aborted) throw interrupted(signals.outer.reason)
  throw new CallFailed('timeout', `no complete reply within ${ms / 1000} s`, { retryable: true })
}
