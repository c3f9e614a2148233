import type { Clock } from '../domain/clock.ts'

export type Limit = { readonly ms: number; readonly clock: Clock; readonly signal: AbortSignal }

/** What the work came to, unless the time was up or it was called off before; the work itself is for the caller to end. */
export const inTime = async <T>(work: Promise<T>, { ms, clock, signal }: Limit): Promise<{ readonly done: T } | 'late' | 'called off'> => {
  const over = new AbortController()
  try {
    return await Promise.race([
      work.then((done) => ({ done })),
      clock.sleep(ms, AbortSignal.any([signal, over.signal])).then(() => (signal.aborted ? ('called off' as const) : ('late' as const))),
    ])
  } finally {
    over.abort()
  }
}
