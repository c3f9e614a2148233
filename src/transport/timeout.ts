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
      return await Promise.race([next(call, attempt), expiry(clock, ms, { attempt, outer: signal, ended: ended.signal })])
    } finally {
      ended.abort(over)
    }
  }

/** A reason that is at hand: without one, an error with its stack is made each time. */
const over = 'over'

type Signals = { readonly attempt: AbortSignal; readonly outer: AbortSignal; readonly ended: AbortSignal }

/** Never settles where the attempt ended first: nobody listens any more. */
const expiry = (clock: Clock, ms: number, { attempt, outer, ended }: Signals): Promise<never> =>
  new Promise((_, reject) => {
    const end = async (): Promise<void> => {
      await clock.sleep(ms, attempt)
      if (outer.aborted) reject(interrupted(outer.reason))
      else if (!ended.aborted) reject(new CallFailed('timeout', `no complete reply within ${ms / 1000} s`, { retryable: true }))
    }
    void end()
  })
