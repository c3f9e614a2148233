import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallFailed } from '../../src/domain/call.ts'
import type { CallRecord } from '../../src/domain/output.ts'
import { meter } from '../../src/transport/meter.ts'
import { calm, chatCall, chatReply, embedCall, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const metered = () => {
  const records: CallRecord[] = []
  const clock = fakeClock()
  return { records, clock, layer: meter(clock, (record) => records.push(record)) }
}

test('a reply is recorded with what is known of its cost', async () => {
  const { records, layer } = metered()
  await layer(fakeAsk(chatReply({ tokensIn: 7, served: 'alias', attempts: 2 })).ask)(chatCall, calm)
  assert.deepEqual(records, [{ kind: 'chat', model: 'pinned-1', served: 'alias', attempts: 2, cached: false, ms: 40, tokensIn: 7 }])
})

test('a cached reply is recorded as cached', async () => {
  const { records, layer } = metered()
  await layer(fakeAsk(chatReply({ cached: true, attempts: 0 })).ask)(chatCall, calm)
  assert.deepEqual([records[0]?.cached, records[0]?.attempts], [true, 0])
})

test('an embed call is recorded', async () => {
  const { records, layer } = metered()
  await layer(fakeAsk().ask)(embedCall('a', 'b'), calm)
  assert.deepEqual(records, [{ kind: 'embed', model: 'pinned-1', served: 'pinned-1', attempts: 1, cached: false, ms: 40 }])
})

test('a failed call is recorded with its code, attempts and whole time', async () => {
  const { records, clock, layer } = metered()
  const error = Object.assign(failure('rate_limited', { retryable: true }), { attempts: 4 })
  const { ask } = fakeAsk(error)
  await assert.rejects(layer((call, signal) => (clock.advance(900), ask(call, signal)))(chatCall, calm), error)
  assert.deepEqual(records, [{ kind: 'chat', model: 'pinned-1', served: '', attempts: 4, cached: false, ms: 900, failed: 'rate_limited' }])
})

test('a reply that is no answer is recorded with what it used', async () => {
  const { records, layer } = metered()
  const error = new CallFailed('truncated', 'cut', { used: { served: 'pinned-1', tokensIn: 7, tokensOut: 100 } })
  await assert.rejects(layer(fakeAsk(error).ask)(chatCall, calm), error)
  const { served, tokensIn, tokensOut, failed } = records[0] ?? {}
  assert.deepEqual({ served, tokensIn, tokensOut, failed }, { served: 'pinned-1', tokensIn: 7, tokensOut: 100, failed: 'truncated' })
})

test('a bug is not recorded as a call', async () => {
  const { records, layer } = metered()
  await assert.rejects(layer(() => Promise.reject(new TypeError('a bug')))(chatCall, calm), TypeError)
  assert.deepEqual(records, [])
})
