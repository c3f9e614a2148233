import type { Clock } from '../../src/domain/clock.ts'

export type FakeClock = Clock & {
  /** Moves the time and wakes who has slept long enough. */
  readonly advance: (ms: number) => void
  /** All waits asked for, in order. */
  readonly waits: readonly number[]
}

/** A clock that stands still until it is told to move; `impatient`, each sleep moves it at once. */
export const fakeClock = (manner: 'patient' | 'impatient' = 'patient'): FakeClock => {
  let time = Date.UTC(2026, 0, 1)
  const waits: number[] = []
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>()
  const advance = (ms: number): void => {
    time += ms
    for (const sleeper of sleepers) if (sleeper.until <= time) sleeper.wake()
  }
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      waits.push(ms)
      if (signal.aborted) return resolve()
      const sleeper = { until: time + ms, wake: () => resolve(void sleepers.delete(sleeper)) }
      sleepers.add(sleeper)
      signal.addEventListener('abort', sleeper.wake, { once: true })
      if (manner === 'impatient') advance(ms)
    })
  return { now: () => time, sleep, advance, waits }
}
