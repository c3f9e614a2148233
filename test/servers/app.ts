import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** One request as a user's app got it. */
export type AppRequest = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Counted from 0. */
  readonly index: number
}

/** What the app does with it: a status and a body, or whatever it likes with the response itself. */
export type AppReply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | object | Uint8Array }
  | ((response: ServerResponse) => void)

export type AppServer = { readonly url: string; readonly requests: readonly AppRequest[]; readonly close: () => Promise<void> }

/** A user's app on a free loopback port; objects are sent as JSON. */
export const startAppServer = async (reply: (request: AppRequest) => AppReply, port = 0): Promise<AppServer> => {
  const requests: AppRequest[] = []
  const server = createServer((incoming, outgoing) => {
    const respond = async (): Promise<void> => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body: await text(incoming), index: requests.length }
      requests.push(request)
      send(outgoing, reply(request))
    }
    respond().catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const send = (outgoing: ServerResponse, reply: AppReply): void => {
  if (typeof reply === 'function') return reply(outgoing)
  const { status = 200, headers = {}, body = '' } = reply
  const isPlain = typeof body === 'string' || body instanceof Uint8Array
  outgoing.writeHead(status, { 'content-type': isPlain ? 'text/plain' : 'application/json', ...headers })
  outgoing.end(isPlain ? body : JSON.stringify(body))
}
