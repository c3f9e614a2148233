import assert from 'node:assert/strict'
import test from 'node:test'
import { describeClaim, phrasesOf, wordedClaim } from '../../../src/dataset/lint/phrases.ts'
import type { Claim } from '../../../src/domain/sample.ts'

const named = (claim: Claim, name: string, phrases: readonly string[]): void =>
  void test(`${JSON.stringify(claim)} is named ${name}`, () => {
    assert.equal(describeClaim(claim), name)
    assert.deepEqual(phrasesOf(claim), phrases)
  })

named({ number: 2.5, unit: 'EUR' }, '2.5 EUR', ['2.5 EUR'])
named({ number: 16 }, '16', ['16'])
named({ date: '2026-03-01' }, '2026-03-01', ['2026-03-01'])
named({ bool: false, aliases: ['cannot', 'never'] }, 'no', ['cannot', 'never'])
named({ set: ['one', ['two', '2']] }, 'one, two', ['one', 'two', '2'])
named({ text: 'by post', aliases: ['mail'] }, '"by post"', ['by post', 'mail'])

test('a yes or no is worded by its aliases, and not at all without them', () => {
  assert.deepEqual(wordedClaim({ bool: true, aliases: ['you can', 'possible'] }), { text: 'you can', aliases: ['possible'] })
  assert.equal(wordedClaim({ bool: true }), undefined)
})
