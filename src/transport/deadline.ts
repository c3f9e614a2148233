import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'

/** All the time one call may take, with its waits and retries. */
export const deadlineMs = 600_000

/** Calls a call off when its time is up. */
export const deadline =
  (clock: Clock, ms: number = deadlineMs): Layer =>
  (next) =>
  async (call, signal) => {
    const passed = new AbortController()
    const done = new AbortController()
    void passAfter(clock, ms, { passed, done: done.signal })
    try {
      return await next(call, AbortSignal.any([signal, passed.signal]))
    } catch (error) {
      if (!passed.signal.aborted || signal.aborted || !(error instanceof CallFailed) || error.code !== 'interrupted') throw error
      const late = new CallFailed('timeout', `no reply within ${ms / 1000} s, waits and retries included`, { cause: error })
      throw Object.assign(late, { attempts: error.attempts })
    } finally {
      done.abort()
    }
  }

const passAfter = async (clock: Clock, ms: number, { passed, done }: { passed: AbortController; done: AbortSignal }): Promise<void> => {
  await clock.sleep(ms, done)
  if (!done.aborted) passed.abort()
}
