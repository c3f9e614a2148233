import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { binomialCdf, binomialMass, binomialSurvival } from '../../src/stats/binomial.ts'
import { normalCdf } from '../../src/stats/normal.ts'
import { assertClose, assertWithin, refusal } from './close.ts'

const PUBLISHED = [
  { source: 'a fair coin', k: 3, n: 10, p: 0.5, atMost: 176 / 1024 },
  { source: 'a fair coin', k: 9, n: 10, p: 0.5, atMost: 1023 / 1024 },
  { source: 'six dice without a six', k: 0, n: 6, p: 1 / 6, atMost: 15625 / 46656 },
  { source: 'six dice with one six at most (Pepys 1693)', k: 0, n: 6, p: 1 / 6, atMost: 1 - 31031 / 46656 },
  { source: 'twelve dice with one six at most (Pepys 1693)', k: 1, n: 12, p: 1 / 6, atMost: 1 - 1346704211 / 2176782336 },
]

for (const { source, k, n, p, atMost } of PUBLISHED) {
  test(`${source}: at most ${k} of ${n} has the chance ${atMost.toFixed(6)}`, () => {
    assertClose(binomialCdf(k, n, p), atMost, 1e-13)
    assertClose(binomialSurvival(k, n, p), 1 - atMost, 1e-13)
  })
}

const sixtyFourths = fc.integer({ min: 1, max: 63 })
const trials = fc.integer({ min: 1, max: 150 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

test('mass and both tails are the sums in whole numbers, relative to their size', () => {
  fc.assert(
    fc.property(trials, sixtyFourths, ([k, n], of64) => {
      const masses = massesInWholeNumbers(n, of64)
      const within = (from: number, to: number): number => ratio(masses.slice(from, to), 64n ** BigInt(n))
      assertClose(binomialMass(k, n, of64 / 64), within(k, k + 1), 1e-11)
      if (k <= (n * of64) / 64) assertClose(binomialCdf(k, n, of64 / 64), within(0, k + 1), 1e-11)
      else assertClose(binomialSurvival(k, n, of64 / 64), within(k + 1, n + 1), 1e-11)
      assertWithin(binomialCdf(k, n, of64 / 64), within(0, k + 1), 1e-13)
      assertWithin(binomialSurvival(k, n, of64 / 64), within(k + 1, n + 1), 1e-13)
    }),
  )
})

test('the two tails make up 1', () => {
  const large = fc.integer({ min: 1, max: 1e6 }).chain((n) => fc.tuple(fc.integer({ min: -1, max: n }), fc.constant(n)))
  fc.assert(
    fc.property(large, fc.double({ min: 0, max: 1, noNaN: true }), ([k, n], p) =>
      assertWithin(binomialCdf(k, n, p) + binomialSurvival(k, n, p), 1, 1e-14),
    ),
  )
})

const LARGE = [
  { k: 499_000, n: 1e6, p: 0.5, atMost: 0.02280414993269104 },
  { k: 149_000, n: 1e6, p: 0.15, atMost: 0.0025440674478637367 },
  { k: 49_000, n: 1e5, p: 0.5, atMost: 1.294358019173449e-10 },
]

for (const { k, n, p, atMost } of LARGE) {
  test(`at most ${k} of ${n} has the chance that 60 digits give`, () => assertClose(binomialCdf(k, n, p), atMost, 1e-11))
}

test('of a thousand million trials the tail is near the normal one, corrected for steps and skewness', () => {
  const [n, p] = [1e9, 0.25]
  const deviation = Math.sqrt(n * p * (1 - p))
  for (const z of [-4, -2, -0.5, 0.5, 2, 4]) {
    const k = Math.round(n * p + z * deviation)
    const x = (k + 0.5 - n * p) / deviation
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
    assertWithin(binomialCdf(k, n, p), normalCdf(x) - (density * (x * x - 1) * (1 - 2 * p)) / (6 * deviation), 1e-8)
  }
})

for (const [k, n, p, atMost] of [
  [-1, 5, 0.3, 0],
  [5, 5, 0.3, 1],
  [0, 0, 0.3, 1],
  [0, 5, 0, 1],
  [4, 5, 1, 0],
  [5, 5, 1, 1],
  [-7, 0, 1, 0],
] as const)
  test(`at most ${k} of ${n} at ${p} has the chance ${atMost}`, () => {
    assert.equal(binomialCdf(k, n, p), atMost)
    assert.equal(binomialSurvival(k, n, p), 1 - atMost)
  })

test('of a thousand million trials of which one is expected, none succeed with the chance of Poisson, as far as that holds', () => {
  assertClose(binomialCdf(0, 1e9, 1e-9), Math.exp(-1) * (1 - 0.5e-9), 1e-13)
})

test('outside the possible numbers there is no mass', () => {
  assert.deepEqual([binomialMass(-1, 5, 0.3), binomialMass(6, 5, 0.3), binomialMass(1, 5, 0), binomialMass(4, 5, 1)], [0, 0, 0, 0])
  assert.deepEqual([binomialMass(0, 5, 0), binomialMass(5, 5, 1), binomialMass(0, 0, 0.5), binomialMass(0, 0, 1)], [1, 1, 1, 1])
})

test('a chance below the smallest that 1 can lose still counts', () => assertClose(binomialSurvival(0, 1000, 1e-20), 1e-17, 1e-12))

for (const [k, n, p] of [
  [0.5, 5, 0.3],
  [NaN, 5, 0.3],
  [1, 5.5, 0.3],
  [1, -1, 0.3],
  [1, Infinity, 0.3],
  [1, 5, -0.1],
  [1, 5, 1.1],
  [1, 5, NaN],
] as const)
  test(`${k} of ${n} at ${p} is refused`, () => {
    for (const chance of [binomialCdf, binomialSurvival, binomialMass]) assert.throws(() => chance(k, n, p), refusal)
  })

/** C(n, k)·s^k·(64 - s)^(n - k) for k = 0 … n, in units of 64^-n. */
function massesInWholeNumbers(n: number, of64: number): readonly bigint[] {
  let row = [1n]
  for (let i = 0; i < n; i += 1) {
    row = Array.from({ length: i + 2 }, (_, k) => (row[k] ?? 0n) * BigInt(64 - of64) + (row[k - 1] ?? 0n) * BigInt(of64))
  }
  return row
}

function ratio(parts: readonly bigint[], whole: bigint): number {
  const digits = 30n
  const sum = parts.reduce((sum, part) => sum + part, 0n)
  const scale = BigInt(Math.max(0, whole.toString().length - sum.toString().length))
  return Number(`${(sum * 10n ** (scale + digits)) / whole}e-${scale + digits}`)
}
