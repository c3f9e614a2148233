import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { commonDenominator } from '../../src/stats/common-denominator.ts'

const CASES = [
  { values: [], limit: 10, denominator: 1 },
  { values: [3, 2], limit: 10, denominator: 1 },
  { values: [0.5, 1 / 3], limit: 10, denominator: 6 },
  { values: [0.1 + 0.2, 0.7 - 0.4], limit: 10, denominator: 10 },
  { values: [1 / 7, 2 / 11, 5 / 13], limit: 1001, denominator: 1001 },
  { values: [1 / 7, 2 / 11, 5 / 13], limit: 1000, denominator: undefined },
  { values: [0.000001], limit: Infinity, denominator: 1_000_000 },
  { values: [1 / 1_000_003], limit: Infinity, denominator: undefined },
  { values: [Math.PI - 3], limit: 20_000, denominator: undefined },
  { values: [1e-8], limit: Infinity, denominator: undefined },
  { values: [1], limit: 0.5, denominator: undefined },
]

for (const { values, limit, denominator } of CASES) {
  test(`[${values.join(', ')}] up to ${limit} have the common denominator ${denominator}`, () => {
    assert.equal(commonDenominator(values, limit), denominator)
  })
}

test('sums of fractions have the least common multiple of the denominators that do not cancel', () => {
  const fraction = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(fc.array(fraction, { minLength: 1, maxLength: 3 }), (fractions) => {
      const expected = fractions.reduce((common, [top, bottom]) => leastMultiple(common, bottom / greatestDivisor(top, bottom)), 1)
      const values = fractions.map(([top, bottom]) => top / bottom)
      assert.equal(commonDenominator(values, 8000), expected)
    }),
  )
})

function leastMultiple(one: number, other: number): number {
  return (one / greatestDivisor(one, other)) * other
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other)
}
