import type { Clock } from '../domain/clock.ts'
import type { CallRecord, Failure, Output } from '../domain/output.ts'
import type { Target } from '../domain/target.ts'
import { broken, calledOff, errored, type AppAnswer, type AskApp, type Attempt, type Ended, type Question } from './attempt.ts'

export type App = {
  /** What stands for the model where the app names none. */
  readonly name: string
  readonly ask: AskApp
  readonly clock: Clock
  /** Uniform in [0, 1): spreads what comes back after a wait that nobody named. */
  readonly random: () => number
  /** What may be written down of a message that came from the app. */
  readonly redact: (text: string) => string
}

/**
 * The user's app as a system under test. What it does wrong twice is its own failure and scored at the worst; what it is not to
 * blame for is missing data. It is asked again at once after a mistake, and after the wait it was told where it is busy; never
 * because an answer was bad.
 */
export const appTarget = (app: App): Target => {
  const ask = quietly(app)
  return async ({ id, input, locale }, trial, signal) => {
    const start = app.clock.now()
    const question = { id, input, trial, ...(locale === undefined ? {} : { locale }) }
    const ended = await settle({ ...app, ask }, question, signal)
    if (ended.kind === 'answered') return answered(ended.answer, { ms: ended.ms, name: app.name })
    const observed = { ms: app.clock.now() - start, calls: [] }
    if (ended.kind === 'broken') return { status: 'failed', failure: { code: 'app', message: app.redact(ended.message) }, ...observed }
    const { code, message } = ended.failure
    return { status: 'errored', failure: { code, message: app.redact(message) }, ...observed }
  }
}

/** What one question was told of a wait holds for all of them: none is asked before it is over. */
const quietly = ({ ask, clock }: App): AskApp => {
  let until = -Infinity
  return async (question, how) => {
    const rest = until - clock.now()
    if (rest > 0) await clock.sleep(rest, how.signal)
    const attempt = await ask(question, how)
    if (attempt.kind === 'busy' && (attempt.waitMs ?? Infinity) <= patience.ms) until = Math.max(until, clock.now() + (attempt.waitMs ?? 0))
    return attempt
  }
}

/** As long as one sample may wait for an app that is busy, and how often it is asked at most. */
const patience = { ms: 600_000, attempts: 4 }

const settle = async (app: App, question: Question, signal: AbortSignal): Promise<Ended> => {
  const until = app.clock.now() + patience.ms
  let mistake: string | undefined
  let alone = false
  for (let asked = 1; ; asked += 1) {
    const attempt = excused(await app.ask(question, { alone, signal }))
    if (signal.aborted && attempt.kind !== 'answered') return calledOff
    if (attempt.kind === 'answered' || attempt.kind === 'errored') return attempt
    if (attempt.kind === 'lost') alone = true
    else if (attempt.kind === 'broken') {
      if (mistake !== undefined) return broken(twice(mistake, attempt.message))
      mistake = attempt.message
    } else {
      const waitMs = attempt.waitMs ?? app.random() * 500 * 2 ** asked
      const tooLong = app.clock.now() + waitMs > until
      if (asked >= patience.attempts || tooLong) return gaveUp(attempt.failure, { asked, waitMs })
      await app.clock.sleep(waitMs, signal)
      if (signal.aborted) return calledOff
    }
  }
}

/** An app that answers in place of an upstream that kept it waiting has measured nothing; one that stumbled over itself has failed. */
const excused = (attempt: Attempt): Attempt => {
  if (attempt.kind !== 'answered') return attempt
  const { route, reason } = attempt.answer
  if (route === 'serve' || route === 'serve_with_caveat') return attempt
  if (reason === 'timeout' || reason === 'rate_limited') return errored(reason, `the app fell back, its own reason: ${reason}`)
  return reason === 'unexpected_error' ? broken('the app fell back, its own reason: unexpected_error') : attempt
}

const twice = (first: string, second: string): string =>
  first === second ? `${second} (twice)` : `${second} (the first try: ${first.split('\n')[0] ?? ''})`

const gaveUp = ({ code, message }: Failure, { asked, waitMs }: { readonly asked: number; readonly waitMs: number }): Ended =>
  errored(code, `${message}; asked ${asked} times, the next wait would be ${Math.ceil(waitMs / 1000)} s`)

/** The answer of an app counts as one call: what it cost is unknown where the app does not say. */
const answered = (answer: AppAnswer, { ms, name }: { readonly ms: number; readonly name: string }): Output => {
  const { model = name, tokensIn, tokensOut, ...said } = answer
  const call: CallRecord = {
    kind: 'chat',
    model,
    served: model,
    attempts: 1,
    cached: false,
    ms,
    ...(tokensIn === undefined ? {} : { tokensIn }),
    ...(tokensOut === undefined ? {} : { tokensOut }),
  }
  return { status: 'answered', ...said, model, ms, calls: [call] }
}
