import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { interrupted } from './interrupted.ts'

export type RetrySettings = {
  readonly clock: Clock
  /** Uniform in [0, 1), seeded by the caller. */
  readonly random: () => number
  readonly attempts?: number
  readonly baseMs?: number
  readonly capMs?: number
}

/** Asks again after failures of the transport, never because an answer was bad. */
export const retry =
  (settings: RetrySettings): Layer =>
  (next) =>
  async (call, signal) => {
    for (let attempt = 1, lost = 0; ; attempt += 1) {
      try {
        return { ...(await next(call, signal)), attempts: attempt }
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error
        error.attempts = attempt
        if (isLostReply(error)) lost += 1
        if (!error.retryable || attempt >= (settings.attempts ?? 4) || lost > lostReplyRetries) throw error
        await settings.clock.sleep(waitMs(settings, attempt, error.retryAfterMs), signal)
        if (signal.aborted) throw Object.assign(interrupted(error), { attempts: attempt })
      }
    }
  }

/** A reply that was lost or came to pieces may have been paid for, so it is asked for again less often than one that was turned away. */
const isLostReply = (error: CallFailed): boolean => error.code === 'parse' || error.code === 'network'
const lostReplyRetries = 2

/** Full jitter (M. Brooker, "Exponential Backoff and Jitter", 2015), but never earlier than the server said. */
const waitMs = (settings: RetrySettings, attempt: number, toldMs = 0): number => {
  const { random, baseMs = 500, capMs = 20_000 } = settings
  return Math.max(toldMs, random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)))
}
