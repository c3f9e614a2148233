import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { CallRecord } from '../../src/domain/output.ts'
import { cache } from '../../src/transport/cache.ts'
import { meter } from '../../src/transport/meter.ts'
import { openAi, openAiAdapter } from '../../src/transport/openai.ts'
import { retry } from '../../src/transport/retry.ts'
import { servedModel } from '../../src/transport/served-model.ts'
import { stack } from '../../src/transport/stack.ts'
import { timeout } from '../../src/transport/timeout.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import type { Handler } from '../servers/openai.ts'
import { calm, chatCall, embedCall } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const transport = async (t: TestContext, reply: Handler) => {
  const server = await startOpenAiServer({ reply })
  t.after(server.close)
  const clock = fakeClock()
  const entries = new Map<string, Buffer>()
  const records: CallRecord[] = []
  const store = { get: async (key: string) => entries.get(key), put: async (key: string, bytes: Buffer) => void entries.set(key, bytes) }
  const layers = [
    meter(clock, (record) => records.push(record)),
    cache({ baseUrl: server.url, adapter: openAiAdapter, store, onDamaged: (key) => assert.fail(key) }),
    servedModel(),
    retry({ clock: fakeClock('impatient'), random: () => 0.5 }),
    timeout(clock),
  ]
  return { server, records, entries, ask: stack(layers, openAi({ baseUrl: server.url, clock })) }
}

const briefly = ({ attempts, cached, failed }: CallRecord) => ({ attempts, cached, ...(failed && { failed }) })

test('a call survives a busy server and a cut reply, and is then known', async (t) => {
  const replies = [{ status: 429, headers: { 'retry-after': '1' } }, { cutAfter: 30 }, {}]
  const { server, records, ask } = await transport(t, ({ index }) => replies[index] ?? {})
  assert.equal((await ask(chatCall, calm)).text, 'Hello?')
  assert.equal((await ask(chatCall, calm)).text, 'Hello?')
  assert.equal(server.requests.length, 3)
  assert.deepEqual(records.map(briefly), [
    { attempts: 3, cached: false },
    { attempts: 0, cached: true },
  ])
})

test('a reply of another model is neither asked for again nor kept', async (t) => {
  const { server, records, entries, ask } = await transport(t, () => ({ model: 'other-2' }))
  await assert.rejects(ask(chatCall, calm), { code: 'model_mismatch' })
  assert.deepEqual([server.requests.length, entries.size], [1, 0])
  assert.deepEqual(records.map(briefly), [{ attempts: 1, cached: false, failed: 'model_mismatch' }])
})

test('a damaged reply is asked for three times and never kept', async (t) => {
  const { server, entries, ask } = await transport(t, () => ({ text: null }))
  await assert.rejects(ask(chatCall, calm), { code: 'parse', attempts: 3 })
  assert.deepEqual([server.requests.length, entries.size], [3, 0])
})

test('a reply that uses up the limit counts like any other', async (t) => {
  const { server, ask } = await transport(t, () => ({
    headers: { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' },
  }))
  assert.equal((await ask(chatCall, calm)).attempts, 1)
  assert.equal(server.requests.length, 1)
})

test('kept vectors are bit for bit those that came', async (t) => {
  const { ask } = await transport(t, () => ({}))
  const { vectors } = await ask(embedCall('one text', 'and another'), calm)
  const again = await ask(embedCall('and another', 'one text'), calm)
  assert.deepEqual(again.vectors, vectors.toReversed())
  assert.deepEqual([again.cached, again.tokensIn], [true, 4])
})
