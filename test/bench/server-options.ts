import { chanceOf, normalOf } from './chance.ts'

export type Latency =
  | { readonly kind: 'fixed'; readonly ms: number }
  /** As providers answer: half of the calls within the median, the mean above it by the spread. */
  | { readonly kind: 'lognormal'; readonly meanMs: number; readonly spread: number }

/** Shares of the calls whose first attempt goes wrong; a second attempt is answered. */
export type Faults = { readonly error: number; readonly reset: number; readonly hang: number; readonly truncated: number }
export type Fault = keyof Faults

export type Limit = {
  readonly perMinute: number
  /** What is given back: a sixtieth each second, or everything when the minute is over. */
  readonly refill: 'second' | 'minute'
  /** What a reply says of the limit: the truth, nothing, or that there is always enough left. */
  readonly headers: 'honest' | 'absent' | 'lying'
}

export type ServerOptions = { readonly latency: Latency; readonly faults?: Faults; readonly limit?: Limit }

/** What a server has seen so far. */
export type ServerCounts = {
  readonly requests: number
  readonly answered: number
  readonly refused: number
  /** Questions that were answered more than once: paid for twice. */
  readonly repeated: number
  readonly faults: number
  /** The sum and the longest of the latencies of what was answered. */
  readonly latencyMs: number
  readonly longestMs: number
}

export const latencyOf = (latency: Latency, key: string): number =>
  latency.kind === 'fixed' ? latency.ms : latency.meanMs * Math.exp(latency.spread * normalOf(key) - latency.spread ** 2 / 2)

export const faultOf = (faults: Faults, key: string): Fault | undefined => {
  let rest = chanceOf(`${key} fault`)
  for (const [fault, share] of Object.entries(faults) as readonly (readonly [Fault, number])[]) {
    if (rest < share) return fault
    rest -= share
  }
  return undefined
}
