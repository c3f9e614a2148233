import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { FailureCode } from '../../src/domain/output.ts'
import { openAi } from '../../src/transport/openai.ts'
import { timeout } from '../../src/transport/timeout.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import type { Handler, ScriptedReply } from '../servers/openai.ts'
import { calm, chatCall } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const serve = async (t: TestContext, reply: Handler) => {
  const server = await startOpenAiServer({ reply })
  t.after(server.close)
  return server
}

const fails = (claim: string, reply: ScriptedReply, expected: { code: FailureCode; retryable: boolean; retryAfterMs?: number }): void => {
  test(claim, async (t) => {
    const server = await serve(t, () => reply)
    const ask = openAi({ baseUrl: server.url, apiKey: 'sk-test', clock: fakeClock() })
    await assert.rejects(ask(chatCall, calm), { name: 'CallFailed', retryAfterMs: undefined, ...expected })
    assert.equal(server.requests.length, 1, 'nothing below this layer may retry')
  })
}

const final = (code: FailureCode) => ({ code, retryable: false })
const passing = (code: FailureCode, retryAfterMs?: number) => ({
  code,
  retryable: true,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

for (const status of [401, 403]) fails(`${status} is auth`, { status }, final('auth'))
for (const status of [400, 405, 415, 422, 451]) fails(`${status} is input`, { status }, final('input'))
for (const status of [408, 409, 500, 502, 503, 504, 520, 524, 529]) fails(`${status} is the server's`, { status }, passing('server'))
fails('413 is too long', { status: 413 }, final('too_long'))
fails('a context that is too long says so', { status: 400, errorCode: 'context_length_exceeded' }, final('too_long'))
fails('404 is not found', { status: 404, errorCode: 'model_not_found' }, final('not_found'))
fails('402 is quota', { status: 402 }, final('quota'))
fails('429 is a rate limit', { status: 429, errorCode: 'rate_limit_exceeded' }, passing('rate_limited'))
fails('429 tells its wait', { status: 429, headers: { 'retry-after': '3' } }, passing('rate_limited', 3000))
fails('429 tells when the limit resets', { status: 429, headers: { 'x-ratelimit-reset-requests': '2s' } }, passing('rate_limited', 2000))
fails('503 tells its wait', { status: 503, headers: { 'retry-after': '3' } }, passing('server', 3000))
fails('500 does not wait for a limit', { status: 500, headers: { 'x-ratelimit-reset-tokens': '6m0s' } }, passing('server'))
fails("the server's own word on retrying is not followed", { status: 400, headers: { 'x-should-retry': 'true' } }, final('input'))

for (const errorCode of ['insufficient_quota', 'credit_balance_exhausted', 'billing_hard_limit_reached', 'project_spend_limit_exceeded']) {
  fails(`429 ${errorCode} is quota`, { status: 429, errorCode }, final('quota'))
}
fails(
  '429 insufficient_quota as a type is quota',
  { status: 429, body: { error: { type: 'insufficient_quota', code: null } } },
  final('quota'),
)
fails(
  '429 that merely speaks of a quota is a rate limit',
  { status: 429, body: { error: { message: 'insufficient_quota: limit', code: 'rate_limit_exceeded' } } },
  passing('rate_limited'),
)
fails(
  "502 with an HTML page is the server's",
  { status: 502, body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } },
  passing('server'),
)
fails("500 whose body is cut is the server's", { status: 500, body: 'x'.repeat(500), cutAfter: 100 }, passing('server'))

fails("a connection reset before the reply is the network's", { instead: 'reset' }, passing('network'))
fails('a body that is cut is a damaged reply', { cutAfter: 40 }, passing('parse'))
fails(
  'a body that is cut without a length is a damaged reply',
  { body: '{"model":"pinned-1","choi', headers: { 'content-type': 'application/json' } },
  passing('parse'),
)
fails('HTML with 200 is a damaged reply', { body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } }, passing('parse'))
fails('HTML that calls itself JSON is a damaged reply', { body: '<html>Sign in</html>' }, passing('parse'))
fails('an empty body is a damaged reply', { body: '' }, passing('parse'))
fails('204 is a damaged reply', { status: 204, body: '', headers: { 'content-length': '0' } }, passing('parse'))
fails('JSON that is no object is a damaged reply', { body: '[]' }, passing('parse'))
fails(
  'bad UTF-8 is a damaged reply',
  { body: Buffer.from('{"model":"pinned-1","choices":[{"message":{"content":"caf\xe9"}}]}', 'latin1') },
  passing('parse'),
)
fails('no choices are a damaged reply', { body: { model: 'pinned-1' } }, passing('parse'))
fails('empty choices are a damaged reply', { body: { model: 'pinned-1', choices: [] } }, passing('parse'))
fails(
  'a choice without a message is a damaged reply',
  { body: { model: 'pinned-1', choices: [{ finish_reason: 'stop' }] } },
  passing('parse'),
)
fails('a null content is a damaged reply', { text: null }, passing('parse'))

fails('200 with an error is a damaged reply', { body: { error: { message: 'overloaded', code: 'server_error' } } }, passing('parse'))
fails('200 with an error in words is a damaged reply', { body: { error: 'overloaded' } }, passing('parse'))
fails(
  '200 with the status of an upstream that was busy is a damaged reply',
  { body: { error: { message: 'busy', code: 429 } } },
  passing('parse'),
)
fails(
  '200 with an error in its choice is a damaged reply',
  { body: { choices: [{ error: { code: 502, message: 'upstream' } }] } },
  passing('parse'),
)
fails('200 with a quota error is quota', { body: { error: { code: 'insufficient_quota' } } }, final('quota'))
fails('200 with the status of an upstream that denied is auth', { body: { error: { code: 401, message: 'denied' } } }, final('auth'))
fails('a null error is none', { body: { error: null, choices: [{ message: { content: null } }] } }, passing('parse'))

fails('a reply at the token limit is truncated', { text: 'half an ans', finishReason: 'length' }, final('truncated'))
fails('a reply that the content filter withheld is filtered', { text: '', finishReason: 'content_filter' }, final('filtered'))
test('what was used of a reply that is no answer is known all the same', async (t) => {
  const server = await startOpenAiServer({ reply: () => ({ text: 'half an ans', finishReason: 'length' }) })
  t.after(server.close)
  await assert.rejects(openAi({ baseUrl: server.url, clock: fakeClock() })(chatCall, calm), {
    code: 'truncated',
    used: { served: 'pinned-1', tokensIn: 1, tokensOut: 3 },
  })
})
fails('a reply that the content filter emptied is filtered', { text: null, finishReason: 'content_filter' }, final('filtered'))

test("a server that is not there is the network's", async () => {
  const server = await startOpenAiServer()
  await server.close()
  const ask = openAi({ baseUrl: server.url, clock: fakeClock() })
  await assert.rejects(ask(chatCall, calm), { code: 'network', retryable: true, message: /ECONNREFUSED/ })
})

for (const status of [301, 302, 307, 308]) {
  test(`${status} to another host carries neither key nor prompt there`, async (t) => {
    const other = await serve(t, () => ({}))
    const server = await serve(t, () => ({ status, headers: { location: `${other.url}/chat/completions` } }))
    const ask = openAi({ baseUrl: server.url, apiKey: 'sk-test', clock: fakeClock() })
    await assert.rejects(ask(chatCall, calm), { code: 'network', retryable: false, message: new RegExp(new URL(other.url).host) })
    assert.equal(other.requests.length, 0)
  })
}

const stalls: Record<string, ScriptedReply> = {
  'that never starts': { instead: 'hang' },
  'that stops in the middle': { stallAfter: 30 },
  'whose error stops in the middle': { status: 500, stallAfter: 10 },
}
for (const [name, reply] of Object.entries(stalls)) {
  test(`a reply ${name} ends with the attempt's time`, async (t) => {
    const clock = fakeClock()
    const server = await serve(t, () => (setTimeout(() => clock.advance(120_000), 30), reply))
    const ask = timeout(clock)(openAi({ baseUrl: server.url, clock }))
    await assert.rejects(ask(chatCall, calm), { code: 'timeout', retryable: true })
  })

  test(`a reply ${name} ends with an abort from outside`, async (t) => {
    const stop = new AbortController()
    const server = await serve(t, () => (setTimeout(() => stop.abort(), 30), reply))
    const ask = openAi({ baseUrl: server.url, clock: fakeClock() })
    await assert.rejects(ask(chatCall, stop.signal), { code: 'interrupted', retryable: false })
  })
}

test('a call that was called off before is not sent', async (t) => {
  const server = await serve(t, () => ({}))
  await assert.rejects(openAi({ baseUrl: server.url, clock: fakeClock() })(chatCall, AbortSignal.abort()), { code: 'interrupted' })
  assert.equal(server.requests.length, 0)
})

test('a message of the server is one line and not a whole page', async (t) => {
  const server = await serve(t, () => ({ status: 500, body: { error: { message: `broken\n\n${'x'.repeat(5000)}` } } }))
  await assert.rejects(openAi({ baseUrl: server.url, clock: fakeClock() })(chatCall, calm), { message: /^500 broken x{200,300}…$/ })
})
