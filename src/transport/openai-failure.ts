import { CallFailed } from '../domain/call.ts'
import type { FailureCode } from '../domain/output.ts'
import { objectOf } from './json.ts'
import { retryAfterMs, toldWaitMs } from './retry-after.ts'

export type HttpError = { readonly status: number; readonly headers: Headers; readonly error: unknown; readonly message: string }

/** What a status other than 2xx means; `now` stands in for a missing Date header. */
export const statusFailure = ({ status, headers, error, message }: HttpError, now: number): CallFailed => {
  if (status < 400) return new CallFailed('network', `${status}: the server redirects to ${redirectHost(headers)}, which is not followed`)
  const exact = namedCode(error)
  const code = exact === 'quota' || exact === 'too_long' ? exact : statusCode(status)
  const retryAfter = status === 429 ? retryAfterMs(headers, now) : toldWaitMs(headers, now)
  const more = { retryable: code === 'rate_limited' || code === 'server', ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
  return new CallFailed(code, oneLine(message), more)
}

/** An error inside a 200: final where it names something final, otherwise a reply that came to pieces. */
export const bodyFailure = (error: unknown): CallFailed => {
  const message = `the server answered 200 with an error: ${describe(error)}`
  const code = namedCode(error)
  return code === undefined ? damagedReply(message) : new CallFailed(code, message)
}

/** The code 'parse' is what bounds how often such a reply is asked for again. */
export const damagedReply = (message: string, cause?: unknown): CallFailed => new CallFailed('parse', message, { retryable: true, cause })

/** No reply at all: refused, reset or not found before the first byte. */
export const noReply = (error: unknown): CallFailed =>
  new CallFailed('network', `no reply: ${oneLine(rootMessage(error))}`, { retryable: true, cause: error })

const statusCode = (status: number): FailureCode => {
  if (status === 401 || status === 403) return 'auth'
  if (status === 402) return 'quota'
  if (status === 404) return 'not_found'
  if (status === 413) return 'too_long'
  if (status === 429) return 'rate_limited'
  if (status === 408 || status === 409 || status >= 500) return 'server'
  return 'input'
}

/** Exact codes only: the words "quota" and "limit" stand in messages about passing limits too. */
const named = new Map<unknown, FailureCode>([
  ['insufficient_quota', 'quota'],
  ['credit_balance_exhausted', 'quota'],
  ['billing_hard_limit_reached', 'quota'],
  ['billing_not_active', 'quota'],
  ['project_spend_limit_exceeded', 'quota'],
  ['organization_spend_limit_exceeded', 'quota'],
  ['organization_usage_limit_exceeded', 'quota'],
  ['invalid_api_key', 'auth'],
  ['model_not_found', 'not_found'],
  ['context_length_exceeded', 'too_long'],
])
const final: ReadonlySet<FailureCode> = new Set(['quota', 'auth', 'not_found', 'input', 'too_long'])

/** Some gateways put the upstream's HTTP status where OpenAI puts a name. */
const namedCode = (error: unknown): FailureCode | undefined => {
  const { code, type } = objectOf(error)
  const status = typeof code === 'number' && code >= 400 ? statusCode(code) : undefined
  return named.get(code) ?? named.get(type) ?? (status && final.has(status) ? status : undefined)
}

const describe = (error: unknown): string => {
  if (typeof error === 'string') return oneLine(error)
  const { code, message } = objectOf(error)
  return oneLine([code, message].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || 'no message')
}

const redirectHost = (headers: Headers): string => {
  const location = headers.get('location') ?? ''
  return URL.canParse(location) ? new URL(location).host : 'another path'
}

const rootMessage = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.cause !== undefined) return rootMessage(error.cause)
  return error.message || ('code' in error ? String(error.code) : error.name)
}

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}
