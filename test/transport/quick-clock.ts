import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/domain/clock.ts'

/**
 * A clock for whole runs on a real server: short waits (pauses, jitter) are over at once and have passed; long ones, which only guard
 * against silence, never end, or, where the server is silent on purpose, so many times as fast.
 */
export const quickClock = (server: 'speaks' | 'is silent', times = 300): Clock => {
  let time = Date.UTC(2026, 0, 1)
  const pass = (until: number): void => void (time = Math.max(time, until))
  return {
    now: () => time,
    async sleep(ms, signal) {
      const until = time + ms
      if (ms < longMs) return pass(until)
      if (server === 'speaks') return aborted(signal)
      await wait(ms / times, undefined, { signal }).then(
        () => pass(until),
        () => undefined,
      )
    },
  }
}

const longMs = 30_000

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
