import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import test from 'node:test'
import { UsageError } from '../../src/domain/usage-error.ts'
import { textsOf } from '../../src/rag/knowledge.ts'
import { readIndex, vectorIndex, writeIndex } from '../../src/transport/local-index.ts'
import { useLite } from '../../src/transport/local-use-lite.ts'
import { local } from '../../src/transport/local.ts'
import { shippedDocuments, shippedQuestions, stillClock, vectorsFile } from '../scripts/shipped.ts'
import { calm, embedCall, fakeAsk } from './fake-ask.ts'

const vectors = new Map([
  ['one', Float32Array.of(1, 0)],
  ['two', Float32Array.of(0, -0.5)],
  ['', Float32Array.of(0.25, 0.125)],
])
const bytes = writeIndex(useLite.weights, vectors)
const call = (...texts: string[]) => ({ ...embedCall(...texts), model: useLite.name })

test('what is written is read again, and an unknown text is not found', () => {
  const index = readIndex(bytes)
  assert.deepEqual([index.weights, index.count], [useLite.weights, 3])
  for (const [text, vector] of vectors) assert.deepEqual(index.find(text), vector)
  assert.equal(index.find('three'), undefined)
})

test('the bytes do not depend on the order of the texts, and lie at any offset', () => {
  assert.deepEqual(writeIndex(useLite.weights, new Map([...vectors].toReversed())), bytes)
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  assert.deepEqual(readIndex(shifted.subarray(3)).find('two'), vectors.get('two'))
})

test('an empty index finds nothing', () => assert.equal(readIndex(writeIndex(useLite.weights, new Map())).find('x'), undefined))

const changed = (at: number, value: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = value
  return copy
}
const damaged: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['an empty file', new Uint8Array(), /is no vector index/],
  ['another file', changed(0, 0), /is no vector index/],
  ['a later format', changed(8, 2), /has format 2/],
  ['a file that was cut', bytes.subarray(0, -1), /bytes where/],
  ['other weights', changed(12, 0), /other weights/],
]
for (const [name, content, message] of damaged) {
  test(`${name} is refused with what to do about it`, () => {
    assert.throws(
      () => vectorIndex(content),
      (error) => error instanceof UsageError && message.test(error.message) && error.problems[0]?.hint !== undefined,
    )
  })
}

test('known texts are answered without asking, the rest is asked for in one call', async () => {
  const { ask, asked } = fakeAsk()
  const indexed = vectorIndex(bytes)(ask)
  const known = await indexed(call('two', 'one'), calm)
  assert.deepEqual([known.vectors, known.cached, known.attempts, asked.length], [[vectors.get('two'), vectors.get('one')], true, 0, 0])
  const mixed = await indexed(call('three', 'one', 'four!'), calm)
  assert.deepEqual(asked, [call('three', 'four!')])
  assert.deepEqual(mixed.vectors, [Float32Array.of(5, 1), vectors.get('one'), Float32Array.of(5, 1)])
  assert.equal(mixed.cached, false)
})

test('calls to other models pass', async () => {
  const { ask, asked } = fakeAsk()
  await vectorIndex(bytes)(ask)(embedCall('one'), calm)
  assert.deepEqual(asked, [embedCall('one')])
})

test('the committed vectors are those of the committed corpus and questions', async () => {
  const texts = [...new Set([...textsOf(shippedDocuments()), ...shippedQuestions()])]
  const index = readIndex(readFileSync(vectorsFile))
  assert.equal(index.count, texts.length, 'run: npm run index')
  assert.deepEqual(
    texts.filter((text) => index.find(text) === undefined),
    [],
    'run: npm run index',
  )
  assert.ok(statSync(vectorsFile).size <= 5 * 1024 * 1024)
  const drawn = sample(texts, 20)
  const { vectors: fresh } = await local(stillClock)(call(...drawn), calm)
  assert.deepEqual(fresh, drawn.map(index.find))
})

/** The same draw every time (a linear congruential generator, Numerical Recipes). */
const sample = (texts: readonly string[], size: number): readonly string[] => {
  let state = 20_260_101
  return Array.from({ length: size }, () => {
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32
    return texts[Math.floor((state / 2 ** 32) * texts.length)] ?? ''
  })
}
