import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { wordDiff, type Piece } from '../../src/report/word-diff.ts'

const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
const spelled = (pieces: readonly Piece[]): string => pieces.map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`).join('')

const differs = (claim: string, [before, after]: readonly [string, string], expected: string): void => {
  test(claim, () => assert.equal(spelled(wordDiff(before, after)), expected))
}

differs('the same text is one piece', ['a b c', 'a b c'], 'a b c')
differs('a changed word is removed and added', ['a b c', 'a x c'], 'a [-b -]{+x +}c')
differs('a new word is added', ['a c', 'a b c'], 'a {+b +}c')
differs('a dropped word is removed', ['a b c', 'a c'], 'a [-b -]c')
differs('words side by side are one piece', ['a b c d', 'a x y d'], 'a [-b c -]{+x y +}d')
differs('as much as can be is kept', ['the fee is 2 euros', 'today the fee was 4 euros'], '{+today +}the fee [-is 2 -]{+was 4 +}euros')
differs('a word is the same with other space behind it', ['a b', 'a b '], 'a b ')
differs('from nothing', ['', 'a b'], '{+a b+}')
differs('to nothing', ['a b', ''], '[-a b-]')
differs('of nothing', ['', ''], '')
differs('punctuation belongs to its word', ['at least 2.50.', 'at least 4.00.'], 'at least [-2.50.-]{+4.00.+}')

const word = fc.constantFrom('a', 'b', 'c', 'fee', '2.50', '語')
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '))
const words = (pieces: readonly Piece[], without: Piece['kind']): string =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map((piece) => piece.text.trim())
    .filter((each) => each !== '')
    .join(' ')

test('what is not added is the text before, what is not removed the text after', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = wordDiff(before, after)
      assert.equal(words(pieces, 'added'), before)
      assert.equal(words(pieces, 'removed'), after)
    }),
  )
})

test('no two pieces of a kind stand side by side', () => {
  fc.assert(
    fc.property(text, text, (before, after) =>
      assert.ok(wordDiff(before, after).every(({ kind }, index, all) => kind !== all[index - 1]?.kind)),
    ),
  )
})

const long = 'word '.repeat(1000)

test('a change behind a thousand equal words is found', () => {
  assert.deepEqual(wordDiff(`${long}old end`, `${long}new end`).slice(1), [
    { kind: 'removed', text: 'old ' },
    { kind: 'added', text: 'new ' },
    { kind: 'same', text: 'end' },
  ])
})

const many = (letter: string): string => Array.from({ length: 5000 }, (_, index) => `${letter}${index}`).join(' ')

test('texts that share nothing are compared by so many words only', () => {
  const sizes = wordDiff(many('a'), many('b')).map(({ kind, text: piece }) => [kind, piece.trim().split(' ').length])
  assert.deepEqual(sizes, [
    ['removed', 400],
    ['added', 400],
  ])
})
