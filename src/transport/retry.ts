import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { deadlineMs } from './deadline.ts'
import { interrupted } from './interrupted.ts'
import { retryBudget } from './retry-budget.ts'

export type RetrySettings = {
  readonly clock: Clock
  /** Uniform in [0, 1), seeded by the caller. */
  readonly random: () => number
  /** Calls that the run will make, as far as it is known. */
  readonly planned?: number
  readonly attempts?: number
  readonly baseMs?: number
  readonly capMs?: number
}

/** Asks again after failures of the transport, never because an answer was bad. One layer is shared by a whole run, whose retries it counts. */
export const retry = (settings: RetrySettings): Layer => {
  const { clock, attempts = 4, planned = 0 } = settings
  const budget = retryBudget(planned)
  const whyNot = (wait: number, left: number): string | undefined => {
    if (wait > left) return `the next attempt would be in ${seconds(wait)} s, and ${seconds(left)} s are left`
    return budget.take() ? undefined : 'not asked again: the run has used up its retries'
  }
  return (next) => async (call, signal) => {
    const start = clock.now()
    budget.called()
    for (let attempt = 1, lost = 0; ; attempt += 1) {
      try {
        return { ...(await next(call, signal)), attempts: attempt }
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error
        error.attempts = attempt
        if (isLostReply(error)) lost += 1
        if (!error.retryable || attempt >= attempts || lost > lostReplyRetries) throw error
        const wait = waitMs(settings, attempt, error.retryAfterMs)
        const reason = whyNot(wait, deadlineMs - (clock.now() - start))
        if (reason !== undefined) throw final(error, reason)
        await clock.sleep(wait, signal)
        if (signal.aborted) throw Object.assign(interrupted(error), { attempts: attempt })
      }
    }
  }
}

const final = (error: CallFailed, reason: string): CallFailed =>
  Object.assign(new CallFailed(error.code, `${error.message} (${reason})`, { cause: error }), { attempts: error.attempts })

const seconds = (ms: number): number => Math.ceil(ms / 1000)

/** A reply that was lost or came to pieces may have been paid for, so it is asked for again less often than one that was turned away. */
const isLostReply = (error: CallFailed): boolean => error.code === 'parse' || error.code === 'network'
const lostReplyRetries = 2

/** Full jitter (M. Brooker, "Exponential Backoff and Jitter", 2015), but never earlier than the server said. */
const waitMs = (settings: RetrySettings, attempt: number, toldMs = 0): number => {
  const { random, baseMs = 500, capMs = 20_000 } = settings
  return Math.max(toldMs, random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)))
}
