import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Output } from '../../src/domain/output.ts'
import type { BaselineTrial, SampleRecord } from '../../src/domain/run.ts'
import { summarise } from '../../src/run/summarise.ts'
import { answer, failure, record } from './plan.ts'

const trialOf = (output: Output, scores: SampleRecord['scores'] = {}, outputs = true): BaselineTrial | undefined =>
  summarise([record(output, { scores })], outputs ? 'answers' : 'outline')[0]?.trials[0]

const kept = (text: string): string => trialOf(answer(text))?.answer ?? ''

test('samples come sorted by id, as bytes are sorted, whatever the run’s order', () => {
  const records = ['b', 'B', 'a10', 'a2', 'a1', 'ä'].map((id) => record(answer(), { id, hash: `hash of ${id}` }))
  assert.deepEqual(
    summarise(records, 'outline').map(({ id, hash }) => [id, hash]),
    ['B', 'a1', 'a10', 'a2', 'b', 'ä'].map((id) => [id, `hash of ${id}`]),
  )
})

test('trials of a sample come together in their order, ten after nine', () => {
  const trials = [10, 2, 9, 1]
  const records = [...trials.map((trial) => record(answer(`said ${trial}`), { trial })), record(answer('x'), { id: 's1' })]
  assert.deepEqual(
    summarise(records, 'answers')[0]?.trials.map((trial) => trial.answer),
    ['said 1', 'said 2', 'said 9', 'said 10'],
  )
})

test('scores are kept as numbers, and the reason why there is none as a word', () => {
  const trial = trialOf(answer('yes'), {
    accuracy: { status: 'measured', value: 0, why: 'facts 0/2', label: 'incorrect' },
    precision: { status: 'measured', value: 0.4 },
    format: { status: 'skipped', why: 'no rule' },
    mrr: { status: 'unscored', why: 'no documents' },
  })
  assert.deepEqual(trial, {
    status: 'answered',
    scores: { accuracy: 0, precision: 0.4, format: 'skipped', mrr: 'unscored' },
    labels: { accuracy: 'incorrect' },
    answer: 'yes',
  })
})

test('of an answer the route, the documents in order and the text are kept, and no time', () => {
  const output = answer('yes', {
    ms: 1234,
    route: 'serve',
    retrieved: [{ doc: 'b', score: 2, text: 'long' }, { doc: 'a' }],
    confidence: 0.9,
  })
  assert.deepEqual(trialOf(output), { status: 'answered', scores: {}, route: 'serve', retrieved: ['b', 'a'], answer: 'yes' })
})

test('of the scores alone no label, no route and no document is kept, but what an error was', () => {
  const scores: SampleRecord['scores'] = { accuracy: { status: 'measured', value: 0, label: 'incorrect' } }
  const said = record(answer('yes', { route: 'serve', retrieved: [{ doc: 'a' }] }), { scores })
  assert.deepEqual(summarise([said], 'scores')[0]?.trials, [{ status: 'answered', scores: { accuracy: 0 } }])
  assert.deepEqual(summarise([record(failure('timeout'))], 'scores')[0]?.trials, [{ status: 'errored', scores: {}, failure: 'timeout' }])
})

test('no documents and no retrieval are two things', () => {
  assert.deepEqual(trialOf(answer('yes', { retrieved: [] }))?.retrieved, [])
  assert.equal('retrieved' in (trialOf(answer('yes')) ?? {}), false)
})

test('without outputs no word of an answer is kept', () => {
  assert.deepEqual(trialOf(answer('secret', { route: 'serve' }), {}, false), { status: 'answered', scores: {}, route: 'serve' })
})

test('of an error and a failure the code is kept, not its message', () => {
  assert.deepEqual(trialOf(failure('timeout', 'host 10.0.0.1 silent')), { status: 'errored', scores: {}, failure: 'timeout' })
  assert.deepEqual(trialOf(failure('app')), { status: 'failed', scores: {}, failure: 'app' })
})

const longest = 4096

test('an answer of 4 KiB is kept whole, one byte more is cut and says so', () => {
  assert.equal(kept('x'.repeat(longest)), 'x'.repeat(longest))
  assert.equal(kept('x'.repeat(longest + 1)), `${'x'.repeat(longest - 3)}…`)
})

for (const [name, character] of Object.entries({ 'two bytes': 'é', 'three bytes': '語', 'four bytes': '🦉' }))
  for (const shift of [0, 1, 2, 3])
    test(`a character of ${name} is never cut in two (${shift} before it)`, () => {
      const text = 'x'.repeat(shift) + character.repeat(longest)
      const cut = kept(text)
      assert.ok(cut.endsWith('…') && text.startsWith(cut.slice(0, -1)) && !cut.includes('\uFFFD'))
      assert.ok(Buffer.byteLength(cut) <= longest && Buffer.byteLength(cut) > longest - 4)
    })

test('signs of damage that an answer has of its own are kept', () => {
  assert.equal(kept('\uFFFD'.repeat(2000)), `${'\uFFFD'.repeat(1364)}…`)
  assert.equal(kept('\uFEFF' + 'x'.repeat(longest)).codePointAt(0), 0xfeff)
})

test('no answer is kept longer than 4 KiB, and a short one never changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      const answer = kept(text)
      assert.ok(Buffer.byteLength(answer) <= longest)
      if (Buffer.byteLength(text) <= longest) assert.equal(answer, text)
    }),
  )
})

test('the same run gives the same bytes', () => {
  const records = ['b', 'a'].map((id) => record(answer(), { id }))
  assert.equal(JSON.stringify(summarise(records, 'answers')), JSON.stringify(summarise(records.toReversed(), 'answers')))
})
