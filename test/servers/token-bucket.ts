/** An OpenAI-compatible server in a process of its own that permits so many requests, and tokens, a minute. Started by fork; says its port, then answers 'count'. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

export type BucketSettings = {
  readonly perMinute: number
  /** What the bucket holds, in seconds of its refill. */
  readonly holdsSeconds: number
  readonly latencyMs: number
  readonly headers: 'honest' | 'absent' | 'low' | 'high'
  /** Tokens permitted for each permitted request; a request takes 100 ± 80 of them. 0 = tokens are not limited. */
  readonly tokensEach: number
}
export type Counted = { readonly taken: number; readonly turnedAway: number; readonly twice: number; readonly tokens: number }

const settings = JSON.parse(process.argv[2] ?? '{}') as BucketSettings
const { perMinute, holdsSeconds, latencyMs, tokensEach } = settings

const bucket = (minute: number) => {
  const perMs = minute / 60_000
  const holds = Math.max(1, perMs * 1000 * holdsSeconds)
  let level = holds
  let at = performance.now()
  const fill = (): void => {
    const now = performance.now()
    level = Math.min(holds, level + perMs * (now - at))
    at = now
  }
  return {
    holds,
    missing: (cost: number) => (fill(), Math.max(0, cost - level) / perMs),
    take: (cost: number) => void (level -= cost),
    state: () => (
      fill(),
      { limit: Math.round(minute), remaining: Math.max(0, Math.floor(level)), resetMs: Math.ceil((holds - level) / perMs) }
    ),
  }
}

/** Where tokens are limited, they are what is short. */
const requests = bucket(perMinute * (tokensEach > 0 ? 2 : 1))
const tokens = bucket(perMinute * Math.max(1, tokensEach))
let counted = { taken: 0, turnedAway: 0, twice: 0, tokens: 0 }
const answered = new Set<string>()

const limitHeaders = (): Record<string, string> => {
  if (settings.headers === 'absent') return {}
  const of = (name: string, { limit, remaining, resetMs }: ReturnType<typeof requests.state>): Record<string, string> => {
    const said = settings.headers === 'low' ? 0 : settings.headers === 'high' ? limit : remaining
    const reset = settings.headers === 'low' ? '6m0s' : settings.headers === 'high' ? '0s' : `${resetMs}ms`
    return {
      [`x-ratelimit-limit-${name}`]: String(limit),
      [`x-ratelimit-remaining-${name}`]: String(said),
      [`x-ratelimit-reset-${name}`]: reset,
    }
  }
  return { ...of('requests', requests.state()), ...(tokensEach > 0 && of('tokens', tokens.state())) }
}

/** 20 to 180 tokens, by the question. */
const costOf = (question: string): number => 20 + (((Number(question.replaceAll(/\D/g, '')) * 2_654_435_761) % 2 ** 32) / 2 ** 32) * 160

const answer = (question: string, outgoing: ServerResponse): void => {
  const cost = costOf(question)
  const wait = Math.max(requests.missing(1), tokensEach > 0 ? tokens.missing(cost) : 0)
  if (wait > 0) {
    counted = { ...counted, turnedAway: counted.turnedAway + 1 }
    const told =
      settings.headers === 'absent' ? { 'retry-after': String(Math.ceil(wait / 1000)) } : { 'retry-after-ms': String(Math.ceil(wait)) }
    outgoing.writeHead(429, { 'content-type': 'application/json', ...told, ...limitHeaders() })
    return void outgoing.end('{"error":{"code":"rate_limit_exceeded","message":"too many"}}')
  }
  requests.take(1)
  tokens.take(cost)
  counted = {
    taken: counted.taken + 1,
    turnedAway: counted.turnedAway,
    twice: counted.twice + (answered.has(question) ? 1 : 0),
    tokens: counted.tokens + cost,
  }
  answered.add(question)
  const headers = limitHeaders()
  const usage = { prompt_tokens: Math.floor(cost / 2), completion_tokens: Math.ceil(cost / 2) }
  const body = JSON.stringify({ model: 'm-1', choices: [{ message: { content: question }, finish_reason: 'stop' }], usage })
  setTimeout(
    () => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, ...headers })
      outgoing.end(body)
    },
    latencyMs * (0.7 + 0.6 * Math.random()),
  )
}

const read = async (incoming: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const part of incoming.setEncoding('utf8')) body += String(part)
  return (JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] }).messages[0]?.content ?? ''
}

const server = createServer((incoming, outgoing) => void read(incoming).then((question) => answer(question, outgoing)))
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('message', () => process.send?.(counted))
process.on('disconnect', () => process.exit())
