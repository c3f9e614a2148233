import assert from 'node:assert/strict'
import test from 'node:test'
import { CallFailed } from '../../src/domain/call.ts'
import type { Ask, ChatReply } from '../../src/domain/call.ts'
import type { FailureCode, Reason } from '../../src/domain/output.ts'
import { chatting } from '../../src/rag/chat.ts'
import { deadlineOf } from '../../src/rag/deadline.ts'
import type { Generate } from '../../src/rag/generate.ts'
import { defaultMessages } from '../../src/rag/messages.ts'
import type { Pipeline } from '../../src/rag/pipeline.ts'
import { answer } from '../../src/rag/pipeline.ts'
import { compileTemplate } from '../../src/rag/template.ts'
import { calm, chatReply, failure, fakeAsk } from '../transport/fake-ask.ts'
import { fakeClock } from '../transport/fake-clock.ts'
import { miniKnowledge, miniPipeline } from './mini-pipeline.ts'

const knowledge = await miniKnowledge()
const chat = (model: string): Generate =>
  chatting(knowledge, { model, prompt: compileTemplate('{{documents}}', ['documents', 'question'], 'p'), temperature: 0, maxTokens: 100 })
const pipeline = await miniPipeline({ knowledge, generate: chat('first'), generateInstead: chat('second') })

const reply = (more: object = {}): string =>
  JSON.stringify({ answer: '40 cents.', citations: ['printing'], confidence: 0.9, status: 'answered', ...more })

const put = (outcomes: readonly (ChatReply | CallFailed)[], more: Partial<Pipeline> = {}) => {
  const { ask, asked } = fakeAsk(...outcomes)
  const deadline = deadlineOf(4000, fakeClock())
  return { asked, outcome: answer({ ...pipeline, ...more }, 'price of a colour page', { ask, trial: 1, deadline, signal: calm }) }
}

const served: readonly (readonly [string, object, string, Reason | undefined])[] = [
  ['a confident answer is served', {}, 'serve', undefined],
  ['the threshold itself is enough', { confidence: 0.85 }, 'serve', undefined],
  ['a less confident one carries the disclaimer', { confidence: 0.7 }, 'serve_with_caveat', undefined],
  ['an unsure one is not served', { confidence: 0.6999 }, 'fallback', 'low_confidence'],
  ['a refusal is not served, however sure', { status: 'refused', confidence: 1 }, 'fallback', 'low_confidence'],
  ['an empty answer is not served', { answer: ' ' }, 'fallback', 'low_confidence'],
]
for (const [claim, more, status, reason] of served) {
  test(claim, async () => {
    const outcome = await put([chatReply({ text: reply(more) })]).outcome
    assert.equal(outcome.served.status, status)
    assert.equal('reason' in outcome.served ? outcome.served.reason : undefined, reason)
    assert.equal(outcome.raw, reply(more))
    assert.equal(outcome.retrieved[0]?.doc, 'printing')
  })
}

test('a served answer keeps its citations, its data and the model that served it', async () => {
  const { served, model } = await put([chatReply({ text: reply({ data: { cents: 40 } }), served: 'first-served' })]).outcome
  assert.deepEqual(served, { status: 'serve', answer: '40 cents.', citations: ['printing'], confidence: 0.9, data: { cents: 40 } })
  assert.equal(model, 'first-served')
})

const malformed: readonly (readonly [string, string])[] = [
  ['prose', 'It costs 40 cents.'],
  ['fenced JSON', `\`\`\`json\n${reply()}\n\`\`\``],
  ['cut JSON', reply().slice(0, -1)],
  ['null', 'null'],
  ['a missing key', JSON.stringify({ answer: 'x' })],
  ['an unknown key', reply({ extra: 1 })],
  ['a __proto__ key', reply().replace('{', '{"__proto__":{"x":1},')],
  ['a confidence above 1', reply({ confidence: 1.2 })],
  ['citations of numbers', reply({ citations: [7] })],
]
for (const [name, text] of malformed) {
  test(`${name} is no valid reply, and is kept raw`, async () => {
    const outcome = await put([chatReply({ text })]).outcome
    assert.deepEqual(outcome.served, {
      status: 'fallback',
      answer: defaultMessages.format_invalid,
      citations: [],
      confidence: 0,
      reason: 'format_invalid',
      escalate: true,
    })
    assert.equal(outcome.raw, text)
    assert.notEqual(outcome.failure?.message ?? '', '')
  })
}

const failures: readonly (readonly [FailureCode, Reason])[] = [
  ['timeout', 'timeout'],
  ['rate_limited', 'rate_limited'],
  ['server', 'unexpected_error'],
  ['auth', 'unexpected_error'],
  ['filtered', 'unexpected_error'],
]
for (const [code, reason] of failures) {
  test(`a call that fails with ${code}, twice, ends in ${reason} and keeps its failure`, async () => {
    const { outcome, asked } = put([failure(code)])
    const { served, failure: kept } = await outcome
    assert.deepEqual(served, { status: 'fallback', answer: defaultMessages[reason], citations: [], confidence: 0, reason, escalate: true })
    assert.deepEqual(kept?.call, { code, message: `scripted ${code}` })
    assert.deepEqual(
      asked.map(({ model }) => model),
      ['first', 'second'],
    )
  })
}

test('where the first model fails, the second answers, once', async () => {
  const { outcome, asked } = put([failure('server'), chatReply({ text: reply(), served: 'second' })])
  assert.deepEqual([(await outcome).served.status, (await outcome).model], ['serve', 'second'])
  assert.equal(asked.length, 2)
})

test('an invalid format is not asked for again', async () => {
  const { outcome, asked } = put([chatReply({ text: 'prose' })])
  await outcome
  assert.equal(asked.length, 1)
})

const limited: Ask = () => Promise.reject(new CallFailed('rate_limited', 'slow down'))

test('a failing embedding is a failure, never a search by words alone', async () => {
  const asking = { ask: limited, trial: 1, deadline: deadlineOf(4000, fakeClock()), signal: calm }
  const { served, retrieved } = await answer({ ...pipeline, embedding: 'embedder' }, 'x', asking)
  assert.deepEqual([served.status === 'fallback' && served.reason, retrieved], ['rate_limited', []])
})

test('what is nobody’s call is an unexpected error without a failed call', async () => {
  const generate: Generate = { model: 'first', reply: () => Promise.reject(new RangeError('our bug')) }
  const { failure, served } = await put([], { generate }).outcome
  assert.deepEqual(failure, { message: 'our bug' })
  assert.equal(served.status === 'fallback' && served.reason, 'unexpected_error')
})

test('a model that never answers ends with the deadline, and the second is not asked', async () => {
  const clock = fakeClock()
  const asked: string[] = []
  const called = Promise.withResolvers<void>()
  const hanging: Ask = ({ model }) => {
    asked.push(model)
    called.resolve()
    return new Promise(() => undefined)
  }
  const outcome = answer(pipeline, 'x', { ask: hanging, trial: 1, deadline: deadlineOf(4000, clock), signal: calm })
  await called.promise
  clock.advance(4000)
  const { served, failure } = await outcome
  assert.deepEqual([served.status === 'fallback' && served.reason, failure?.call?.code, asked], ['timeout', 'timeout', ['first']])
})

const untilStopped: Ask = (_, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new CallFailed('interrupted', 'stopped'))))

test('being called off is thrown, not answered', async () => {
  const stop = new AbortController()
  const outcome = answer(pipeline, 'x', { ask: untilStopped, trial: 1, deadline: deadlineOf(4000, fakeClock()), signal: stop.signal })
  setImmediate(() => stop.abort(new Error('ctrl-c')))
  await assert.rejects(outcome, /ctrl-c/)
})
