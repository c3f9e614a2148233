import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyOf, defaultReply, errorBody } from './openai-replies.ts'
import type { Schema } from './openai-replies.ts'

/** One request as the server understood it; `body` is all of it. */
export type ServedRequest = {
  readonly kind: 'chat' | 'embed'
  /** Counted from 0 over all requests. */
  readonly index: number
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly texts: readonly string[]
  readonly schema: Schema | undefined
  readonly body: Readonly<Record<string, unknown>>
}

/** What to answer; what is left out is as in a good reply of the default behaviour. */
export type ScriptedReply = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** The model it says it served; null leaves the name out. */
  readonly model?: string | null
  readonly text?: string | null
  readonly refusal?: string
  readonly finishReason?: string
  readonly vectors?: readonly (readonly number[])[]
  /** null leaves the usage out. */
  readonly usage?: object | null
  /** The whole body, in place of all of the above; an object is sent as JSON. */
  readonly body?: string | Uint8Array | object
  /** An OpenAI error object's code; goes with `status`. */
  readonly errorCode?: string
  readonly delayMs?: number
  /** Sends so many bytes of the body and breaks the connection. */
  readonly cutAfter?: number
  /** Sends so many bytes of the body and then nothing more. */
  readonly stallAfter?: number
  /** Breaks the connection before the first byte, or never answers at all. */
  readonly instead?: 'reset' | 'hang'
}

export type Handler = (request: ServedRequest) => ScriptedReply | Promise<ScriptedReply>
export type OpenAiServer = {
  /** The base URL, with /v1. */
  readonly url: string
  /** All that came in, in order. */
  readonly requests: readonly ServedRequest[]
  readonly close: () => Promise<void>
}

/** Starts an OpenAI-compatible server on a free loopback port; with `apiKey`, every other key gets a 401. */
export const startOpenAiServer = async (options: { reply?: Handler; apiKey?: string } = {}): Promise<OpenAiServer> => {
  const requests: ServedRequest[] = []
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, requests.length)
    if (!request) return send(outgoing, { status: 404, errorCode: 'unknown_url' }, errorBody('unknown_url'))
    requests.push(request)
    const denied = options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`
    const scripted = denied ? { status: 401, errorCode: 'invalid_api_key' } : await (options.reply ?? defaultReply)(request)
    if (scripted.delayMs !== undefined) await sleep(scripted.delayMs)
    send(outgoing, scripted, bodyOf(request, scripted))
  }
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${portOf(server.address())}/v1`, requests, close: () => closeServer(server) }
}

const portOf = (address: AddressInfo | string | null): number => {
  if (typeof address === 'object' && address) return address.port
  throw new Error('the server listens on no port')
}

const closeServer = (server: ReturnType<typeof createServer>): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })

const readRequest = async (incoming: IncomingMessage, index: number): Promise<ServedRequest | undefined> => {
  const kind = kinds.get(new URL(incoming.url ?? '/', 'http://loopback').pathname)
  const sent = await text(incoming)
  if (!kind || incoming.method !== 'POST') return undefined
  const body: WireBody = JSON.parse(sent)
  return {
    kind,
    index,
    path: incoming.url ?? '',
    headers: incoming.headers,
    model: body.model,
    messages: body.messages ?? [],
    texts: [body.input ?? []].flat(),
    schema: body.response_format?.json_schema?.schema,
    body,
  }
}

const kinds: ReadonlyMap<string, ServedRequest['kind']> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/embeddings', 'embed'],
])

type WireBody = Readonly<Record<string, unknown>> & {
  readonly model: string
  readonly messages?: ServedRequest['messages']
  readonly input?: string | readonly string[]
  readonly response_format?: { readonly json_schema?: { readonly schema: Schema } }
}

const send = (outgoing: ServerResponse, reply: ScriptedReply, body: Uint8Array): void => {
  if (reply.instead === 'hang') return
  if (reply.instead === 'reset') {
    outgoing.socket?.resetAndDestroy()
    return
  }
  outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json', 'content-length': body.length, ...reply.headers })
  const part = reply.cutAfter ?? reply.stallAfter
  if (part === undefined) outgoing.end(body)
  else outgoing.write(body.subarray(0, part), () => reply.cutAfter !== undefined && outgoing.destroy())
}
