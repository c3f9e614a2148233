import type { FailureCode } from '../domain/output.ts'
import type { ReplyMap } from '../domain/suite.ts'
import { readAnswer } from './answer.ts'
import { broken, errored, type Attempt } from './attempt.ts'
import type { Exchanged } from './http-exchange.ts'

/** What is known of a server from what it said before. */
export type History = {
  /** It has replied, whatever it said: a connection that breaks from now on is its own doing. */
  wasUp: boolean
  /** It has answered: a refusal from now on is about the question, not about the way it is asked. */
  hasAnswered: boolean
}

export type Judging = {
  readonly reply: ReplyMap
  readonly history: History
  /** The request in a word, for messages. */
  readonly what: string
  readonly waitMs: (headers: Headers) => number | undefined
}

/** Whose doing it is: the app answers for 5xx, for what cannot be read and for hanging up; the way there for the rest. */
export const judgeExchange = (exchanged: Exchanged, judging: Judging): Attempt => {
  const { what, history } = judging
  if ('refused' in exchanged) return noReply(exchanged, judging)
  history.wasUp = true
  if ('elsewhere' in exchanged)
    return errored('network', `${what} redirects to ${exchanged.elsewhere}, which is not followed (write the last address as target.url)`)
  if ('unreadable' in exchanged) return broken(`${what}: ${exchanged.unreadable}`)
  const { status } = exchanged
  if (status >= 200 && status < 300) return answer(exchanged, judging)
  return status >= 500 ? serverError(exchanged, judging) : refusal(exchanged, judging)
}

type Replied = Extract<Exchanged, { readonly status: number }>

const hungUp: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
])
const tooSlow: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'])

const noReply = ({ refused, code }: Extract<Exchanged, { readonly refused: string }>, { what, history }: Judging): Attempt => {
  if (tooSlow.has(code)) return errored('timeout', `${what}: ${refused}`)
  // An HTTP parser's complaint means that something did reply.
  if ((history.wasUp && hungUp.has(code)) || code.startsWith('HPE_')) return broken(`${what}: ${refused}`)
  return errored('network', `${what}: ${refused}${history.wasUp ? '' : ' (is the app running, and is target.url right?)'}`)
}

const serverError = (replied: Replied, { what, waitMs }: Judging): Attempt => {
  const message = `${what} answered ${statusText(replied)}`
  if (replied.status !== 503 || replied.headers.get('retry-after') === null) return broken(message)
  return busy('server', message, waitMs(replied.headers))
}

const refusal = (replied: Replied, { what, history, waitMs }: Judging): Attempt => {
  const message = `${what} answered ${statusText(replied)}`
  if (replied.status === 429) return busy('rate_limited', message, waitMs(replied.headers))
  if (replied.status === 408) return errored('timeout', message)
  return errored(history.hasAnswered ? 'input' : (wrongWay.get(replied.status) ?? 'input'), message)
}

/** Before the first answer these are about key and address, and no other question would fare better. */
const wrongWay: ReadonlyMap<number, FailureCode> = new Map([
  [401, 'auth'],
  [403, 'auth'],
  [404, 'not_found'],
  [405, 'not_found'],
])

const busy = (code: FailureCode, message: string, waitMs: number | undefined): Attempt => ({
  kind: 'busy',
  failure: { code, message },
  ...(waitMs === undefined ? {} : { waitMs }),
})

const statusText = ({ status, text }: Replied): string => {
  const said = text.replaceAll(/\s+/g, ' ').trim()
  return said === '' ? String(status) : `${status}: ${said.length > 300 ? `${said.slice(0, 300)}…` : said}`
}

const answer = (replied: Replied, { reply, history, what }: Judging): Attempt => {
  const said = contentOf(replied, reply)
  if ('why' in said) return broken(`${what}: ${said.why}`)
  const read = readAnswer(said.value, reply)
  if ('why' in read) return broken(`${what}: ${read.why}`)
  history.hasAnswered = true
  return { kind: 'answered', answer: read.answer, ms: 0 }
}

/** JSON where the reply says or looks so, or where the suite points into it; a text otherwise. */
const contentOf = ({ headers, text }: Replied, reply: ReplyMap): { readonly value: unknown } | { readonly why: string } => {
  const type = headers.get('content-type') ?? ''
  const isJson = /[/+]json\b/i.test(type)
  if (!isJson && !/^\s*[{[]/.test(text) && (!reply.given || reply.answer === '')) return { value: text }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    if (!isJson && !reply.given) return { value: text }
    return { why: `the reply is not JSON (${type === '' ? 'no content-type' : type}): ${text.slice(0, 200)}` }
  }
}
