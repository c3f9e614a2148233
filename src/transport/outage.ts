import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import type { FailureCode } from '../domain/output.ts'

/** As many as may be under way at first, so that a server that is silent from the start is known after one time-out. */
const inARow = 8
const forMs = 30_000

/** Where nothing was answered for a while, nothing is asked but one attempt every half minute, and no failure is tried again. */
export const outage = (clock: Clock): Layer => {
  let failures = 0
  let from = Infinity
  let triedAt = 0
  let last: FailureCode = 'server'
  const isDown = (): boolean => failures >= inARow && triedAt - from >= forMs
  const answered = (): void => {
    failures = 0
    from = Infinity
  }
  const failed = (code: FailureCode, start: number): void => {
    failures += 1
    from = Math.min(from, start)
    triedAt = clock.now()
    last = code
  }
  return (next) => async (call, signal) => {
    const start = clock.now()
    if (isDown()) {
      if (start - triedAt < forMs) throw new CallFailed(last, `not asked: ${silentFor(start - from)}`)
      triedAt = start
    }
    try {
      const reply = await next(call, signal)
      answered()
      return reply
    } catch (error) {
      if (!(error instanceof CallFailed) || error.code === 'interrupted') throw error
      if (!isDead.has(error.code)) answered()
      else failed(error.code, start)
      throw isDown() ? new CallFailed(error.code, `${error.message} (${silentFor(clock.now() - from)})`, { cause: error }) : error
    }
  }
}

const silentFor = (ms: number): string => `nothing was answered for ${Math.floor(ms / 1000)} s`

/** Any other failure was said by a server that is there. */
const isDead: ReadonlySet<FailureCode> = new Set(['server', 'network', 'timeout'])
