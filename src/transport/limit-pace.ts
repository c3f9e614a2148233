import { rate } from './limit-rate.ts'

/** A request that was let through: its number, counted from 1, and when. */
export type Ticket = { readonly serial: number; readonly at: number }

/** How an attempt ended, as far as a limit is concerned: a server that broke says nothing about it. */
export type Ending = 'answered' | 'broke' | 'other'

/** When requests may go, learnt from what the server turns away. Times in milliseconds. */
export type Pace = {
  /** Until the next request may go: 0 = now, Infinity = once another one ended. */
  readonly waitMs: (now: number) => number
  readonly sent: (ticket: Ticket) => void
  readonly ended: (ticket: Ticket, how: Ending) => void
  /** A 429, with the wait it told. */
  readonly turnedAway: (ticket: Ticket, now: number, toldMs: number | undefined) => void
  /** The limit's own headers say that it is used up and gives back so many requests a millisecond: believed until the first 429. */
  readonly ranLow: (now: number, perMs: number) => void
}

/** Requests under way at once while nothing is known of the limit; each answer adds one, so that it doubles with every round. */
const startWindow = 8
const restartWindow = 4
/** Credit for timers that fire late; at a slow pace it is one request. */
const lateMs = 50
/** The pause after a 429 that tells none; it doubles while nothing gets through. */
const untoldMs = 100
/** Fewer requests taken since the last episode measure nothing: this one still belongs to it. */
const fewest = 4

export const pace = (): Pace => {
  const measured = rate()
  let window = startWindow
  let underWay = 0
  let next = 0
  let serial = 0
  let away = 0
  /** What was sent up to here belongs to the last episode, in which one cut was made. */
  let until = 0
  let untold = untoldMs

  const pauseUntil = (time: number): void => void (next = Math.max(next, time))
  const beginEpisode = (ticket: Ticket, now: number, toldMs: number | undefined): void => {
    if (away === 1) window = restartWindow
    untold = untoldMs
    next = now + measured.foundEmpty({ ...ticket, at: now }, away, toldMs ?? untold)
    until = serial
    underWay = 0
  }
  return {
    waitMs: (now) => (measured.perMs() === undefined && underWay >= window ? Infinity : Math.max(0, next - now)),
    sent(ticket) {
      serial = ticket.serial
      underWay += 1
      measured.sent()
      const perMs = measured.perMs()
      if (perMs !== undefined) next = Math.max(next, ticket.at - Math.max(lateMs, 1 / perMs)) + 1 / perMs
    },
    ended(ticket, how) {
      if (ticket.serial <= until) return
      underWay -= 1
      if (how === 'broke') return measured.broke()
      if (how === 'other') return
      window += 1
      measured.answered()
    },
    turnedAway(ticket, now, toldMs) {
      away += 1
      if (ticket.serial <= until) return pauseUntil(now + (toldMs ?? 0))
      if (measured.takenBy(ticket, away) >= fewest) return beginEpisode(ticket, now, toldMs)
      until = serial
      underWay = 0
      untold *= 2
      pauseUntil(now + (toldMs ?? untold))
    },
    ranLow(now, perMs) {
      if (measured.perMs() !== undefined || away > 0) return
      measured.told(perMs)
      pauseUntil(now + 1 / perMs)
    },
  }
}
