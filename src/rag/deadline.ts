import type { Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'

/** The time one answer may take. */
export type Deadline = {
  /** Aborted when the time is up. */
  readonly signal: AbortSignal
  /**
   * Counts the time of the calls that pass through it and nothing else. Put below a queue, it keeps waiting in the
   * queue, which is the doing of whoever asks so much at once, out of the answer's time.
   */
  readonly modelTime: Layer
  /** Starts the clock at once where modelTime is in no transport, and ends it with the work. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
}

export class DeadlinePassed extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms / 1000} s`)
    this.name = 'DeadlinePassed'
  }
}

export const deadlineOf = (ms: number, clock: Clock): Deadline => {
  const passed = new AbortController()
  const { start, stop } = stopwatch(ms, clock, () => passed.abort(new DeadlinePassed(ms)))
  let inTransport = false
  let running = 0
  return {
    signal: passed.signal,
    modelTime(next) {
      inTransport = true
      return async (call, signal) => {
        running += 1
        if (running === 1) start()
        try {
          return await next(call, signal)
        } finally {
          running -= 1
          if (running === 0) stop()
        }
      }
    },
    async during(work) {
      if (!inTransport) start()
      try {
        return await Promise.race([work(), whenAborted(passed.signal)])
      } finally {
        stop()
      }
    },
  }
}

/** Runs down from `ms` while it is started, also over several starts. */
const stopwatch = (ms: number, clock: Clock, ring: () => void): { readonly start: () => void; readonly stop: () => void } => {
  let left = ms
  let since = 0
  let timer: AbortController | undefined
  const ringAfter = async (rest: number, stopped: AbortSignal): Promise<void> => {
    await clock.sleep(Math.max(0, rest), stopped)
    if (!stopped.aborted) ring()
  }
  return {
    start() {
      since = clock.now()
      timer = new AbortController()
      void ringAfter(left, timer.signal)
    },
    stop() {
      if (timer === undefined) return
      left -= clock.now() - since
      timer.abort(over)
      timer = undefined
    },
  }
}

/** A reason that is at hand: without one, an error with its stack is made each time. */
const over = 'over'

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
