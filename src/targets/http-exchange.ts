import { largestReply } from './attempt.ts'

export type HttpRequest = {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What came back: a reply read to its end, or why there is none, with the system's own code for it. */
export type Exchanged =
  | { readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly refused: string; readonly code: string }
  /** A reply that came and cannot be read. */
  | { readonly unreadable: string }
  | { readonly elsewhere: string }

const mostRedirects = 5

/** Sends a request and reads the reply whole. It is sent on within its own host and never to another one, which would be handed its secrets. */
export const exchange = async (request: HttpRequest, signal: AbortSignal): Promise<Exchanged> => {
  let now = request
  for (let hops = 0; ; hops += 1) {
    const exchanged = await once(now, signal)
    if (!('status' in exchanged) || !isRedirect(exchanged.status)) return exchanged
    const location = exchanged.headers.get('location')
    if (location === null || !URL.canParse(location, now.url)) return exchanged
    const next = new URL(location, now.url)
    if (next.origin !== new URL(request.url).origin) return { elsewhere: next.origin }
    if (hops === mostRedirects) return { unreadable: `redirected ${mostRedirects + 1} times, the last to ${next.pathname}` }
    now = sentOn(now, next.href, exchanged.status)
  }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

/** As the fetch standard has it: 303 and, of a POST, 301 and 302 ask for the result with a GET. */
const sentOn = ({ body, ...request }: HttpRequest, url: string, status: number): HttpRequest => {
  const becomesGet = status === 303 || (request.method === 'POST' && status < 303)
  if (becomesGet) return { ...request, url, method: 'GET' }
  return { ...request, url, ...(body === undefined ? {} : { body }) }
}

const once = async ({ url, method, headers, body }: HttpRequest, signal: AbortSignal): Promise<Exchanged> => {
  try {
    const init = { method, headers, redirect: 'manual', signal } as const
    const response = await fetch(url, body === undefined ? init : { ...init, body })
    const read = await readText(response)
    return 'text' in read ? { status: response.status, headers: response.headers, ...read } : read
  } catch (error) {
    return { refused: rootOf(error).message || 'no reply', code: codeOf(error) }
  }
}

const readText = async ({ body }: Response): Promise<{ readonly text: string } | { readonly unreadable: string }> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > largestReply) return { unreadable: `the reply is longer than ${largestReply / 1024 / 1024} MiB` }
    chunks.push(chunk)
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) }
  } catch {
    return { unreadable: 'the reply is not UTF-8' }
  }
}

/** fetch says "fetch failed" and "terminated"; what happened stands in the cause. */
const rootOf = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error(String(error))
  return error.cause instanceof Error ? rootOf(error.cause) : error
}

const codeOf = (error: unknown): string => {
  const root = rootOf(error)
  return 'code' in root ? String(root.code) : ''
}
