import assert from 'node:assert/strict'
import { test } from 'node:test'
import { servedModel } from '../../src/transport/served-model.ts'
import { calm, chatCall, chatReply, fakeAsk } from './fake-ask.ts'

const asServed = (served: string, aliases?: Record<string, string>) =>
  servedModel(aliases)(fakeAsk(chatReply({ served })).ask)(chatCall, calm)

test('the pinned model is let through', async () => {
  assert.equal((await asServed('pinned-1')).served, 'pinned-1')
})

test('a declared alias of the pin is let through under its own name', async () => {
  assert.equal((await asServed('pinned', { pinned: 'pinned-1' })).served, 'pinned')
})

const refuses = (claim: string, call: () => Promise<unknown>, message: string): void => {
  test(claim, () => assert.rejects(call, { code: 'model_mismatch', retryable: false, message }))
}

refuses('another model', () => asServed('other-2'), 'asked for the model "pinned-1", the server served "other-2"')
refuses(
  'an alias of another pin',
  () => asServed('other', { other: 'other-2' }),
  'asked for the model "pinned-1", the server served "other"',
)
refuses(
  'a longer name of the same model',
  () => asServed('pinned-1-turbo'),
  'asked for the model "pinned-1", the server served "pinned-1-turbo"',
)
refuses('an inherited member as alias', () => asServed('toString', {}), 'asked for the model "pinned-1", the server served "toString"')
refuses('no name', () => asServed(''), 'asked for the model "pinned-1", the server did not say which model it served')
