import type { Limit } from './server-options.ts'

export type Bucket = {
  /** Whether a request is let in now; takes its place if so. */
  readonly take: (now: number) => boolean
  readonly left: () => number
  /** When there will be room again. */
  readonly waitMs: (now: number) => number
}

/** A provider's limit: a bucket that is full at first and refilled each second or each minute. */
export const bucketOf = ({ perMinute, refill }: Limit): Bucket => {
  const [portion, everyMs] = refill === 'second' ? [perMinute / 60, 1000] : [perMinute, 60_000]
  // Of a limit per minute that is refilled each second, one second's worth is what can be saved up.
  const most = portion
  let left = most
  let filledAt: number | undefined
  return {
    take(now) {
      filledAt ??= now
      const times = Math.floor((now - filledAt) / everyMs)
      filledAt += times * everyMs
      left = Math.min(most, left + times * portion)
      if (left < 1) return false
      left -= 1
      return true
    },
    left: () => Math.floor(left),
    waitMs: (now) => (filledAt ?? now) + everyMs - now,
  }
}
