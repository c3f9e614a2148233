import assert from 'node:assert/strict'
import test from 'node:test'
import { CallFailed } from '../../src/domain/call.ts'
import type { Ask, ChatReply } from '../../src/domain/call.ts'
import type { Output } from '../../src/domain/output.ts'
import { chatting } from '../../src/rag/chat.ts'
import type { Generate } from '../../src/rag/generate.ts'
import type { Pipeline } from '../../src/rag/pipeline.ts'
import { compileTemplate } from '../../src/rag/template.ts'
import { ragTarget } from '../../src/targets/rag.ts'
import { meter } from '../../src/transport/meter.ts'
import { stack } from '../../src/transport/stack.ts'
import { miniKnowledge, miniPipeline } from '../rag/mini-pipeline.ts'
import { calm, chatReply, failure, fakeAsk } from '../transport/fake-ask.ts'
import { fakeClock } from '../transport/fake-clock.ts'

const knowledge = await miniKnowledge()
const prompt = compileTemplate('{{documents}}', ['documents', 'question'], 'p')
const generate = chatting(knowledge, { model: 'first', prompt, temperature: 0, maxTokens: 100 })
const clock = fakeClock()

const put = async (leaf: Ask, more: Partial<Pipeline> = {}): Promise<Output> => {
  const pipeline = await miniPipeline({ knowledge, generate, ...more })
  const target = ragTarget({
    pipeline: () => Promise.resolve(pipeline),
    ask: (onCall) => stack([meter(clock, onCall)], leaf),
    timeoutMs: 4000,
    clock,
  })
  return target({ id: 's', input: 'price of a colour page', tags: [] }, 2, calm)
}

const says = (more: object): ChatReply =>
  chatReply({ text: JSON.stringify({ answer: '40 cents.', citations: ['printing'], confidence: 0.9, status: 'answered', ...more }) })

test('a served answer is an output with everything that scorers need', async () => {
  const output = await put(fakeAsk(says({})).ask)
  assert.ok(output.status === 'answered')
  assert.deepEqual(
    [output.text, output.route, output.confidence, output.citations, output.model],
    ['40 cents.', 'serve', 0.9, ['printing'], 'pinned-1'],
  )
  assert.deepEqual([output.retrieved?.length, output.retrieved?.[0]?.doc, output.reason], [3, 'printing', undefined])
  assert.deepEqual(
    output.calls.map(({ kind, model, ms }) => [kind, model, ms]),
    [['chat', 'first', 40]],
  )
  assert.equal(output.raw, says({}).text)
})

test('the disclaimer is part of what the customer reads', async () => {
  const output = await put(fakeAsk(says({ confidence: 0.8 })).ask)
  assert.ok(output.status === 'answered')
  assert.deepEqual(
    [output.route, output.text],
    ['serve_with_caveat', '40 cents.\n\nPlease check this in the linked article before you rely on it.'],
  )
})

for (const [reason, reply] of [
  ['low_confidence', says({ confidence: 0.1 })],
  ['format_invalid', chatReply({ text: 'no JSON' })],
] as const) {
  test(`a fallback for ${reason} is the app's own answer, scored like any other`, async () => {
    const output = await put(fakeAsk(reply).ask)
    assert.ok(output.status === 'answered')
    assert.deepEqual([output.route, output.reason, output.raw], ['fallback', reason, reply.text])
  })
}

for (const code of ['timeout', 'rate_limited', 'server'] as const) {
  test(`a call that failed with ${code} is missing data, not a score`, async () => {
    const output = await put(fakeAsk(failure(code)).ask)
    assert.ok(output.status === 'errored')
    assert.deepEqual(output.failure, { code, message: `scripted ${code}` })
    assert.equal(output.calls[0]?.failed, code)
  })
}

const buggy: Generate = { model: 'first', reply: () => Promise.reject(new RangeError('our bug')) }

test('a bug of the app is its failure', async () => {
  const output = await put(fakeAsk().ask, { generate: buggy })
  assert.deepEqual([output.status, output.status === 'failed' && output.failure], ['failed', { code: 'app', message: 'our bug' }])
})

test('an unexpected error after a failed call is the call’s', async () => {
  const fragile: Generate = {
    model: 'first',
    async reply(given, turn) {
      await assert.rejects(generate.reply(given, turn))
      throw new RangeError('could not cope')
    },
  }
  const output = await put(fakeAsk(failure('server')).ask, { generate: fragile })
  assert.deepEqual(
    [output.status, output.status === 'errored' && output.failure],
    ['errored', { code: 'server', message: 'could not cope' }],
  )
})

const stopped: Ask = () => Promise.reject(new CallFailed('interrupted', 'stopped'))

test('a sample that was called off is errored as interrupted', async () => {
  const pipeline = await miniPipeline({ knowledge, generate })
  const target = ragTarget({ pipeline: () => Promise.resolve(pipeline), ask: () => stopped, timeoutMs: 4000, clock })
  const output = await target({ id: 's', input: 'x', tags: [] }, 1, AbortSignal.abort())
  assert.deepEqual([output.status, output.status === 'errored' && output.failure.code], ['errored', 'interrupted'])
})

test('calls of samples that run together are kept apart', async () => {
  const pipeline = await miniPipeline({ knowledge, generate })
  const target = ragTarget({
    pipeline: () => Promise.resolve(pipeline),
    ask: (onCall) => stack([meter(clock, onCall)], fakeAsk(says({})).ask),
    timeoutMs: 4000,
    clock,
  })
  const outputs = await Promise.all(['a', 'b', 'c'].map((id) => target({ id, input: id, tags: [] }, 1, calm)))
  assert.deepEqual(
    outputs.map(({ calls }) => calls.length),
    [1, 1, 1],
  )
})
