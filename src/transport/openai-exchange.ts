import { CallFailed } from '../domain/call.ts'
import type { Limits } from '../domain/call.ts'
import { interrupted } from './interrupted.ts'
import { readLimits } from './limit-headers.ts'
import { damagedReply, noReply, statusFailure } from './openai-failure.ts'
import { Stalled } from './openai-fetch.ts'
import type { Session } from './openai-session.ts'

export type Post = { readonly path: string; readonly body: object; readonly signal: AbortSignal; readonly now: number }

export type Exchanged = { readonly body: unknown; readonly limits?: Limits }

/** One request and its whole reply as JSON; every way in which that can fail becomes a CallFailed. */
export const exchange = async (session: Session, post: Post): Promise<Exchanged> => {
  const response = await send(session, post)
  const bytes = await readBytes(response, post.signal)
  const body = parseJson(bytes, response.headers.get('content-type') ?? 'no content type')
  const limits = readLimits(response.headers)
  return { body, ...(limits && { limits }) }
}

/** The raw response, because the client would read HTML as text and bad UTF-8 as question marks. */
const send = async ({ client, sdk }: Session, { path, body, signal, now }: Post): Promise<Response> => {
  try {
    return await client.post(path, { body, signal }).asResponse()
  } catch (error) {
    if (signal.aborted) throw interrupted(error)
    if (!(error instanceof sdk.APIError)) throw error
    if (error.cause instanceof Stalled) throw stalled(error.cause)
    const { status, headers, message, error: said } = error
    throw status === undefined || headers === undefined ? noReply(error) : statusFailure({ status, headers, message, error: said }, now)
  }
}

const readBytes = async (response: Response, signal: AbortSignal): Promise<ArrayBuffer> => {
  try {
    return await response.arrayBuffer()
  } catch (error) {
    if (signal.aborted) throw interrupted(error)
    if (error instanceof Stalled) throw stalled(error)
    throw damagedReply('the reply broke off', error)
  }
}

const stalled = (cause: Stalled): CallFailed => new CallFailed('timeout', cause.message, { retryable: true, cause })

const parseJson = (bytes: ArrayBuffer, contentType: string): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damagedReply(`the reply is no JSON (${contentType}, ${bytes.byteLength} bytes)`, error)
  }
}
