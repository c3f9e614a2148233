import { CallFailed } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { deadlineMs } from './deadline.ts'
import { interrupted } from './interrupted.ts'
import type { Pace, Ticket } from './limit-pace.ts'

/** First come, first served; whoever is called off leaves the queue. */
export type Gate = {
  readonly enter: (signal: AbortSignal) => Promise<Ticket>
  /** The pace may have changed: lets through who may go now. */
  readonly look: () => void
}

type Waiting = { readonly pass: (ticket: Ticket) => void; readonly refuse: (failure: CallFailed) => void }

export const gate = (clock: Clock, pace: Pace): Gate => {
  const queue = new Set<Waiting>()
  let serial = 0
  let alarm: { readonly at: number; readonly off: AbortController } | undefined

  const look = (): void => {
    for (const first of queue) {
      const now = clock.now()
      const ms = pace.waitMs(now)
      if (ms > 0) return waitFor(ms, now)
      queue.delete(first)
      serial += 1
      const ticket = { serial, at: now }
      pace.sent(ticket)
      first.pass(ticket)
    }
    silence()
  }
  const waitFor = (ms: number, now: number): void => {
    if (ms === Infinity) return silence()
    if (ms > deadlineMs) return refuseAll(ms)
    if (alarm !== undefined && alarm.at <= now + ms) return
    silence()
    alarm = { at: now + ms, off: new AbortController() }
    void ring(ms, alarm.off.signal)
  }
  const ring = async (ms: number, off: AbortSignal): Promise<void> => {
    await clock.sleep(ms, off)
    if (off.aborted) return
    alarm = undefined
    look()
  }
  const silence = (): void => {
    alarm?.off.abort()
    alarm = undefined
  }
  const refuseAll = (ms: number): void => {
    const failure = `the server asks for a pause of ${Math.ceil(ms / 1000)} s`
    for (const each of queue) each.refuse(new CallFailed('rate_limited', failure))
    queue.clear()
  }
  return {
    look,
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(interrupted(signal.reason))
        const leave = (): void => {
          queue.delete(waiting)
          reject(interrupted(signal.reason))
          look()
        }
        const waiting: Waiting = {
          pass: (ticket) => resolve((signal.removeEventListener('abort', leave), ticket)),
          refuse: (failure) => reject((signal.removeEventListener('abort', leave), failure)),
        }
        queue.add(waiting)
        signal.addEventListener('abort', leave, { once: true })
        look()
      }),
  }
}
