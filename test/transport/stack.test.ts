import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Layer } from '../../src/domain/call.ts'
import { stack } from '../../src/transport/stack.ts'
import { calm, chatCall, chatReply, fakeAsk } from './fake-ask.ts'

test('the first layer is the outermost', async () => {
  const passed: string[] = []
  const named =
    (name: string): Layer =>
    (next) =>
    (call, signal) => (passed.push(name), next(call, signal))
  await stack([named('first'), named('second')], fakeAsk().ask)(chatCall, calm)
  assert.deepEqual(passed, ['first', 'second'])
})

test('without layers the leaf answers', async () => {
  assert.deepEqual(await stack([], fakeAsk(chatReply()).ask)(chatCall, calm), chatReply())
})
