import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { normalQuantile } from '../../src/stats/normal.ts'
import { wilson } from '../../src/stats/wilson.ts'
import { assertWithin, refusal } from './close.ts'

const NEWCOMBE_1998 = [
  { successes: 81, n: 263, bounds: ['0.2553', '0.3662'] },
  { successes: 15, n: 148, bounds: ['0.0624', '0.1605'] },
  { successes: 0, n: 20, bounds: ['0.0000', '0.1611'] },
  { successes: 1, n: 29, bounds: ['0.0061', '0.1718'] },
]

for (const { successes, n, bounds } of NEWCOMBE_1998) {
  test(`${successes} of ${n} have the 95 % bounds printed by Newcombe 1998`, () => {
    const { lower, upper } = wilson(successes, n, normalQuantile(0.975))
    assert.deepEqual([lower.toFixed(4), upper.toFixed(4)], bounds)
  })
}

const counts = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.5, max: 1e7, noNaN: true }))
const critical = fc.double({ min: 0.01, max: 12, noNaN: true })

test('each bound solves (share - p)² = z²·p(1 - p)/n on its side of the share', () => {
  fc.assert(
    fc.property(counts, critical, ([share, n], z) => {
      const { lower, upper } = wilson(share * n, n, z)
      for (const p of [lower, upper]) assertWithin((share - p) ** 2, (z * z * p * (1 - p)) / n, 1e-13)
      assert.ok(0 <= lower && lower <= share + 1e-15 && share - 1e-15 <= upper && upper <= 1)
    }),
  )
})

test('counting failures mirrors the bounds', () => {
  fc.assert(
    fc.property(counts, critical, ([share, n], z) => {
      const [there, back] = [wilson(share * n, n, z), wilson(n - share * n, n, z)]
      assertWithin(there.lower, 1 - back.upper, 1e-14)
    }),
  )
})

for (const n of [0.5, 1, 20, 1e9]) {
  test(`none and all of ${n} reach 0 and 1 exactly, and z²/(n + z²) from there`, () => {
    const [none, all] = [wilson(0, n, 3), wilson(n, n, 3)]
    assert.deepEqual([none.lower, all.upper], [0, 1])
    assertWithin(none.upper, 9 / (n + 9), 1e-15)
    assertWithin(all.lower, n / (n + 9), 1e-15)
  })
}

for (const [successes, n, z] of [
  [0, 0, 2],
  [0, Infinity, 2],
  [3, 2, 2],
  [-1, 2, 2],
  [NaN, 2, 2],
  [1, 2, 0],
  [1, 2, -2],
  [1, 2, Infinity],
] as const)
  test(`${successes} of ${n} at ${z} is refused`, () => assert.throws(() => wilson(successes, n, z), refusal))
