import assert from 'node:assert/strict'
import test from 'node:test'
import type { ChatCall } from '../../src/domain/call.ts'
import type { Output } from '../../src/domain/output.ts'
import type { ReplyMap } from '../../src/domain/suite.ts'
import { chatTarget, compilePrompt, type ChatApp } from '../../src/targets/chat.ts'
import { meter } from '../../src/transport/meter.ts'
import { stack } from '../../src/transport/stack.ts'
import { calm, chatReply, failure, fakeAsk } from '../transport/fake-ask.ts'
import { fakeClock } from '../transport/fake-clock.ts'
import { inShort, messageOf, plainReply } from './apps.ts'

const clock = fakeClock()

type Put = { readonly output: Output; readonly asked: readonly ChatCall[] }

const put = async ({ ask, asked }: ReturnType<typeof fakeAsk>, more: Partial<ChatApp> = {}, signal = calm): Promise<Put> => {
  const target = chatTarget({
    model: 'pinned-1',
    messages: compilePrompt('You are brief.', 'prompt.md'),
    reply: plainReply,
    temperature: 0,
    maxTokens: 100,
    ask: (onCall) => stack([meter(clock, onCall)], ask),
    timeoutMs: 30_000,
    clock,
    ...more,
  })
  const output = await target({ id: 'a', input: 'Which colour?', tags: [], locale: 'de' }, 2, signal)
  return { output, asked: asked.filter((call) => call.kind === 'chat') }
}

test('a text is the answer, and kept as the raw reply', async () => {
  const { output } = await put(fakeAsk(chatReply({ text: 'Blue.' })))
  assert.ok(output.status === 'answered')
  assert.deepEqual([output.text, output.raw, output.model, output.calls.length], ['Blue.', 'Blue.', 'pinned-1', 1])
  assert.equal(output.retrieved, undefined)
})

test('a prompt without a place for the input is the system message', async () => {
  const { asked } = await put(fakeAsk(chatReply()))
  assert.deepEqual(asked[0]?.messages, [
    { role: 'system', content: 'You are brief.' },
    { role: 'user', content: 'Which colour?' },
  ])
  assert.deepEqual([asked[0]?.trial, asked[0]?.temperature, asked[0]?.maxTokens], [2, 0, 100])
})

test('a prompt with one is the whole question', async () => {
  const { asked } = await put(fakeAsk(chatReply()), { messages: compilePrompt('In {{locale}}: {{input}} ({{id}}, {{trial}})', 'p') })
  assert.deepEqual(asked[0]?.messages, [{ role: 'user', content: 'In de: Which colour? (a, 2)' }])
})

const pointed: ReplyMap = { given: true, answer: '/reply/text', confidence: '/sure' }

test('of a structured reply the parts are where the suite says, and the whole is kept', async () => {
  const text = '{"reply":{"text":"Blue."},"sure":0.5}'
  const { output, asked } = await put(fakeAsk(chatReply({ text })), { schema: { type: 'object' }, reply: pointed })
  assert.ok(output.status === 'answered')
  assert.deepEqual([output.text, output.confidence, output.raw], ['Blue.', 0.5, text])
  assert.deepEqual(asked[0]?.schema, { type: 'object' })
})

for (const [what, text, says] of [
  ['no JSON', 'Blue.', /the model's reply is not JSON: Blue\./],
  ['another JSON', '{"reply":{}}', /nothing at \/reply\/text: \/reply is an empty object/],
] as const)
  test(`a structured reply that is ${what} is the app’s own failure, and the same model is not asked again`, async () => {
    const { output, asked } = await put(fakeAsk(chatReply({ text })), { schema: { type: 'object' }, reply: pointed })
    assert.equal(inShort(output), 'failed: app')
    assert.match(messageOf(output), says)
    assert.equal(asked.length, 1)
  })

test('a call that failed is missing data, with its code', async () => {
  for (const code of ['rate_limited', 'server', 'truncated', 'auth'] as const) {
    const { output } = await put(fakeAsk(failure(code)))
    assert.equal(inShort(output), `errored: ${code}`)
    assert.equal(output.calls[0]?.failed, code)
  }
})

test('the fallback is asked once for what the first could not do', async () => {
  const { output, asked } = await put(fakeAsk(failure('server'), chatReply({ text: 'Blue.', served: 'pinned-2' })), {
    fallback: 'pinned-2',
  })
  assert.equal(inShort(output), 'answered: Blue.')
  assert.deepEqual(
    asked.map(({ model }) => model),
    ['pinned-1', 'pinned-2'],
  )
})

test('an answer that takes too long is missing data', async () => {
  const impatient = fakeClock('impatient')
  const never = { ask: (() => new Promise(() => undefined)) as ReturnType<typeof fakeAsk>['ask'], asked: [] }
  const { output } = await put(never, { clock: impatient })
  assert.equal(inShort(output), 'errored: timeout')
  assert.match(messageOf(output), /within 30 s \(target\.timeout/)
})

test('a run that is called off has measured nothing', async () => {
  const { output } = await put(fakeAsk(failure('interrupted')), {}, AbortSignal.abort())
  assert.equal(inShort(output), 'errored: interrupted')
})
