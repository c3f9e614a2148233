import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { fromHalf, throughHalf, toHalf } from '../../src/transport/local-float16.ts'

/** Values and their binary16 encodings as IEEE 754 gives them. */
const encodings: readonly (readonly [number, number])[] = [
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [0.333251953125, 0x3555],
  [65_504, 0x7bff],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [Infinity, 0x7c00],
  [-Infinity, 0xfc00],
]
for (const [value, bits] of encodings) {
  test(`${Object.is(value, -0) ? '-0' : value} is 0x${bits.toString(16)} and back`, () => {
    assert.equal(toHalf(value), bits)
    assert.ok(Object.is(fromHalf(bits), value))
  })
}

const roundings: readonly (readonly [string, number, number])[] = [
  ['a tie goes to the even neighbour below', 1 + 2 ** -11, 0x3c00],
  ['a tie goes to the even neighbour above', 1 + 3 * 2 ** -11, 0x3c02],
  ['more than half goes up, also over a power of two', 2 - 2 ** -12, 0x4000],
  ['too large is infinite', 65_520, 0x7c00],
  ['just not too large is the largest', 65_519, 0x7bff],
  ['half the smallest is zero', 2 ** -25, 0x0000],
  ['more than half the smallest is the smallest', 1.1 * 2 ** -25, 0x0001],
  ['the largest subnormal rounds up to the smallest normal', 2 ** -14 - 2 ** -26, 0x0400],
]
for (const [claim, value, bits] of roundings) test(claim, () => assert.equal(toHalf(value), bits))

test('no number is no number', () => assert.ok(Number.isNaN(fromHalf(toHalf(Number.NaN)))))

test('every encoding but NaN comes back as itself', () => {
  for (let bits = 0; bits < 0x10000; bits += 1) if (!Number.isNaN(fromHalf(bits))) assert.equal(toHalf(fromHalf(bits)), bits)
})

test('rounding is to the nearest, and rounding again changes nothing', () => {
  fc.assert(
    fc.property(fc.float({ min: -1, max: 1, noNaN: true }), (value) => {
      const once = throughHalf(Float32Array.of(value))
      assert.deepEqual(throughHalf(once), once)
      assert.ok(Math.abs((once[0] ?? 0) - value) <= Math.max(2 ** -25, Math.abs(value) * 2 ** -11))
    }),
  )
})
