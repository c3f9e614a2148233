import { CallFailed } from '../domain/call.ts'
import type { Call, Layer, Reply } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import type { FailureCode } from '../domain/output.ts'
import { byKind } from './by-kind.ts'
import { gate } from './limit-gate.ts'
import { refill } from './limit-headers.ts'
import { pace } from './limit-pace.ts'
import type { Ending } from './limit-pace.ts'

/** Lets attempts through as fast as the server permits, learnt for each model; one layer is shared by all who ask the same server. */
export const limit = (clock: Clock): Layer => {
  const limiters = new Map<string, Limiter>()
  const limiterOf = (model: string): Limiter => {
    const limiter = limiters.get(model) ?? limiterFor(clock)
    limiters.set(model, limiter)
    return limiter
  }
  return (next) =>
    byKind(
      (call, signal) => limiterOf(call.model)(call, signal, next),
      (call, signal) => limiterOf(call.model)(call, signal, next),
    )
}

type Limiter = <C extends Call, R extends Reply>(
  call: C,
  signal: AbortSignal,
  next: (call: C, signal: AbortSignal) => Promise<R>,
) => Promise<R>

const limiterFor = (clock: Clock): Limiter => {
  const speed = pace()
  const { enter, look } = gate(clock, speed)
  let sent = 0
  return async (call, signal, next) => {
    const ticket = await enter(signal)
    sent = ticket.serial
    try {
      const reply = await next(call, signal)
      speed.ended(ticket, 'answered')
      const perMs = reply.limits && refill(reply.limits, { ahead: sent - ticket.serial, tokensEach: tokensOf(reply) })
      if (perMs !== undefined) speed.ranLow(clock.now(), perMs)
      return withoutLimits(reply)
    } catch (error) {
      if (error instanceof CallFailed && error.code === 'rate_limited') speed.turnedAway(ticket, clock.now(), error.retryAfterMs)
      else speed.ended(ticket, endingOf(error))
      throw error
    } finally {
      look()
    }
  }
}

/** They are of the moment, and nobody's business above this layer: the cache keeps what it gets. */
const withoutLimits = <R extends Reply>(reply: R): R => {
  const kept: Omit<R, 'limits'> & { limits?: unknown } = { ...reply }
  delete kept.limits
  return kept as unknown as R
}

const tokensOf = ({ tokensIn = 0, tokensOut = 0 }: Reply): number => tokensIn + tokensOut

const broken: ReadonlySet<FailureCode> = new Set(['server', 'network', 'timeout', 'parse'])
const endingOf = (error: unknown): Ending => (error instanceof CallFailed && broken.has(error.code) ? 'broke' : 'other')
