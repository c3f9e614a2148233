import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerTo } from './samples.ts'
import { bucketOf } from './bucket.ts'
import { faultOf, latencyOf, type ServerCounts, type ServerOptions } from './server-options.ts'

/**
 * The process of an OpenAI-compatible server that does as little as it can, so that what is measured is the asker. Its options come as the
 * first message; it sends back its port, and its counts whenever it is asked.
 */
const serve = ({ latency, faults, limit }: ServerOptions): void => {
  const counts = { requests: 0, answered: 0, refused: 0, repeated: 0, faults: 0, latencyMs: 0, longestMs: 0 }
  const bucket = limit === undefined ? undefined : bucketOf(limit)
  const met = new Set<string>()
  const paid = new Set<string>()

  const limitHeaders = (now: number): Record<string, string | number> => {
    if (limit === undefined || bucket === undefined || limit.headers === 'absent') return {}
    const left = limit.headers === 'lying' ? limit.perMinute : bucket.left()
    const reset = `${limit.headers === 'lying' ? 1 : Math.ceil(bucket.waitMs(now))}ms`
    return {
      'x-ratelimit-limit-requests': limit.perMinute,
      'x-ratelimit-remaining-requests': left,
      'x-ratelimit-reset-requests': reset,
    }
  }

  const refuse = (response: ServerResponse, now: number): void => {
    counts.refused += 1
    const wait = bucket === undefined || limit?.headers !== 'honest' ? {} : { 'retry-after-ms': Math.ceil(bucket.waitMs(now)) }
    send(response, { status: 429, headers: { ...limitHeaders(now), ...wait }, body: limited })
  }

  const answer = (response: ServerResponse, key: string, model: string): void => {
    counts.answered += 1
    if (paid.has(key)) counts.repeated += 1
    paid.add(key)
    send(response, { status: 200, headers: limitHeaders(performance.now()), body: replyBody(model, answerTo(key)) })
  }

  const respond = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    counts.requests += 1
    const now = performance.now()
    if (bucket?.take(now) === false) return refuse(response, now)
    const { model, messages } = JSON.parse(body) as Wire
    const key = messages.at(-1)?.content ?? ''
    const fault = faults === undefined || met.has(key) ? undefined : faultOf(faults, key)
    met.add(key)
    const ms = latencyOf(latency, key)
    counts.latencyMs += ms
    counts.longestMs = Math.max(counts.longestMs, ms)
    if (fault !== undefined) counts.faults += 1
    after(ms, () => {
      if (fault === undefined) return answer(response, key, model)
      if (fault === 'hang') return
      if (fault === 'reset') return void request.socket.resetAndDestroy()
      if (fault === 'error') return send(response, { status: 500, headers: {}, body: broken })
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 400 })
      response.write('{"id":"chatcmpl-1","object":"chat.completion","choi', () => response.destroy())
    })
  }

  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => void (body += part))
    request.on('end', () => respond(request, response, body))
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', 4096, () => process.send?.({ port: (server.address() as AddressInfo).port }))
  process.on('message', () => process.send?.({ counts: { ...counts } satisfies ServerCounts }))
}

type Wire = { readonly model: string; readonly messages: readonly { readonly content: string }[] }

const after = (ms: number, work: () => void): void => {
  if (ms === 0) work()
  else setTimeout(work, ms)
}

const replyBody = (model: string, text: string): string =>
  `{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":${JSON.stringify(model)},"choices":[{"index":0,"message":{"role":"assistant","content":${JSON.stringify(text)},"refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":50,"completion_tokens":20,"total_tokens":70}}`

const limited = '{"error":{"message":"Rate limit reached for requests","type":"requests","param":null,"code":"rate_limit_exceeded"}}'
const broken = '{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}'

type Sent = { readonly status: number; readonly headers: Readonly<Record<string, string | number>>; readonly body: string }

const send = (response: ServerResponse, { status, headers, body }: Sent): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers })
  response.end(body)
}

process.once('message', (options) => serve(options as ServerOptions))
process.on('disconnect', () => process.exit())
