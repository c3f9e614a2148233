import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Clock } from '../../src/domain/clock.ts'
import type { Output } from '../../src/domain/output.ts'
import type { ReplyMap } from '../../src/domain/suite.ts'
import { httpApp } from '../../src/targets/http.ts'
import { retryAfterMs } from '../../src/transport/retry-after.ts'
import { startAppServer, type AppReply, type AppRequest, type AppServer } from '../servers/app.ts'
import { calm } from '../transport/fake-ask.ts'
import { contractOf, inShort, messageOf, plainReply, realClock, soon } from './apps.ts'

type Asking = {
  readonly reply?: ReplyMap
  readonly timeoutMs?: number
  readonly clock?: Clock
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

type Put = (input: string) => Promise<Output>

const askerOf = (
  url: string,
  { reply = plainReply, timeoutMs = 60_000, clock = realClock, signal = calm, headers = {} }: Asking = {},
): Put => {
  const ask = httpApp({
    request: ({ input }) => ({ url: `${url}/ask`, method: 'POST', headers, body: input }),
    reply,
    timeoutMs,
    clock,
    waitMs: retryAfterMs,
  })
  const target = contractOf(ask, {}, clock)
  return (input) => target({ id: input, input, tags: [] }, 1, signal)
}

type Served = { readonly put: Put; readonly server: AppServer }

const serving = async <Result>(
  reply: (request: AppRequest) => AppReply,
  use: (served: Served) => Promise<Result>,
  asking?: Asking,
): Promise<Result> => {
  const server = await startAppServer(reply)
  try {
    return await use({ server, put: askerOf(server.url, asking) })
  } finally {
    await server.close()
  }
}

const blue = { body: { answer: 'blue' } }

/** The replies one after another, the last one for ever. */
const inTurn =
  (...replies: readonly AppReply[]) =>
  ({ index }: AppRequest): AppReply =>
    replies[Math.min(index, replies.length - 1)] ?? {}

type Law = {
  readonly fault: string
  readonly replies: readonly AppReply[]
  readonly ends: string
  readonly says?: RegExp
  readonly asked?: number
  readonly asking?: Asking
}

const drip: AppReply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const dripping = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(dripping))
}
const cut: AppReply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write('{"answer":', () => response.destroy())
}
const reset: AppReply = (response) => void response.socket?.resetAndDestroy()
const hang: AppReply = () => undefined
const endless: AppReply = (response) => {
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.on('error', () => undefined)
  const chunk = Buffer.alloc(1 << 20, 'x')
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, more)
  }
  more()
}
const timely: Asking = { timeoutMs: soon }
const pointed: Asking = { reply: { given: true, answer: '/data/text', retrieved: { list: '/data/sources', required: true } } }

const laws: readonly Law[] = [
  { fault: 'none', replies: [blue], ends: 'answered: blue', asked: 1 },
  { fault: 'a plain text', replies: [{ body: 'blue' }], ends: 'answered: blue' },
  { fault: 'an empty text', replies: [{ body: '' }], ends: 'answered: ' },
  { fault: '500 once', replies: [{ status: 500 }, blue], ends: 'answered: blue', asked: 2 },
  {
    fault: '500 twice',
    replies: [{ status: 500, body: 'TypeError: x' }],
    ends: 'failed: app',
    says: /POST .*\/ask answered 500: TypeError: x/,
    asked: 2,
  },
  { fault: '502 twice', replies: [{ status: 502 }], ends: 'failed: app', asked: 2 },
  { fault: '503 without a word on when', replies: [{ status: 503 }], ends: 'failed: app', asked: 2 },
  {
    fault: '503 with Retry-After',
    replies: [{ status: 503, headers: { 'retry-after': '0' } }],
    ends: 'errored: server',
    says: /503; asked 4 times/,
    asked: 4,
  },
  {
    fault: '503 with Retry-After once',
    replies: [{ status: 503, headers: { 'retry-after': '0' } }, blue],
    ends: 'answered: blue',
    asked: 2,
  },
  { fault: '429 for ever', replies: [{ status: 429, headers: { 'retry-after': '0' } }], ends: 'errored: rate_limited', asked: 4 },
  {
    fault: '429 with a wait of an hour',
    replies: [{ status: 429, headers: { 'retry-after': '3600' } }],
    ends: 'errored: rate_limited',
    says: /next wait would be 3600 s/,
    asked: 1,
  },
  { fault: '400', replies: [{ status: 400, body: 'no locale' }], ends: 'errored: input', says: /400: no locale/, asked: 1 },
  { fault: '401 before any answer', replies: [{ status: 401 }], ends: 'errored: auth', asked: 1 },
  { fault: '404 before any answer', replies: [{ status: 404 }], ends: 'errored: not_found', asked: 1 },
  { fault: '408', replies: [{ status: 408 }], ends: 'errored: timeout', asked: 1 },
  {
    fault: 'a hang',
    replies: [hang],
    ends: 'errored: timeout',
    says: /no whole reply within 0\.4 s \(target\.timeout/,
    asked: 1,
    asking: timely,
  },
  { fault: 'a body that drips for ever', replies: [drip], ends: 'errored: timeout', asked: 1, asking: timely },
  { fault: 'a body that never ends', replies: [endless], ends: 'failed: app', says: /longer than 16 MiB/ },
  { fault: 'a body that is cut', replies: [cut], ends: 'errored: network' },
  { fault: 'a body that is cut once it was up', replies: [{ status: 500 }, cut], ends: 'failed: app' },
  { fault: 'a reset before it ever was up', replies: [reset], ends: 'errored: network', says: /is the app running/, asked: 1 },
  { fault: 'a reset once it was up', replies: [{ status: 500 }, reset], ends: 'failed: app', asked: 2 },
  {
    fault: 'half a JSON',
    replies: [{ headers: { 'content-type': 'application/json' }, body: '{"answer":' }],
    ends: 'failed: app',
    says: /not JSON \(application\/json\): \{"answer":/,
    asked: 2,
  },
  {
    fault: 'HTML where the suite points into JSON',
    replies: [{ headers: { 'content-type': 'text/html' }, body: '<h1>Hi</h1>' }],
    ends: 'failed: app',
    says: /not JSON \(text\/html\): <h1>/,
    asking: pointed,
  },
  { fault: 'not UTF-8', replies: [{ body: Buffer.from([0xff, 0xfe]) }], ends: 'failed: app', says: /not UTF-8/ },
  {
    fault: 'a pointer to nothing',
    replies: [{ body: { data: { sources: [] } } }],
    ends: 'failed: app',
    says: /nothing at \/data\/text: \/data has sources \(target\.response\.answer/,
    asking: pointed,
  },
  {
    fault: 'no documents where the suite points',
    replies: [{ body: { data: { text: 'blue' } } }],
    ends: 'failed: app',
    says: /nothing at \/data\/sources: \/data has text/,
    asking: pointed,
  },
  { fault: 'no documents: null', replies: [{ body: { data: { text: 'blue', sources: null } } }], ends: 'answered: blue', asking: pointed },
  {
    fault: 'a redirect in a circle',
    replies: [{ status: 307, headers: { location: '/ask' } }],
    ends: 'failed: app',
    says: /redirected 6 times/,
  },
]

describe('an http app:', { concurrency: 4, timeout: 120_000 }, () => {
  for (const { fault, replies, ends, says, asked, asking } of laws)
    test(`${fault} → ${ends}`, async () => {
      await serving(
        inTurn(...replies),
        async ({ put, server }) => {
          const output = await put('which?')
          assert.equal(inShort(output), ends, messageOf(output))
          if (says !== undefined) assert.match(messageOf(output), says)
          if (asked !== undefined) assert.equal(server.requests.length, asked)
        },
        asking,
      )
    })
})

test('nobody there is not the app’s doing; somebody who went away is', async () => {
  const server = await startAppServer(() => blue)
  const put = askerOf(server.url)
  await server.close()
  const before = await put('one')
  assert.equal(inShort(before), 'errored: network')
  assert.match(messageOf(before), /ECONNREFUSED.*is the app running, and is target\.url right/)

  const again = await startAppServer(() => blue)
  const putAgain = askerOf(again.url)
  assert.equal(inShort(await putAgain('one')), 'answered: blue')
  await again.close()
  assert.equal(inShort(await putAgain('two')), 'failed: app')
})

test('after an answer a refusal is about the question, and ends no run', async () => {
  for (const status of [401, 403, 404])
    await serving(inTurn(blue, { status }), async ({ put }) => {
      assert.equal(inShort(await put('one')), 'answered: blue')
      assert.equal(inShort(await put('two')), 'errored: input')
    })
})

test('a wait is as long as the app said', async () => {
  let time = 0
  const waits: number[] = []
  const clock: Clock = {
    now: () => time,
    // The time limit of a request never comes; a wait of seven seconds is over at once.
    async sleep(ms, signal) {
      if (ms > 7000) return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      waits.push(ms)
      time += ms
    },
  }
  const busy = { status: 429, headers: { 'retry-after': '7' } }
  await serving(
    inTurn(busy, busy, blue),
    async ({ put, server }) => {
      assert.equal(inShort(await put('one')), 'answered: blue')
      assert.deepEqual(waits, [7000, 7000])
      assert.equal(server.requests.length, 3)
    },
    { clock },
  )
})

test('a question is not asked while another one was told to wait', async () => {
  const asked: string[] = []
  let time = 0
  const sleepers: (() => void)[] = []
  const clock: Clock = { now: () => time, sleep: () => new Promise((resolve) => void sleepers.push(resolve)) }
  const target = contractOf(
    async ({ input }) => {
      asked.push(input)
      if (asked.length === 1) return { kind: 'busy', failure: { code: 'rate_limited', message: '429' }, waitMs: 7000 }
      return { kind: 'answered', answer: { text: input }, ms: 1 }
    },
    {},
    clock,
  )
  const put = (input: string) => target({ id: input, input, tags: [] }, 1, calm)
  const one = put('one')
  await new Promise(setImmediate)
  const two = put('two')
  await new Promise(setImmediate)
  assert.deepEqual(asked, ['one'])
  time = 7000
  for (const wake of sleepers) wake()
  assert.deepEqual([inShort(await one), inShort(await two)], ['answered: one', 'answered: two'])
})

test('a redirect to another host is not followed, and its secrets stay here', async () => {
  await serving(
    () => blue,
    async ({ server: other }) => {
      const to = { status: 307, headers: { location: `${other.url}/ask` } }
      const secret: Asking = { headers: { authorization: 'Bearer secret' } }
      const output = await serving(
        () => to,
        ({ put }) => put('q'),
        secret,
      )
      assert.equal(inShort(output), 'errored: network')
      assert.match(messageOf(output), new RegExp(`redirects to ${other.url}, which is not followed`))
      assert.equal(other.requests.length, 0)
    },
  )
})

for (const [status, method] of [
  [307, 'POST'],
  [308, 'POST'],
  [303, 'GET'],
  [302, 'GET'],
] as const)
  test(`a redirect with ${status} within the host is followed with ${method}, headers and all`, async () => {
    await serving(
      ({ url }) => (url === '/ask' ? { status, headers: { location: '/v2/ask' } } : blue),
      async ({ put, server }) => {
        assert.equal(inShort(await put('q')), 'answered: blue')
        const sent = server.requests[1]
        assert.deepEqual(
          [sent?.url, sent?.method, sent?.headers['x-key'], sent?.body],
          ['/v2/ask', method, '1', method === 'GET' ? '' : 'q'],
        )
      },
      { headers: { 'x-key': '1' } },
    )
  })

test('a run that is called off waits for no reply', async () => {
  const stop = new AbortController()
  const outcome = await serving(
    () => {
      stop.abort()
      return hang
    },
    ({ put }) => put('q'),
    { signal: stop.signal },
  )
  assert.equal(inShort(outcome), 'errored: interrupted')
})

test('everything that an app may say of an answer is kept', async () => {
  const body = {
    out: { text: 'blue', docs: [{ meta: { id: 7 }, sim: 0.9, chunk: 'The door is blue.' }, 'walls'] },
    conf: 0,
    route: 'serve',
    model: 'm-2026-01-01',
    usage: { prompt_tokens: 12, completion_tokens: 3 },
  }
  const reply: ReplyMap = {
    given: true,
    answer: '/out/text',
    retrieved: { list: '/out/docs', doc: '/meta/id', score: '/sim', text: '/chunk', required: true },
    confidence: '/conf',
    route: '/route',
    reason: '/reason',
    model: '/model',
    usage: '/usage',
  }
  const output = await serving(
    () => ({ body }),
    ({ put }) => put('q'),
    { reply },
  )
  assert.ok(output.status === 'answered')
  const { ms, calls, ...said } = output
  assert.deepEqual(said, {
    status: 'answered',
    text: 'blue',
    retrieved: [{ doc: '7', score: 0.9, text: 'The door is blue.' }, { doc: 'walls' }],
    confidence: 0,
    route: 'serve',
    model: 'm-2026-01-01',
  })
  assert.deepEqual(calls, [
    { kind: 'chat', model: 'm-2026-01-01', served: 'm-2026-01-01', attempts: 1, cached: false, ms, tokensIn: 12, tokensOut: 3 },
  ])
})

test('token counts that are missing or absurd are unknown, and cost no answer', async () => {
  for (const usage of [undefined, null, 'many', { prompt_tokens: -1, completion_tokens: 2.5 }]) {
    const output = await serving(
      () => ({ body: { answer: 'blue', usage } }),
      ({ put }) => put('q'),
    )
    assert.equal(inShort(output), 'answered: blue')
    assert.deepEqual([output.calls[0]?.tokensIn, output.calls[0]?.tokensOut], [undefined, undefined])
  }
})
