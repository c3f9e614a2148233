import type { Clock } from '../domain/clock.ts'
import type { ReplyMap } from '../domain/suite.ts'
import { broken, calledOff, errored, type AskApp, type Attempt, type Question } from './attempt.ts'
import { exchange, type HttpRequest } from './http-exchange.ts'
import { judgeExchange, type History, type Judging } from './http-verdict.ts'
import { inTime } from './in-time.ts'
import { endingText, type Running } from './program.ts'
import type { Server } from './server.ts'
import { turnstile, type Visit } from './turnstile.ts'

export type HttpApp = {
  /** The request of one question; `port` where aieval started the server. */
  readonly request: (question: Question, port: number | undefined) => HttpRequest
  readonly reply: ReplyMap
  readonly timeoutMs: number
  readonly clock: Clock
  readonly waitMs: (headers: Headers, now: number) => number | undefined
  readonly server?: Server
}

/** How long a connection that broke waits for the news that the server is dead. */
const newsMs = 1000

/** A server of the user's, asked over HTTP; one that aieval started is started again when it dies. */
export const httpApp = (app: HttpApp): AskApp => {
  const history: History = { wasUp: false, hasAnswered: false }
  const { enter } = turnstile()
  return async (question, { alone, signal }) => {
    const visit = await enter(alone, signal)
    if (visit === undefined) return calledOff
    try {
      return await visitServer(app, question, { signal, visit, history })
    } finally {
      visit.leave()
    }
  }
}

type Visiting = { readonly signal: AbortSignal; readonly visit: Visit; readonly history: History }

const visitServer = async (app: HttpApp, question: Question, { signal, visit, history }: Visiting): Promise<Attempt> => {
  const up = await app.server?.up(signal)
  if (signal.aborted) return calledOff
  if (up !== undefined && 'why' in up) return errored('not_found', up.why)
  const request = app.request(question, up?.port)
  const attempt = await askOnce(app, request, { signal, history })
  if (attempt.kind === 'answered' || up === undefined) return attempt
  return await blameTheDead(attempt, { running: up.running, visit, clock: app.clock })
}

type Asking = { readonly signal: AbortSignal; readonly history: History }

const askOnce = async (app: HttpApp, request: HttpRequest, { signal, history }: Asking): Promise<Attempt> => {
  const { clock, timeoutMs, reply } = app
  const stop = new AbortController()
  const start = clock.now()
  const what = `${request.method} ${request.url.split('?')[0] ?? ''}`
  const judging: Judging = { reply, history, what, waitMs: (headers) => app.waitMs(headers, clock.now()) }
  const ended = await inTime(exchange(request, AbortSignal.any([signal, stop.signal])), { ms: timeoutMs, clock, signal })
  stop.abort()
  if (ended === 'called off') return calledOff
  if (ended === 'late') return errored('timeout', `${what}: no whole reply within ${timeoutMs / 1000} s (target.timeout allows more)`)
  const attempt = judgeExchange(ended.done, judging)
  return attempt.kind === 'answered' ? { ...attempt, ms: clock.now() - start } : attempt
}

type Dead = { readonly running: Running; readonly visit: Visit; readonly clock: Clock }

/** A connection breaks before the news of the death arrives; of several that were asked at once nobody can tell who killed it. */
const blameTheDead = async (attempt: Attempt, { running, visit, clock }: Dead): Promise<Attempt> => {
  const isBroken = attempt.kind === 'broken' || (attempt.kind === 'errored' && attempt.failure.code === 'network')
  if (!isBroken) return attempt
  const ended = await inTime(running.ended, { ms: newsMs, clock, signal: new AbortController().signal })
  if (typeof ended === 'string') return attempt
  return visit.shared ? { kind: 'lost' } : broken(`the server ${endingText(ended.done, running.complaints)}`)
}
