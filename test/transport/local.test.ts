import assert from 'node:assert/strict'
import test from 'node:test'
import { CallFailed } from '../../src/domain/call.ts'
import { batching } from '../../src/transport/local-batches.ts'
import { checkWeights, loadTokens, useLite } from '../../src/transport/local-use-lite.ts'
import type { Vectors } from '../../src/transport/local-use-lite.ts'
import { local, localAvailability } from '../../src/transport/local.ts'
import { stillClock } from '../scripts/shipped.ts'
import { calm, chatCall, embedCall } from './fake-ask.ts'

const ask = local(stillClock)
const embed = async (...texts: string[]): Promise<readonly Float32Array[]> =>
  (await ask({ ...embedCall(...texts), model: useLite.name }, calm)).vectors

const dot = (one: Float32Array | undefined, other: Float32Array | undefined): number =>
  Array.from(one ?? []).reduce((sum, value, place) => sum + value * (other?.[place] ?? 0), 0)

const handlers = (): number => process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection')

test('loading the model leaves the handling of uncaught exceptions alone', async () => {
  const before = handlers()
  await embed('first of all')
  assert.equal(handlers(), before)
})

test('vectors have the model’s dimensions and length one, and tell like from unlike', async () => {
  const [lost, missing, weather] = await embed('I lost my bank card.', 'My card is missing, what now?', 'It will rain in the mountains.')
  assert.equal(lost?.length, useLite.dimensions)
  assert.ok(Math.abs(dot(lost, lost) - 1) < 1e-3)
  assert.ok(dot(lost, missing) > dot(lost, weather) + 0.2)
})

test('a text has the same vector whatever it is embedded with', async () => {
  const texts = [
    'fee?',
    'how long does a transfer to the US take',
    'The card costs four euros. '.repeat(40),
    'my card was declined',
    'refund time',
  ]
  const alone: (Float32Array | undefined)[] = []
  for (const text of texts) alone.push((await embed(text))[0])
  assert.deepEqual(await embed(...texts), alone)
  const crowd = await Promise.all(Array.from({ length: 40 }, (_, place) => embed(texts[place % 5] ?? '')))
  assert.deepEqual(
    crowd.map(([vector]) => vector),
    Array.from({ length: 40 }, (_, place) => alone[place % 5]),
  )
})

test('white space does not matter, and a sign no vocabulary has is embedded too', async () => {
  const [one, other, sign] = await embed('my  card\nwas lost ', 'my card was lost', '🤷')
  assert.deepEqual(one, other)
  assert.equal(sign?.length, useLite.dimensions)
})

const refused = [
  ['a text without words', { ...embedCall('x', ' \n'), model: useLite.name }, 'input'],
  ['another model', embedCall('x'), 'not_found'],
  ['a chat', chatCall, 'input'],
] as const
for (const [name, call, code] of refused) {
  test(`${name} is refused as ${code}`, async () => {
    await assert.rejects(ask(call, calm), (error) => error instanceof CallFailed && error.code === code && !error.retryable)
  })
}

test('a text that is refused does not disturb the calls beside it', async () => {
  const [good, bad] = await Promise.allSettled([embed('my card'), embed('')])
  assert.deepEqual([good.status, bad.status], ['fulfilled', 'rejected'])
})

test('a call that was called off ends as interrupted', async () => {
  const call = { ...embedCall('x'), model: useLite.name }
  await assert.rejects(ask(call, AbortSignal.abort()), (error) => error instanceof CallFailed && error.code === 'interrupted')
})

test('a model that cannot be loaded fails every call with the reason', async () => {
  const broken = local(stillClock, () => Promise.reject(new CallFailed('not_found', 'not installed')))
  const call = { ...embedCall('x'), model: useLite.name }
  for (const _ of [1, 2]) await assert.rejects(broken(call, calm), /not installed/)
})

test('other weights than the pinned ones are a mismatch', () => {
  assert.throws(
    () => checkWeights(new ArrayBuffer(4)),
    (error) => error instanceof CallFailed && error.code === 'model_mismatch',
  )
})

test('availability names the packages that are missing', () => {
  assert.deepEqual(localAvailability(), { available: true })
  const missing = localAvailability(['@energetic-ai/core', 'no-such-package'])
  assert.match(missing.available ? '' : missing.why, /missing no-such-package\); npm install no-such-package/)
})

/** Ids as the model's package gives them for the whole text. */
const encodings: readonly (readonly [string, readonly number[]])[] = [
  ['how do i cancel my standing order?', [140, 64, 103, 5233, 69, 3760, 641, 54]],
  ['Zürich: 2,000.50 € :) 🤷🤷', [1677, 6980, 5535, 57, 30, 5614, 6, 1019, 30, 5853, 658, 30, 0]],
  ['ﬁne x² unbelievableness', [839, 649, 288, 228, 2681, 349, 278, 268, 545]],
]
const idsOf = loadTokens()
for (const [text, ids] of encodings) test(`"${text}" has the tokens of the model's package`, () => assert.deepEqual(idsOf(text), ids))

const recorded =
  (batches: (readonly [number, number])[]): Vectors =>
  async (rows, length) => {
    batches.push([rows.length, length])
    await new Promise((resolve) => setImmediate(resolve))
    return rows.map((row) => Float32Array.of(row.length, 1))
  }
const words = (count: number): string => 'word '.repeat(count).trim()
const tokens = (text: string): readonly number[] => text.split(' ').map(() => 1)

test('texts that come together are batched by length, at most 32 at once', async () => {
  const batches: (readonly [number, number])[] = []
  const embedText = batching(tokens, [recorded(batches)])
  const texts = [...Array.from({ length: 40 }, () => words(5)), words(20), words(300)]
  await Promise.all(texts.map((text) => embedText(text, calm)))
  assert.deepEqual(batches, [
    [32, 8],
    [8, 8],
    [1, 24],
    [1, 128],
  ])
})

test('two lanes share the work', async () => {
  const lanes: (readonly [number, number])[][] = [[], []]
  const embedText = batching(tokens, lanes.map(recorded))
  await Promise.all(Array.from({ length: 10 }, () => embedText(words(5), calm)))
  assert.deepEqual(
    lanes.map((batches) => batches.length > 0),
    [true, true],
  )
})

test('a text that nobody waits for any more is not computed', async () => {
  const batches: (readonly [number, number])[] = []
  const embedText = batching(tokens, [recorded(batches)])
  void embedText(words(5), AbortSignal.abort())
  await embedText(words(5), calm)
  assert.deepEqual(batches, [[1, 8]])
})

test('a batch that fails fails its texts, and the next one is computed', async () => {
  let calls = 0
  const embedText = batching(tokens, [
    (rows) => ((calls += 1) === 1 ? Promise.reject(new Error('out of memory')) : Promise.resolve(rows.map(() => Float32Array.of(1, 0)))),
  ])
  await assert.rejects(embedText(words(5), calm), /out of memory/)
  assert.deepEqual(await embedText(words(5), calm), Float32Array.of(1, 0))
})
