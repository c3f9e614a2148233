import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { canonicalJson } from '../../src/domain/canonical.ts'

const writes = (value: unknown, text: string): void => {
  test(`${text} is canonical`, () => assert.equal(canonicalJson(value), text))
}

writes({ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}')
writes({ 10: 'b', 9: 'a' }, '{"10":"b","9":"a"}')
writes({ a: undefined, b: {} }, '{"b":{}}')
writes(JSON.parse('{"__proto__":1}'), '{"__proto__":1}')
writes('\ud800', String.raw`"\ud800"`)
writes([-0, 1e21, 0.1], '[0,1e+21,0.1]')

for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, Symbol('s'), () => 1, [undefined]]) {
  test(`${String(value)} of type ${typeof value} has no canonical form`, () => assert.throws(() => canonicalJson(value), TypeError))
}

test('it says what JSON says, whatever the order of the keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed())
      assert.equal(canonicalJson(turned), canonicalJson(value))
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
    }),
  )
})
