import { CallFailed } from '../domain/call.ts'
import { interrupted } from './interrupted.ts'
import { damagedReply, noReply, statusFailure } from './openai-failure.ts'
import type { Session } from './openai-session.ts'

export type Post = { readonly path: string; readonly body: object; readonly signal: AbortSignal; readonly now: number }

/** One request and its whole reply as JSON; every way in which that can fail becomes a CallFailed. */
export const exchange = async (session: Session, post: Post): Promise<unknown> => {
  const response = await send(session, post)
  const bytes = await readBytes(response, post.signal)
  return parseJson(bytes, response.headers.get('content-type') ?? 'no content type')
}

/** The raw response, because the client would read HTML as text and bad UTF-8 as question marks. */
const send = async ({ client, sdk }: Session, { path, body, signal, now }: Post): Promise<Response> => {
  try {
    return await client.post(path, { body, signal }).asResponse()
  } catch (error) {
    if (signal.aborted) throw interrupted(error)
    if (!(error instanceof sdk.APIError)) throw error
    if (error instanceof sdk.APIConnectionTimeoutError) throw stalled(error)
    const { status, headers, message, error: said } = error
    throw status === undefined || headers === undefined ? noReply(error) : statusFailure({ status, headers, message, error: said }, now)
  }
}

const readBytes = async (response: Response, signal: AbortSignal): Promise<ArrayBuffer> => {
  try {
    return await response.arrayBuffer()
  } catch (error) {
    if (signal.aborted) throw interrupted(error)
    if (error instanceof Error && error.cause instanceof Error && error.cause.name === 'BodyTimeoutError') throw stalled(error)
    throw damagedReply('the reply broke off', error)
  }
}

/** fetch itself gives up after 10 s without a connection and after 300 s without a header or a byte. */
const stalled = (error: Error): CallFailed => new CallFailed('timeout', 'the connection timed out', { retryable: true, cause: error })

const parseJson = (bytes: ArrayBuffer, contentType: string): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damagedReply(`the reply is no JSON (${contentType}, ${bytes.byteLength} bytes)`, error)
  }
}
