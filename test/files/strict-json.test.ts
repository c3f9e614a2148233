import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseStrictJson } from '../../src/files/strict-json.ts'

const refused = (name: string, text: string, message: RegExp, column: number): void =>
  void test(`refused: ${name}`, () => {
    const result = parseStrictJson(text)
    assert.ok('fault' in result)
    assert.match(result.fault.message, message)
    assert.equal(result.fault.column, column)
  })

refused('a key twice in one object', '{"a":1,"b":{"a":2},"a":3}', /"a" stands twice/, 20)
refused('a key twice, once escaped', '{"a":1,"\\u0061":2}', /"a" stands twice/, 8)
refused('__proto__ as a key', '{"__proto__":{}}', /__proto__ is not allowed/, 2)
refused('constructor as a key, however deep', '{"x":[{"constructor":1}]}', /constructor/, 8)
refused('a lone surrogate', '{"a":"\\ud83d"}', /surrogate/, 6)
refused('a NUL character', '{"a":"x\\u0000"}', /NUL/, 6)
refused('65 levels', '['.repeat(65) + ']'.repeat(65), /deeper than 64/, 65)
refused('a trailing comma', '{"a":1,}', /not JSON/, 8)
refused('a text cut short', '{"a":', /not JSON/, 6)

test('the same key in two objects is fine, and so is one as a value', () => {
  assert.deepEqual(parseStrictJson('[{"a":"a"},{"a":"__proto__"}]'), { value: [{ a: 'a' }, { a: '__proto__' }] })
})

test('whatever JSON.stringify writes is read back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value)
      const result = parseStrictJson(text)
      if ('fault' in result) assert.match(result.fault.message, /not allowed|NUL|surrogate/)
      else assert.equal(JSON.stringify(result.value), text)
    }),
  )
})
