import assert from 'node:assert/strict'
import test from 'node:test'
import { remembering } from '../../src/metrics/claims/memory.ts'
import { indexed, mentions, words } from '../../src/metrics/claims/words.ts'

const ROWS: readonly (readonly [text: string, found: string])[] = [
  ["The bank's fee is 2.50 €, 10 percent", 'the bank fee is 2.50 € 10 %'],
  ['Café, 1,000 and 8:30. Done', 'cafe 1,000 and 8:30 done'],
  ['two-factor • e-mail → C# +5%', 'two factor e mail c # + 5 %'],
  ['日本 and naïve', '日 本 and naive'],
  ["don't", "don't"],
]

for (const [text, found] of ROWS) {
  test(`the words of ${JSON.stringify(text)}`, () => assert.equal(shown(text), found))
  test(`the words of ${JSON.stringify(text)} are the same beside another script`, () => assert.equal(shown(`${text} ß`), `${found} ß`))
}

test('a phrase is found in every place, and found again', () => {
  const text = indexed('Basic Plus, then basic-plus. Plus')
  for (const _ of [1, 2]) assert.deepEqual(mentions('basic plus', text), [span(0, 10), span(17, 27)])
  assert.deepEqual(mentions('plus basic', text), [])
  assert.deepEqual(mentions('', text), [])
})

test('what is remembered is read once, until too many others came', () => {
  const read: string[] = []
  const length = remembering((text) => {
    read.push(text)
    return [text.length]
  }, 2)
  assert.deepEqual(['a', 'bb', 'a', 'ccc', 'bb', 'a'].map(length), [[1], [2], [1], [3], [2], [1]])
  assert.deepEqual(read, ['a', 'bb', 'ccc', 'a'])
})

function shown(text: string): string {
  return words(text)
    .map(({ word }) => word)
    .join(' ')
}

function span(start: number, end: number): { start: number; end: number } {
  return { start, end }
}
