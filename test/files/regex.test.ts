import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { compileRegex, regexFault } from '../../src/files/regex.ts'

const isRe2 = (pattern: string): boolean => {
  try {
    RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}

const parts = [
  'a',
  'b c',
  '.',
  '^',
  '$',
  '|',
  '(',
  '(?:',
  ')',
  '[',
  '[^',
  ']',
  '{',
  '}',
  '{2}',
  '{2,3}',
  '{1000}',
  '{1001}',
  ',',
  '*',
  '+',
  '?',
  '-',
  '(?=',
  '(?!',
  '(?<n>',
  '(?P<n>',
  '(?i)',
  '\\b',
  '\\d',
  '\\1',
  '\\k<n>',
  '\\Z',
  '\\z',
  '\\u0041',
  '\\p{L}',
  '\\c',
  '\\Q',
  '\\/',
  '\\-',
  '&&',
  '/',
  'é',
]

test('a pattern is refused exactly where RE2 refuses it, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (given) => {
      const pattern = given.join('')
      assert.equal(regexFault(pattern) === undefined, isRe2(pattern), pattern)
    }),
    { numRuns: 5000 },
  )
})

test('the fault of a pattern is one line', () => {
  assert.match(regexFault('a(?=b)') ?? '', /^not an RE2 expression: [^\n]+$/)
})

test('a pattern that was compiled is not compiled again, and flags make another one of it', () => {
  assert.equal(compileRegex('ab+'), compileRegex('ab+'))
  assert.deepEqual([compileRegex('ab+').test('xABB'), compileRegex('ab+', 'i').test('xABB')], [false, true])
})
