import { climbedIn, shareAfter } from './limit-climb.ts'
import type { Ticket } from './limit-pace.ts'

/** Requests a millisecond that a server permits, measured between the times at which its bucket was empty. */
export type Rate = {
  /** Undefined until something was measured or told. */
  readonly perMs: () => number | undefined
  readonly sent: () => void
  readonly answered: () => void
  readonly broke: () => void
  /** Requests taken since the bucket was last found empty; Infinity before the first time. */
  readonly takenBy: (ticket: Ticket, away: number) => number
  /** The bucket was found empty; the pace pauses for so long, at least for the time of one request. */
  readonly foundEmpty: (ticket: Ticket, away: number, pauseMs: number) => number
  /** What the limit's own headers say: it holds until the bucket is found empty, which is where measuring begins. */
  readonly told: (perMs: number) => void
}

/** Where the bucket was empty, when that was heard (a server that stalls hears of a request long after it was sent), and how many requests had been turned away by then. */
type Mark = Ticket & { readonly away: number }

/** A climb starts this short and may grow by half with each episode, to as many requests as keep episodes below one in 150. */
const shortest = 16
const growth = 1.5
const longest = 100
const longestMs = 10_000
/** What headers say is tried out sooner than what was measured. */
const untried = 4
/** A measure goes back over so many episodes, until it rests on as many requests as a climb has. */
const remembered = 4

/** See README.md for the idea and what was measured. */
export const rate = (): Rate => {
  let permitted: number | undefined
  let climb = shortest
  let climbed = 0
  let answered = 0
  let marks: readonly Mark[] = []

  const measure = (ticket: Ticket, away: number): void => {
    const last = marks.at(-1)
    const from = marks.findLast((mark) => taken(mark, ticket, away) >= climb) ?? marks[0]
    if (last === undefined || from === undefined) {
      permitted = undefined
      climb = shortest
      return
    }
    permitted = taken(from, ticket, away) / Math.max(1, ticket.at - from.at)
    const grown = Math.max(climb, Math.min(growth * climb, taken(last, ticket, away)))
    climb = Math.min(grown, Math.max(longest, longestMs * permitted))
  }
  return {
    perMs: () => permitted && permitted * shareAfter(climbed, answered, climb),
    sent: () => void (climbed += 1),
    answered: () => void (answered += 1),
    broke: () => void (climbed = Math.max(0, climbed - 1)),
    takenBy(ticket, away) {
      const last = marks.at(-1)
      return last === undefined ? Infinity : taken(last, ticket, away)
    },
    foundEmpty(ticket, away, pauseMs) {
      measure(ticket, away)
      marks = [...marks.slice(1 - remembered), { ...ticket, away }]
      if (permitted === undefined) return pauseMs
      const pause = Math.max(pauseMs, 1 / permitted)
      climbed = climbedIn(pause * permitted, climb)
      answered = climbed
      return pause
    },
    told(perMs) {
      permitted = perMs
      climbed = 0
      answered = 0
      climb = untried
    },
  }
}

const taken = (mark: Mark, ticket: Ticket, away: number): number => ticket.serial - mark.serial - (away - mark.away)
