import type { FailureCode } from '../domain/output.ts'

/** Whether a server is down: all attempts failed for a while, so that one more for each call would only prolong the end. */
export type Outage = {
  readonly answered: () => void
  readonly failed: (attempt: { readonly code: FailureCode; readonly from: number; readonly to: number }) => void
  readonly isDown: () => boolean
}

const inARow = 10
const forMs = 30_000

export const outage = (): Outage => {
  let failures = 0
  let from = Infinity
  let to = 0
  const answered = (): void => {
    failures = 0
    from = Infinity
  }
  return {
    answered,
    failed(attempt) {
      if (!isDead.has(attempt.code)) return answered()
      failures += 1
      from = Math.min(from, attempt.from)
      to = attempt.to
    },
    isDown: () => failures >= inARow && to - from >= forMs,
  }
}

/** Any other failure was said by a server that is there. */
const isDead: ReadonlySet<FailureCode> = new Set(['server', 'network', 'timeout'])
