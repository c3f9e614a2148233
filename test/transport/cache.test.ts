import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ask, Call, ChatCall } from '../../src/domain/call.ts'
import { cache } from '../../src/transport/cache.ts'
import { calm, chatCall, chatReply, embedCall, embedReply, failure, fakeAsk } from './fake-ask.ts'
import { byKind } from '../../src/transport/by-kind.ts'

const scope = { baseUrl: 'http://loopback/v1', adapter: 'fake-1' }

const withCache = (next: Ask, more: { baseUrl?: string; adapter?: string; entries?: Map<string, Buffer> } = {}) => {
  const entries = more.entries ?? new Map<string, Buffer>()
  const damaged: string[] = []
  const store = {
    get: async (key: string) => entries.get(key),
    put: async (key: string, bytes: Buffer) => void entries.set(key, bytes),
  }
  return { entries, damaged, ask: cache({ ...scope, ...more, store, onDamaged: (key) => damaged.push(key) })(next) }
}

test('a chat reply is given again without asking, with its tokens and no attempt', async () => {
  const { ask: leaf, asked } = fakeAsk(chatReply({ tokensIn: 9, tokensOut: 3, attempts: 2 }))
  const { ask } = withCache(leaf)
  assert.deepEqual(await ask(chatCall, calm), chatReply({ tokensIn: 9, tokensOut: 3, attempts: 2 }))
  assert.deepEqual(await ask(chatCall, calm), chatReply({ tokensIn: 9, tokensOut: 3, attempts: 0, cached: true }))
  assert.equal(asked.length, 1)
})

test('a failure is not kept', async () => {
  const { ask: leaf, asked } = fakeAsk(failure('server'), chatReply())
  const { ask, entries } = withCache(leaf)
  await assert.rejects(ask(chatCall, calm), { code: 'server' })
  assert.equal(entries.size, 0)
  assert.equal((await ask(chatCall, calm)).cached, false)
  assert.equal(asked.length, 2)
})

const schema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } }
const fields: Record<string, Partial<ChatCall>> = {
  model: { model: 'pinned-2' },
  messages: { messages: [{ role: 'user', content: 'Hello!' }] },
  role: { messages: [{ role: 'system', content: 'Hello?' }] },
  temperature: { temperature: 0 },
  maxTokens: { maxTokens: 5 },
  trial: { trial: 1 },
  schema: { schema },
  'the order of the schema': { schema: { type: 'object', properties: { b: { type: 'string' }, a: { type: 'string' } } } },
}

test('every field of a call, the base URL and the adapter make a key of their own', async () => {
  const { ask: leaf } = fakeAsk(chatReply())
  const { ask, entries } = withCache(leaf)
  const calls = [chatCall, ...Object.values(fields).map((field) => ({ ...chatCall, ...field }))]
  for (const call of calls) assert.equal((await ask(call, calm)).cached, false)
  assert.equal((await withCache(leaf, { entries, baseUrl: 'http://elsewhere/v1' }).ask(chatCall, calm)).cached, false)
  assert.equal((await withCache(leaf, { entries, adapter: 'fake-2' }).ask(chatCall, calm)).cached, false)
  assert.equal(entries.size, calls.length + 2)
  for (const key of entries.keys()) assert.match(key, /^[0-9a-f]{64}$/)
})

test('the order in which a call was written down does not matter', async () => {
  const { ask } = withCache(fakeAsk(chatReply()).ask)
  await ask({ ...chatCall, temperature: 0 }, calm)
  assert.equal((await ask({ temperature: 0, trial: 0, messages: chatCall.messages, model: 'pinned-1', kind: 'chat' }, calm)).cached, true)
})

const damages = (claim: string, damage: (bytes: Buffer) => Buffer): void => {
  test(`an entry that ${claim} is asked for anew, counted and mended`, async () => {
    const { ask, entries, damaged } = withCache(fakeAsk(chatReply()).ask)
    await ask(chatCall, calm)
    const [[key, bytes] = ['', Buffer.alloc(0)]] = entries
    entries.set(key, damage(Buffer.from(bytes)))
    assert.equal((await ask(chatCall, calm)).cached, false)
    assert.deepEqual(damaged, [key])
    assert.equal((await ask(chatCall, calm)).cached, true)
  })
}

damages('is empty', () => Buffer.alloc(0))
damages('was cut', (bytes) => bytes.subarray(0, -5))
damages('grew', (bytes) => Buffer.concat([bytes, Buffer.from('\n{}')]))
damages('has a flipped bit', (bytes) => (bytes.writeUInt8(bytes.readUInt8(90) ^ 1, 90), bytes))
damages('is not ours', () => Buffer.from('<html>'))

test('an entry under the key of another call is not believed', async () => {
  const { ask, entries, damaged } = withCache(fakeAsk(chatReply({ text: 'first' }), chatReply({ text: 'second' })).ask)
  await ask(chatCall, calm)
  const [bytes = Buffer.alloc(0)] = entries.values()
  await ask({ ...chatCall, trial: 1 }, calm)
  for (const key of entries.keys()) entries.set(key, bytes)
  assert.equal((await ask({ ...chatCall, trial: 1 }, calm)).cached, false)
  assert.equal(damaged.length, 1)
})

const embedder = (tokensIn?: number) => {
  const asked: Call[] = []
  const ask = byKind(
    () => Promise.reject(new Error('not asked for')),
    async (call) => (asked.push(call), embedReply(call, tokensIn === undefined ? {} : { tokensIn })),
  )
  return { ask, asked }
}

test('only the texts that are not kept yet are asked for, and the order stays', async () => {
  const { ask: leaf, asked } = embedder(10)
  const { ask } = withCache(leaf)
  await ask(embedCall('aa', 'dddd'), calm)
  const reply = await ask(embedCall('dddd', 'ccc', 'aa'), calm)
  assert.deepEqual(asked[1], embedCall('ccc'))
  assert.deepEqual(reply.vectors, [Float32Array.of(4, 1), Float32Array.of(3, 1), Float32Array.of(2, 1)])
  assert.deepEqual([reply.cached, reply.attempts, reply.tokensIn], [false, 1, 10])
})

test('a text that stands twice in a call is asked for once', async () => {
  const { ask: leaf, asked } = embedder()
  const reply = await withCache(leaf).ask(embedCall('a', 'bb', 'a'), calm)
  assert.deepEqual(asked, [embedCall('a', 'bb')])
  assert.deepEqual(reply.vectors, [Float32Array.of(1, 1), Float32Array.of(2, 1), Float32Array.of(1, 1)])
})

test('a call whose texts are all kept is cached and costs the tokens it cost before', async () => {
  const { ask: leaf, asked } = embedder(10)
  const { ask } = withCache(leaf)
  await ask(embedCall('aaa', 'b', 'cc'), calm)
  const reply = await ask(embedCall('aaa', 'b', 'cc'), calm)
  assert.equal(asked.length, 1)
  assert.deepEqual(reply, { ...embedReply(embedCall('aaa', 'b', 'cc')), cached: true, attempts: 0, tokensIn: 10 })
})

test('tokens that were not known stay unknown', async () => {
  const { ask } = withCache(embedder().ask)
  await ask(embedCall('a'), calm)
  assert.equal('tokensIn' in (await ask(embedCall('a'), calm)), false)
})

test('a damaged text is asked for again alone', async () => {
  const { ask: leaf, asked } = embedder()
  const { ask, entries, damaged } = withCache(leaf)
  await ask(embedCall('a', 'bb'), calm)
  const [first = ''] = entries.keys()
  entries.set(first, Buffer.from('x'))
  await ask(embedCall('a', 'bb'), calm)
  assert.deepEqual(asked[1], embedCall('a'))
  assert.deepEqual(damaged, [first])
})

test('an embed call without texts is passed on', async () => {
  const { ask: leaf, asked } = embedder()
  assert.deepEqual((await withCache(leaf).ask(embedCall(), calm)).vectors, [])
  assert.equal(asked.length, 1)
})
