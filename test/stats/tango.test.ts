import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { normalQuantile } from '../../src/stats/normal.ts'
import { tangoBounds, tangoScore } from '../../src/stats/tango.ts'
import type { PairCounts } from '../../src/stats/tango.ts'
import { assertWithin } from './close.ts'

const PUBLISHED = [
  { source: 'Tango 1998', table: [4, 9, 3, 16], level: 0.95, bounds: ['-0.027', '0.390'] },
  { source: 'Tango 1998', table: [43, 0, 1, 0], level: 0.9, bounds: ['-0.096', '0.037'] },
  { source: 'Agresti & Min 2005', table: [53, 16, 8, 9], level: 0.95, bounds: ['-0.020', '0.207'] },
  { source: 'Fagerland et al. 2014', table: [1, 1, 7, 12], level: 0.95, bounds: ['-0.517', '-0.026'] },
] as const

for (const { source, table, level, bounds } of PUBLISHED) {
  test(`the table ${table.join(', ')} of ${source} has the bounds that were printed`, () => {
    const [a, b, c, d] = table
    const { lower, upper } = tangoBounds({ n: a + b + c + d, b, c }, normalQuantile((1 + level) / 2))
    assert.deepEqual([lower.toFixed(3), upper.toFixed(3)], bounds)
  })
}

const share = fc.integer({ min: 0, max: 1e9 }).map((billionth) => billionth / 1e9)
const counts = fc
  .tuple(fc.integer({ min: 1, max: 600 }), share, share)
  .map(([n, differing, inFavour]) => ({ n, b: n * differing * inFavour, c: n * differing * (1 - inFavour) }))
const critical = fc.double({ min: 0.01, max: 12, noNaN: true })

test('the score is the one of a likelihood maximized by search', () => {
  const inner = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 }))
  fc.assert(
    fc.property(inner, fc.double({ min: -0.9, max: 0.9, noNaN: true }), ([b, c, rest], delta) => {
      const table = { n: b + c + rest, b, c }
      assertWithin(tangoScore(table, delta), scoreBySearch(table, delta), 1e-9 * (1 + Math.abs(tangoScore(table, delta))))
    }),
  )
})

test('without a difference to allow for the score is the one of McNemar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }), (b, c) =>
      assertWithin(tangoScore({ n: 200, b, c }, 0), (b - c) / Math.sqrt(b + c), 1e-12),
    ),
  )
})

test('the score at each bound inside the range is the critical value', () => {
  fc.assert(
    fc.property(counts, critical, (table, critical) => {
      const { lower, upper } = tangoBounds(table, critical)
      if (upper < 1 - 1e-6) assertWithin(tangoScore(table, upper), -critical, 1e-6)
      if (lower > -1 + 1e-6) assertWithin(tangoScore(table, lower), critical, 1e-6)
    }),
  )
})

test('the bounds lie in the range, around the estimate, apart from each other', () => {
  fc.assert(
    fc.property(counts, critical, (table, critical) => {
      const { lower, upper } = tangoBounds(table, critical)
      const estimate = (table.b - table.c) / table.n
      assert.ok(-1 <= lower && lower <= estimate + 1e-12 && estimate - 1e-12 <= upper && upper <= 1)
      assert.ok(lower < upper)
    }),
  )
})

test('the score falls as the difference grows', () => {
  const delta = fc.double({ min: -1, max: 1, noNaN: true })
  fc.assert(
    fc.property(counts, delta, delta, (table, one, other) => {
      const [less, more] = [tangoScore(table, Math.min(one, other)), tangoScore(table, Math.max(one, other))]
      assert.ok(less >= more - 1e-9 * (1 + Math.abs(more)), `${less} at the smaller difference, ${more} at the larger`)
    }),
    { numRuns: 1000 },
  )
})

test('counting the other way round mirrors bounds and score', () => {
  fc.assert(
    fc.property(counts, critical, fc.double({ min: -1, max: 1, noNaN: true }), (table, critical, delta) => {
      const mirror = { n: table.n, b: table.c, c: table.b }
      const [there, back] = [tangoBounds(table, critical), tangoBounds(mirror, critical)]
      assert.ok(there.lower === -back.upper && there.upper === -back.lower)
      if (delta !== 0) assert.ok(tangoScore(table, delta) === -tangoScore(mirror, -delta))
    }),
  )
})

const LIMITS = [
  { table: { n: 10, b: 0, c: 0 }, delta: 0, score: 0 },
  { table: { n: 10, b: 10, c: 0 }, delta: 1, score: 0 },
  { table: { n: 10, b: 0, c: 10 }, delta: -1, score: 0 },
  { table: { n: 10, b: 2, c: 3 }, delta: 1, score: -Infinity },
  { table: { n: 10, b: 2, c: 3 }, delta: -1, score: Infinity },
  { table: { n: 99, b: 0, c: 0 }, delta: 0.01, score: -1 },
]

for (const { table, delta, score } of LIMITS) {
  test(`${table.b} against ${table.c} of ${table.n} score ${score} at ${delta}`, () => {
    const actual = tangoScore(table, delta)
    assert.ok(actual === score || Math.abs(actual - score) < 1e-12, `${actual}`)
  })
}

/** Solves the likelihood equation b/(q + δ) + c/q = 2(n - b - c)/(1 - 2q - δ) for q by halving, q the share against. */
function scoreBySearch({ n, b, c }: PairCounts, delta: number): number {
  let [low, high] = [Math.max(0, -delta), (1 - delta) / 2]
  for (let i = 0; i < 200; i += 1) {
    const q = (low + high) / 2
    const slope = b / (q + delta) + c / q - (2 * (n - b - c)) / (1 - 2 * q - delta)
    if (slope > 0) low = q
    else high = q
  }
  const [against, inFavour] = [low, low + delta]
  return (b - c - n * delta) / Math.sqrt(n * (against + inFavour - delta ** 2))
}
