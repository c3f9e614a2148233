import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallFailed } from '../../src/domain/call.ts'
import { cutReply } from '../../src/transport/cut-reply.ts'
import { NotAsked, offline } from '../../src/transport/offline.ts'
import { calm, chatCall, chatReply, embedCall, failure, fakeAsk } from './fake-ask.ts'

test('nobody answers, and the first call that came is told once', async () => {
  const { leaf, take } = offline()
  await assert.rejects(leaf(chatCall, calm), (error) => error instanceof NotAsked && error.call === chatCall)
  await assert.rejects(leaf(embedCall('a'), calm), NotAsked)
  assert.deepEqual([take(), take()], [chatCall, undefined])
})

test('that nobody was asked is no failure of a call', async () => {
  await assert.rejects(offline().leaf(chatCall, calm), (error) => !(error instanceof CallFailed))
})

test('a reply that was cut off passes as one without words, with what it used', async () => {
  const error = new CallFailed('truncated', 'cut', { used: { served: 'pinned-1', tokensIn: 8, tokensOut: 1 } })
  const reply = await cutReply(fakeAsk(error).ask)(chatCall, calm)
  assert.deepEqual(reply, { kind: 'chat', text: '', served: 'pinned-1', tokensIn: 8, tokensOut: 1, attempts: 1, cached: false, ms: 0 })
})

test('every other failure, and every whole reply, passes as it is', async () => {
  await assert.rejects(cutReply(fakeAsk(failure('auth')).ask)(chatCall, calm), { code: 'auth' })
  await assert.rejects(cutReply(fakeAsk(failure('truncated')).ask)(chatCall, calm), { code: 'truncated' })
  assert.equal((await cutReply(fakeAsk(chatReply()).ask)(chatCall, calm)).text, 'Hello.')
  assert.equal((await cutReply(fakeAsk().ask)(embedCall('a'), calm)).vectors.length, 1)
})
