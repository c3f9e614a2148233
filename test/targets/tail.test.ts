import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { redactor } from '../../src/targets/redact.ts'
import { tailOf } from '../../src/targets/tail.ts'

test('no cut between two chunks, and none at the beginning of the tail, leaves a part of a secret', () => {
  const secret = 'abcdefgh12345678'
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('x', 'yy', secret, '\n'), { maxLength: 40 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 7 }),
      (parts, keep, step) => {
        const text = parts.join('')
        const tail = tailOf(redactor({ KEY: secret }), keep)
        for (let at = 0; at < text.length; at += step + 1) tail.add(text.slice(at, at + step + 1))
        const shown = tail.text()
        for (let length = 4; length <= secret.length; length += 1)
          for (let at = 0; at + length <= secret.length; at += 1)
            assert.ok(!shown.includes(secret.slice(at, at + length)), `${shown} of ${text}`)
      },
    ),
  )
})

test('a value too short to be a secret hides nothing', () => {
  assert.equal(redactor({ SHORT: 'abc', EMPTY: '' }).redact('abc abc'), 'abc abc')
})

test('the longer of two secrets that begin alike is not cut in half by the shorter', () => {
  assert.equal(redactor({ SHORT: 'abcd', LONG: 'abcdefgh' }).redact('abcdefgh abcd'), '[LONG] [SHORT]')
})
