import assert from 'node:assert/strict'
import test from 'node:test'
import { trigramsOf } from '../../../src/dataset/lint/trigrams.ts'
import { findTwins } from '../../../src/dataset/lint/twins.ts'
import { tested } from './made.ts'

const pairsOf = (...inputs: readonly string[]): readonly string[] =>
  findTwins(tested(...inputs.map((input, index) => ({ id: String.fromCodePoint(97 + index), input })))).map(
    ({ earlier, later }) => `${earlier.sample.id}${later.sample.id}`,
  )

test('case, accents, punctuation and spacing are no wording', () => {
  assert.deepEqual(pairsOf('Où est ma carte ?', 'ou EST  ma carte!!'), ['ab'])
})

test('short inputs count: one letter is a text', () => {
  assert.deepEqual([...trigramsOf('A')], [' a '])
  assert.deepEqual(pairsOf('hi', 'Hi!', 'ho'), ['ab'])
})

test('inputs of punctuation alone are compared as they stand', () => {
  assert.deepEqual(pairsOf('???', '???', '!!!'), ['ab'])
})

test('a thousand copies are a thousand pairs, not half a million', () => {
  const copies = tested(...Array.from({ length: 1000 }, (_, index) => ({ id: `s${index}`, input: 'hi' })))
  assert.equal(findTwins(copies).length, 999)
})

test('whoever reads like a copy is paired with the first of the copies', () => {
  const input = 'how long does the transfer to my savings account take'
  assert.deepEqual(pairsOf(input, input, `${input}n`), ['ab', 'ac'])
})
