import assert from 'node:assert/strict'
import test from 'node:test'
import { compileSchema } from '../../src/files/validate.ts'

const draft07 = 'http://json-schema.org/draft-07/schema#'
const draft2020 = 'https://json-schema.org/draft/2020-12/schema'

test('an unknown key is named with the nearest known one', () => {
  const check = compileSchema({ $schema: draft07, type: 'object', additionalProperties: false, properties: { metrics: {}, target: {} } })
  assert.deepEqual(check({ metrcis: 1 }), [{ path: ['metrcis'], message: 'unknown key metrcis', hint: 'did you mean metrics?' }])
})

test('every error is reported, with its path', () => {
  const check = compileSchema({
    type: 'object',
    properties: { a: { type: 'number' }, b: { enum: ['threshold', 'evidence'] } },
    required: ['c'],
  })
  assert.deepEqual(check({ a: 'x', b: 'treshold' }), [
    { path: [], message: 'c is missing' },
    { path: ['a'], message: 'has to be number, is "x"' },
    { path: ['b'], message: 'treshold is not one of threshold, evidence', hint: 'did you mean threshold?' },
  ])
})

test('formats are checked', () => {
  assert.equal(compileSchema({ type: 'string', format: 'date' })('2026-02-31').length, 1)
})

test('both drafts are read', () => {
  assert.equal(
    compileSchema({ $schema: draft2020, type: 'array', prefixItems: [{ type: 'string' }], items: false, minItems: 1 })(['x']).length,
    0,
  )
  assert.equal(
    compileSchema({ $schema: draft07, type: 'array', items: [{ type: 'string' }], additionalItems: false, minItems: 1 })([1]).length,
    1,
  )
})

test('__proto__ in a value does not pass for a property', () => {
  const check = compileSchema({ type: 'object', required: ['answer'], properties: { answer: { type: 'string' } } })
  assert.equal(check(JSON.parse('{"__proto__":{"answer":"x"}}')).length, 1)
})

const refused = (name: string, schema: object, message: RegExp): void =>
  void test(`refused: ${name}`, () => {
    assert.throws(
      () => compileSchema(schema),
      (error) => error instanceof TypeError && message.test(error.message),
    )
  })

refused('$async, whose check would return a Promise', { type: 'object', properties: { a: { $async: true } } }, /\$async/)
refused('a remote $ref', { $ref: 'https://example.com/schema.json' }, /remote/)
refused('an unknown draft', { $schema: 'http://json-schema.org/draft-04/schema#' }, /unknown draft/)
refused('an unknown keyword', { type: 'string', maxlength: 3 }, /maxlength/)
refused('a pattern that RE2 cannot express', { type: 'string', pattern: '(a)\\1' }, /RE2|invalid/)

test('a pattern that would take a backtracking engine minutes is answered at once', () => {
  assert.equal(compileSchema({ type: 'string', pattern: '^(a+)+$' })(`${'a'.repeat(5000)}b`).length, 1)
})

test('each pattern of a schema is itself, not the first one of them', () => {
  const check = compileSchema({
    type: 'object',
    properties: { a: { type: 'string', pattern: '^a+$' }, b: { type: 'string', pattern: '^b+$' } },
  })
  assert.deepEqual(check({ a: 'aa', b: 'bb' }), [])
  assert.deepEqual(
    check({ a: 'bb', b: 'aa' }).map(({ path }) => path),
    [['a'], ['b']],
  )
})

test('of a choice, the branch of the value’s kind is heard; where there is none, the kinds are named', () => {
  const check = compileSchema({
    anyOf: [
      { type: 'string', minLength: 1 },
      { type: 'array', items: { type: 'string' } },
    ],
  })
  assert.deepEqual(check(''), [{ path: [], message: 'must NOT have fewer than 1 characters, is ""' }])
  assert.deepEqual(check(['a', 5]), [{ path: [1], message: 'has to be string, is 5' }])
  assert.deepEqual(check(5), [{ path: [], message: 'has to be string or array, is 5' }])
  const trials = compileSchema({ anyOf: [{ const: 'auto' }, { type: 'integer', minimum: 1 }] })
  assert.deepEqual(trials('often'), [{ path: [], message: 'has to be "auto" or integer, is "often"' }])
  assert.deepEqual(trials(0), [{ path: [], message: 'must be >= 1, is 0' }])
})
