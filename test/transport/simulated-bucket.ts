import { pace } from '../../src/transport/limit-pace.ts'

export type BucketServer = {
  readonly perMinute: number
  readonly holdsSeconds: number
  readonly concurrency: number
  readonly latencyMs: number
  /** How a 429 tells its wait. */
  readonly told: 'milliseconds' | 'seconds' | 'nothing'
  readonly headers: 'absent' | 'honest' | 'low'
  readonly seed: number
}
export type Used = { readonly share: number; readonly turnedAway: number; readonly mostAttempts: number }

const warmUpMs = 30_000
const untilMs = 120_000

/** So many callers who never rest, paced against a token bucket, event by event without a clock; counts what comes after the warm-up. */
export const againstBucket = (server: BucketServer): Used => {
  const perMs = server.perMinute / 60_000
  const bucket = tokenBucket(perMs, Math.max(1, perMs * 1000 * server.holdsSeconds))
  const random = seeded(server.seed)
  const events = agenda()
  const speed = pace()
  const waiting: number[] = Array.from({ length: server.concurrency }, () => 1)
  let serial = 0
  let next = Infinity
  let taken = 0
  let refused = 0
  let mostAttempts = 0

  const look = (): void => {
    while (waiting.length > 0) {
      const ms = speed.waitMs(events.now())
      if (ms === Infinity) return
      if (ms > 0) return wakeAt(events.now() + Math.max(1, Math.ceil(ms)))
      send(waiting.shift() ?? 1)
    }
  }
  const wakeAt = (time: number): void => {
    if (next > events.now() && next <= time) return
    next = time
    events.at(time, () => (next === time ? look() : undefined))
  }
  const send = (attempt: number): void => {
    const ticket = { serial: (serial += 1), at: events.now() }
    mostAttempts = Math.max(mostAttempts, attempt)
    speed.sent(ticket)
    events.at(ticket.at + 1, () => {
      const wait = bucket.take(events.now())
      const counts = events.now() > warmUpMs
      if (wait > 0) {
        refused += counts ? 1 : 0
        const toldMs = tell(server.told, wait)
        return events.at(events.now() + 2, () => {
          speed.turnedAway(ticket, events.now(), toldMs)
          again(Math.max(toldMs ?? 0, random() * 500 * 2 ** (attempt - 1)), attempt + 1)
          look()
        })
      }
      taken += counts ? 1 : 0
      const left = bucket.left()
      events.at(events.now() + server.latencyMs * (0.7 + 0.6 * random()), () => {
        speed.ended(ticket, 'answered')
        if (server.headers === 'low') speed.ranLow(events.now(), perMs / 6)
        if (server.headers === 'honest' && left < serial - ticket.serial + 1) speed.ranLow(events.now(), perMs)
        again(0, 1)
        look()
      })
    })
  }
  const again = (ms: number, attempt: number): void => events.at(events.now() + ms, () => (waiting.push(attempt), look()))

  look()
  events.runUntil(untilMs)
  return { share: taken / (perMs * (untilMs - warmUpMs)), turnedAway: refused / (refused + taken), mostAttempts }
}

const tell = (told: BucketServer['told'], wait: number): number | undefined =>
  told === 'milliseconds' ? Math.ceil(wait) : told === 'seconds' ? Math.ceil(wait / 1000) * 1000 : undefined

const tokenBucket = (perMs: number, holds: number) => {
  let level = holds
  let at = 0
  return {
    left: () => Math.floor(level),
    /** Milliseconds until there would be one, where there is none. */
    take(now: number): number {
      level = Math.min(holds, level + perMs * (now - at))
      at = now
      if (level < 1) return (1 - level) / perMs
      level -= 1
      return 0
    },
  }
}

const agenda = () => {
  const events: { readonly time: number; readonly happen: () => void }[] = []
  let now = 0
  return {
    now: () => now,
    at(time: number, happen: () => void): void {
      const place = events.findLastIndex((event) => event.time <= time)
      events.splice(place + 1, 0, { time, happen })
    },
    runUntil(end: number): void {
      for (let event = events.shift(); event !== undefined && event.time <= end; event = events.shift()) {
        now = event.time
        event.happen()
      }
    },
  }
}

/** Numerical Recipes' linear congruential generator. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}
