import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { openAi } from '../../src/transport/openai.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import type { Handler } from '../servers/openai.ts'
import { calm, chatCall, embedCall } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const connected = async (t: TestContext, reply?: Handler) => {
  const server = await startOpenAiServer(reply ? { reply } : {})
  t.after(server.close)
  const clock = fakeClock()
  return { server, clock, ask: openAi({ baseUrl: server.url, apiKey: 'sk-test', clock }) }
}

test('a chat call is sent as written and its reply is read', async (t) => {
  const { server, ask } = await connected(t)
  const reply = await ask({ ...chatCall, temperature: 0, maxTokens: 50 }, calm)
  assert.deepEqual(reply, {
    kind: 'chat',
    text: 'Hello?',
    served: 'pinned-1',
    attempts: 1,
    cached: false,
    ms: 0,
    tokensIn: 1,
    tokensOut: 1,
  })
  assert.deepEqual(server.requests[0]?.body, {
    model: 'pinned-1',
    messages: [{ role: 'user', content: 'Hello?' }],
    temperature: 0,
    max_tokens: 50,
  })
})

test('what a call leaves out is not sent', async (t) => {
  const { server, ask } = await connected(t)
  await ask(chatCall, calm)
  assert.deepEqual(Object.keys(server.requests[0]?.body ?? {}), ['model', 'messages'])
})

test('a schema is sent as a strict response format', async (t) => {
  const { server, ask } = await connected(t)
  const schema = { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'], additionalProperties: false }
  const reply = await ask({ ...chatCall, schema }, calm)
  assert.deepEqual(JSON.parse(reply.text), { answer: 'Hello?' })
  assert.deepEqual(server.requests[0]?.body['response_format'], {
    type: 'json_schema',
    json_schema: { name: 'reply', strict: true, schema },
  })
})

test('nothing but the call and the key that was handed in leaves the machine', async (t) => {
  const { server, ask } = await connected(t)
  const ambient = {
    OPENAI_API_KEY: 'sk-env',
    OPENAI_ORG_ID: 'org',
    OPENAI_PROJECT_ID: 'p',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    OPENAI_CUSTOM_HEADERS: 'X-Mine: 1',
  }
  const before = { ...process.env }
  t.after(() => void (process.env = before))
  Object.assign(process.env, ambient)
  await ask(chatCall, calm)
  const { authorization, ...others } = server.requests[0]?.headers ?? {}
  assert.equal(authorization, 'Bearer sk-test')
  assert.deepEqual(
    Object.keys(others).filter((name) => !['host', 'connection', 'content-type', 'content-length', 'accept', 'user-agent'].includes(name)),
    [],
  )
})

test('without a key no authorization is sent', async (t) => {
  const { server } = await connected(t)
  await openAi({ baseUrl: `${server.url}/`, clock: fakeClock() })(chatCall, calm)
  assert.equal(server.requests[0]?.headers.authorization, undefined)
})

test('a key that no header can carry is told without being shown', async () => {
  const ask = openAi({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-secret\nsk-more', clock: fakeClock() })
  await assert.rejects(ask(chatCall, calm), (error) => {
    assert.ok(error instanceof Error && !String(error.stack).includes('sk-secret'))
    return 'code' in error && error.code === 'auth'
  })
})

test('the time is that of the one exchange', async (t) => {
  const { ask, clock } = await connected(t, () => (clock.advance(250), {}))
  assert.equal((await ask(chatCall, calm)).ms, 250)
})

test('an explicit refusal is an answer', async (t) => {
  const { ask } = await connected(t, () => ({ refusal: 'I cannot help with that.' }))
  assert.equal((await ask(chatCall, calm)).text, 'I cannot help with that.')
})

test('an empty text is what the model said', async (t) => {
  const { ask } = await connected(t, () => ({ text: '' }))
  assert.equal((await ask(chatCall, calm)).text, '')
})

test('the served name is what the server says, or empty', async (t) => {
  const { ask } = await connected(t, ({ index }) => ({ model: index === 0 ? 'other-2' : null }))
  assert.equal((await ask(chatCall, calm)).served, 'other-2')
  assert.equal((await ask(chatCall, calm)).served, '')
})

const usages: Record<string, object | null> = {
  missing: null,
  negative: { prompt_tokens: -3, completion_tokens: -1 },
  'not a number': { prompt_tokens: 'many', completion_tokens: null },
  'not whole': { prompt_tokens: 1.5, completion_tokens: 1e300 },
  'zero, which no call costs': { prompt_tokens: 0, completion_tokens: 0 },
}
for (const [name, usage] of Object.entries(usages)) {
  test(`a usage that is ${name} is unknown, and the reply counts`, async (t) => {
    const { ask } = await connected(t, () => ({ usage }))
    const reply = await ask(chatCall, calm)
    assert.equal(reply.text, 'Hello?')
    assert.equal('tokensIn' in reply || 'tokensOut' in reply, false)
  })
}

test('embeddings come back in the order of the texts and at unit length', async (t) => {
  const { server, ask } = await connected(t, () => ({
    body: {
      model: 'pinned-1',
      data: [
        { index: 1, embedding: [0, 2] },
        { index: 0, embedding: [3, 4] },
      ],
      usage: { prompt_tokens: 8 },
    },
  }))
  const { vectors, ...rest } = await ask(embedCall('a', 'b'), calm)
  assert.deepEqual(vectors, [Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)])
  assert.deepEqual(rest, { kind: 'embed', served: 'pinned-1', attempts: 1, cached: false, ms: 0, tokensIn: 8 })
  assert.deepEqual(server.requests[0]?.body, { model: 'pinned-1', input: ['a', 'b'], encoding_format: 'float' })
})

const oddVectors: Record<string, unknown[]> = {
  'one vector too few': [{ index: 0, embedding: [1] }],
  'one vector too many': [{ embedding: [1] }, { embedding: [1] }, { embedding: [1] }],
  'the same index twice': [
    { index: 0, embedding: [1] },
    { index: 0, embedding: [1] },
  ],
  'an empty vector': [{ embedding: [] }, { embedding: [1] }],
  'a vector of zeros': [{ embedding: [0] }, { embedding: [1] }],
  'a vector with a hole': [{ embedding: [1, null] }, { embedding: [1, 1] }],
  'vectors of two lengths': [{ embedding: [1] }, { embedding: [1, 1] }],
  'base64 where floats were asked for': [{ embedding: 'AACAPw==' }, { embedding: [1] }],
}
for (const [name, data] of Object.entries(oddVectors)) {
  test(`${name} is a damaged reply`, async (t) => {
    const { ask } = await connected(t, () => ({ body: { model: 'pinned-1', data } }))
    await assert.rejects(ask(embedCall('a', 'b'), calm), { name: 'CallFailed', code: 'parse', retryable: true })
  })
}
