import assert from 'node:assert/strict'
import test from 'node:test'
import { bm25Of } from '../../src/rag/bm25.ts'
import { feedback } from '../../src/rag/feedback.ts'
import { editDistance, spellingOf } from '../../src/rag/spelling.ts'
import { tokenizer, wordsOf } from '../../src/rag/tokens.ts'
import { trigramsOf } from '../../src/rag/trigrams.ts'
import { mix, zScores } from '../../src/rag/z-scores.ts'

const rounded = (values: Iterable<number>): readonly number[] => Array.from(values, (value) => Math.round(value * 1e4) / 1e4)

test('BM25 is what its formula gives by hand', () => {
  const { scores, idf } = bm25Of([['fee', 'fee', 'card'], ['card'], ['loan', 'rate']])
  const rare = Math.log(1 + (3 - 1 + 0.5) / 1.5)
  assert.equal(idf('fee'), rare)
  assert.equal(idf('unknown'), Math.log(1 + 3.5 / 0.5))
  assert.deepEqual(rounded(scores(new Map([['fee', 1]]))), rounded([(rare * 2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 3) / 2)), 0, 0]))
})

test('BM25 of no texts and of no known term is empty or zero', () => {
  assert.deepEqual([...bm25Of([]).scores(new Map([['x', 1]]))], [])
  assert.deepEqual([...bm25Of([['a']]).scores(new Map([['x', 1]]))], [0])
})

test('trigrams find a misspelt word, and a text itself with cosine 1', () => {
  const { scores } = trigramsOf(['transfer abroad', 'standing order', 'card limit'])
  const misspelt = scores('trasnfer')
  assert.ok((misspelt[0] ?? 0) > 2 * (misspelt[1] ?? 0) && misspelt[2] === 0)
  assert.equal(Math.round((scores('card limit')[2] ?? 0) * 1e6), 1e6)
  assert.deepEqual([...scores('')], [0, 0, 0])
})

const distances: readonly (readonly [string, string, number])[] = [
  ['acount', 'account', 1],
  ['trasnfer', 'transfer', 1],
  ['same', 'same', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
]
for (const [one, other, expected] of distances) {
  test(`from "${one}" to "${other}" is ${expected} edits`, () => assert.equal(editDistance(one, other), expected))
}

const spelling = spellingOf(
  new Map([
    ['account', 9],
    ['transfer', 4],
    ['fee', 7],
    ['form', 2],
    ['fork', 2],
    ['fort', 3],
  ]),
)
const corrections: readonly (readonly [string, string | undefined])[] = [
  ['acount', 'account'],
  ['trasnfir', 'transfer'],
  ['account', undefined],
  ['fea', undefined],
  ['2024', undefined],
  ['weather', undefined],
  ['forx', 'fort'],
]
for (const [term, known] of corrections) {
  test(`"${term}" is ${known === undefined ? 'left as it is' : `taken for "${known}"`}`, () => assert.equal(spelling(term), known))
}

test('words keep numbers whole, and signs become words', () => {
  assert.deepEqual(wordsOf('€2,000.50 or 0.6% at 10:30, don’t!'), ['euro', '2,000.50', 'or', '0.6', 'percent', 'at', '10:30', "don't"])
})

test('stemming can be turned off', () => {
  assert.deepEqual(tokenizer({ stemming: true })('How are the fees?'), ['fee'])
  assert.deepEqual(tokenizer({ stemming: false })('How are the fees?'), ['fees'])
})

test('z-scores have mean 0 and deviation 1, and equal scores are all 0', () => {
  assert.deepEqual(rounded(zScores(Float64Array.of(1, 3))), [-1, 1])
  assert.deepEqual([...zScores(Float64Array.of(2, 2, 2))], [0, 0, 0])
  assert.deepEqual([...zScores(new Float64Array())], [])
})

test('a mix weighs each list after standardising it', () => {
  const mixed = mix(
    [
      { weight: 1, scores: Float64Array.of(0, 100) },
      { weight: 0.5, scores: Float64Array.of(1, 0) },
    ],
    2,
  )
  assert.deepEqual(rounded(mixed), [-0.5, 0.5])
})

const column = (size: number, values: Readonly<Record<number, number>>): Float64Array =>
  Float64Array.from({ length: size }, (_, place) => values[place] ?? 0)

test('feedback lifts what is like the leaders', () => {
  const moved = feedback(column(40, { 0: 5 }), (document) => column(40, document === 0 ? { 5: 9 } : {}))
  assert.ok((moved[5] ?? 0) > (moved[4] ?? 0))
  assert.equal(moved.indexOf(Math.max(...moved)), 0)
})

test('feedback leaves equal scores, and those of a small corpus, in their order', () => {
  assert.deepEqual([...feedback(new Float64Array(40), () => new Float64Array(40))], [...new Float64Array(40)])
  assert.deepEqual([...feedback(column(3, { 0: 1 }), () => column(3, { 2: 9 }))], [...zScores(column(3, { 0: 1 }))])
})
