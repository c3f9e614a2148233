import { Agent, request } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Clock } from '../domain/clock.ts'
import { readBody, responseOf } from './openai-response.ts'

export type FetchSettings = {
  /** All there are. */
  readonly headers: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly idleMs?: number
}

/** Neither a byte nor an end came for so long. */
export class Stalled extends Error {
  constructor(ms: number) {
    super(`nothing came for ${ms / 1000} s`)
    this.name = 'Stalled'
  }
}

/**
 * As much of `fetch` as the client needs, at under half of its time a call (README.md): connections are kept, redirects are not
 * followed, silence ends it before and within the body.
 */
export const openFetch = ({ headers, clock, idleMs = 60_000 }: FetchSettings): typeof fetch => {
  const plain = new Agent({ keepAlive: true })
  const secure = new SecureAgent({ keepAlive: true })
  const send = (url: URL, options: RequestOptions): ClientRequest =>
    url.protocol === 'https:' ? secureRequest(url, { ...options, agent: secure }) : request(url, { ...options, agent: plain })
  return async (url, init = {}) => {
    const body = Buffer.from(typeof init.body === 'string' ? init.body : '')
    const asked = send(url instanceof Request ? new URL(url.url) : new URL(url), {
      method: init.method ?? 'POST',
      headers: { ...headers, 'content-length': body.byteLength },
    })
    const watch = watching(asked, clock, idleMs)
    const release = whileHeeding(init.signal ?? undefined, asked)
    const end = (): void => (watch.end(), release())
    asked.end(body)
    try {
      const message = await answered(asked)
      watch.heard(message)
      const bytes = readBody(message, watch.heard)
      void bytes.then(end, end)
      return responseOf(message, bytes)
    } catch (error) {
      end()
      throw error
    }
  }
}

/** An error on the request after its response has begun is the body's too, and told there. */
const answered = (asked: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => void asked.on('response', resolve).on('error', reject))

const whileHeeding = (signal: AbortSignal | undefined, asked: ClientRequest): (() => void) => {
  const abort = (): void => void asked.destroy(new DOMException('the call was called off', 'AbortError'))
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort, { once: true })
  return () => signal?.removeEventListener('abort', abort)
}

type Watch = { readonly heard: (message: IncomingMessage) => void; readonly end: () => void }

const watching = (asked: ClientRequest, clock: Clock, idleMs: number): Watch => {
  const ended = new AbortController()
  let heardAt = clock.now()
  let open: ClientRequest | IncomingMessage = asked
  const watch = async (): Promise<void> => {
    for (let quiet = 0; quiet < idleMs; quiet = clock.now() - heardAt) {
      await clock.sleep(idleMs - quiet, ended.signal)
      if (ended.signal.aborted) return
    }
    open.destroy(new Stalled(idleMs))
  }
  void watch()
  return {
    heard(message) {
      heardAt = clock.now()
      open = message
    },
    end: () => ended.abort(),
  }
}
