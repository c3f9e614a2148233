import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { mcnemarExact, mcnemarMid } from '../../src/stats/mcnemar.ts'
import { normalCdf } from '../../src/stats/normal.ts'
import { assertClose, assertWithin, refusal } from './close.ts'

const FAGERLAND_2013 = [
  { study: 'Bentur et al. 2009', b: 1, c: 7, exact: 18 / 256, mid: 10 / 256 },
  { study: 'Cavo et al. 2012', b: 6, c: 16, exact: 220112 / 2 ** 22, mid: 145499 / 2 ** 22 },
]

for (const { study, b, c, exact, mid } of FAGERLAND_2013) {
  test(`the table of ${study} in Fagerland et al. 2013 has the two-sided p-values ${exact.toFixed(4)}, mid-p ${mid.toFixed(4)}`, () => {
    assertClose(mcnemarExact({ b, c }).twoSided, exact, 1e-12)
    assertClose(mcnemarMid({ b, c }).twoSided, mid, 1e-12)
  })
}

test('as many for a drop as against it are no sign of a difference', () => {
  assert.equal(mcnemarExact({ b: 4, c: 4 }).twoSided, 1)
  assertClose(mcnemarMid({ b: 4, c: 4 }).twoSided, 1 - 70 / 512, 1e-12)
  assertClose(mcnemarMid({ b: 4, c: 4 }).oneSided, 0.5, 1e-12)
})

test('where nothing differs the exact p-values are 1, and the mid ones 1/2', () => {
  assert.deepEqual(mcnemarExact({ b: 0, c: 0 }), { oneSided: 1, twoSided: 1 })
  assert.deepEqual(mcnemarMid({ b: 0, c: 0 }), { oneSided: 0.5, twoSided: 0.5 })
})

const small = fc.record({ b: fc.integer({ min: 0, max: 8 }), c: fc.integer({ min: 0, max: 6 }) })

test('both are what counting every way to share out the discordant pairs gives', () => {
  fc.assert(
    fc.property(small, ({ b, c }) => {
      const ways = waysByCount(b + c)
      const share = (holds: (count: number) => boolean): number =>
        ways.reduce((sum, number, count) => sum + (holds(count) ? number : 0), 0) / 2 ** (b + c)
      const further = (count: number): boolean => Math.abs(2 * count - b - c) > Math.abs(b - c)
      const asFar = (count: number): boolean => Math.abs(2 * count - b - c) === Math.abs(b - c)
      assertWithin(
        mcnemarExact({ b, c }).oneSided,
        share((count) => count >= b),
        1e-12,
      )
      assertWithin(mcnemarMid({ b, c }).oneSided, share((count) => count > b) + share((count) => count === b) / 2, 1e-12)
      assertWithin(mcnemarExact({ b, c }).twoSided, share(further) + share(asFar), 1e-12)
      assertWithin(mcnemarMid({ b, c }).twoSided, share(further) + share(asFar) / 2, 1e-12)
    }),
  )
})

const table = fc.record({ b: fc.integer({ min: 0, max: 5000 }), c: fc.integer({ min: 0, max: 5000 }) })

test('p-values lie in [0, 1], mid-p never above exact, and two-sided ones do not depend on the direction', () => {
  fc.assert(
    fc.property(table, ({ b, c }) => {
      const [exact, mid, turned] = [mcnemarExact({ b, c }), mcnemarMid({ b, c }), mcnemarMid({ b: c, c: b })]
      for (const side of ['oneSided', 'twoSided'] as const) assert.ok(0 <= mid[side] && mid[side] <= exact[side] && exact[side] <= 1)
      assertWithin(mid.twoSided, turned.twoSided, 1e-12)
      assertWithin(mid.oneSided + turned.oneSided, 1, 1e-12)
    }),
  )
})

test('with many discordant pairs the mid-p value is near the normal one', () => {
  for (const b of [4900, 5000, 5050, 5200]) {
    assertWithin(mcnemarMid({ b, c: 10_000 - b }).oneSided, normalCdf((10_000 - 2 * b) / 100), 2e-5)
  }
})

for (const [b, c] of [
  [-1, 3],
  [3, -5],
  [0.5, 3],
  [NaN, 3],
] as const)
  test(`${b} against ${c} are refused`, () => {
    assert.throws(() => mcnemarExact({ b, c }), refusal)
    assert.throws(() => mcnemarMid({ b, c }), refusal)
  })

function waysByCount(n: number): readonly number[] {
  const ways = Array.from({ length: n + 1 }, () => 0)
  for (let pattern = 0; pattern < 2 ** n; pattern += 1) ways[[...pattern.toString(2)].filter((bit) => bit === '1').length]! += 1
  return ways
}
