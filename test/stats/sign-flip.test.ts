import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { mcnemarExact } from '../../src/stats/mcnemar.ts'
import { normalCdf } from '../../src/stats/normal.ts'
import { signFlip } from '../../src/stats/sign-flip.ts'
import type { SignFlipInput } from '../../src/stats/sign-flip.ts'
import { assertClose, assertWithin, refusal } from './close.ts'

/** Differences of Darwin's maize in eighths of an inch; Fisher counted 863 of 2^15 patterns with a sum as large or larger (1935, §21). */
const DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

test("Darwin's maize has the p-value that Fisher counted", () => {
  const { p, pMin, exact } = signFlip({ drops: DARWIN.map((eighths) => eighths / 8) })
  assert.deepEqual({ patterns: p * 2 ** 15, of: 1 / pMin, exact }, { patterns: 863, of: 2 ** 15, exact: true })
})

const CASES = [
  { name: 'no pairs', drops: [], p: 1, pMin: 1 },
  { name: 'pairs that do not differ', drops: [0, 0, 0], p: 1, pMin: 1 },
  { name: 'one pair that got worse', drops: [0.25], p: 1 / 2, pMin: 1 / 2 },
  { name: 'one pair that got better', drops: [-0.25], p: 1, pMin: 1 / 2 },
  { name: 'five pairs that got worse', drops: [1, 0.5, 1 / 3, 0.2, 0.7], p: 1 / 32, pMin: 1 / 32 },
  { name: 'drops that cancel', drops: [0.3, -0.1, -0.2], p: 5 / 8, pMin: 1 / 8 },
  { name: 'a cluster that got worse as a whole', drops: [1, 1, 1, -1], clusters: [1, 1, 1, 1], p: 1 / 2, pMin: 1 / 2 },
  { name: 'a cluster that cancels inside', drops: [0.1, 0.2, -0.3, 1], clusters: [1, 1, 1, 2], p: 1 / 2, pMin: 1 / 2 },
]

for (const { name, drops, clusters, p, pMin } of CASES) {
  test(`${name}: p ${p}, at best ${pMin}`, () => {
    assert.deepEqual(signFlip({ drops, ...(clusters && { clusters }) }), { p, pMin, exact: true })
  })
}

const scores = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 3 }).map((third) => third / 3),
  fc.integer({ min: 0, max: 5 }).map((fifth) => fifth / 5),
  fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
)
const drops = fc.array(
  fc.tuple(scores, scores).map(([base, now]) => base - now),
  { maxLength: 12 },
)
const clustered = drops.chain((drops) =>
  fc.record({
    drops: fc.constant(drops),
    clusters: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: drops.length, maxLength: drops.length }),
  }),
)

test('it counts the sign patterns of whole clusters whose sum is as large or larger', () => {
  fc.assert(
    fc.property(clustered, (input) => {
      const { p, pMin, exact } = signFlip(input)
      const sums = sumsByCluster(input)
      assertClose(p, shareOfPatterns(sums), 1e-12)
      assertClose(pMin, shareOfPatterns(sums.map(Math.abs)), 1e-12)
      assert.ok(exact)
    }),
  )
})

test('on 0/1 scores without clusters it is the exact test of McNemar', () => {
  const flips = fc.array(fc.constantFrom(-1, 0, 1), { maxLength: 400 })
  fc.assert(
    fc.property(flips, (drops) => {
      const [b, c] = [drops.filter((drop) => drop === 1).length, drops.filter((drop) => drop === -1).length]
      assertClose(signFlip({ drops }).p, mcnemarExact({ b, c }).oneSided, 1e-11)
      assert.equal(signFlip({ drops }).pMin, 0.5 ** (b + c))
    }),
  )
})

const reals = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 60 })
const anyDrops = fc.oneof(drops, reals)
const states = fc.integer({ min: 1, max: 2000 })

test('p lies between the smallest that it can be and 1, on any grid', () => {
  fc.assert(
    fc.property(anyDrops, states, (drops, maxStates) => {
      const { p, pMin } = signFlip({ drops, maxStates })
      assert.ok(0 < pMin && pMin <= p && p <= 1)
    }),
  )
})

test('the smallest p depends neither on the signs nor on the grid', () => {
  fc.assert(
    fc.property(anyDrops, states, (drops, maxStates) => {
      const sizes = drops.map(Math.abs)
      assert.equal(signFlip({ drops, maxStates }).pMin, signFlip({ drops: sizes }).pMin)
      assert.equal(signFlip({ drops: sizes, maxStates }).p, signFlip({ drops: sizes }).pMin)
    }),
  )
})

test('the order of the pairs does not matter', () => {
  fc.assert(
    fc.property(clustered, fc.integer({ min: 0, max: 11 }), ({ drops, clusters }, by) => {
      const turned = signFlip({ drops: turn(drops, by), clusters: turn(clusters, by) })
      assert.deepEqual(turned, signFlip({ drops, clusters }))
    }),
  )
})

test('not even for the last bit of many fractions', () => {
  const drops = Array.from({ length: 300 }, (_, index) => Math.round(1000 * Math.sin(index * index)) / 1000)
  assert.deepEqual(signFlip({ drops: drops.toReversed() }), signFlip({ drops }))
})

test('nor does the unit of the scores', () => {
  fc.assert(fc.property(drops, (drops) => assert.equal(signFlip({ drops: drops.map((drop) => drop * 7) }).p, signFlip({ drops }).p)))
})

test('a larger drop of one pair never raises the p-value', () => {
  fc.assert(
    fc.property(drops, fc.integer({ min: 1, max: 10 }), (drops, tenths) => {
      const worse = drops.map((drop, index) => (index === 0 ? Math.abs(drop) + tenths / 10 : drop))
      assert.ok(signFlip({ drops: worse }).p <= signFlip({ drops: drops.map((drop, i) => (i === 0 ? -Math.abs(drop) : drop)) }).p)
    }),
  )
})

test('without a common denominator the sums are rounded to a grid, and the p-value is close all the same', () => {
  const drops = Array.from({ length: 14 }, (_, index) => Math.sin(index * index))
  const { p, exact } = signFlip({ drops })
  assert.equal(exact, false)
  assertClose(p, shareOfPatterns(drops), 2e-3)
})

test('a grid too coarse for the sums keeps the level: over all signs a p-value up to α has at most the chance α', () => {
  const sizes = [0.3, 0.31, 0.47, 0.5, 0.77, 0.9, 0.91, 1, 0.13, 0.07]
  const found = patterns(sizes.length).map((signs) => signFlip({ drops: sizes.map((size, index) => size * signs[index]!), maxStates: 20 }))
  assert.ok(found.every(({ exact }) => !exact))
  const ascending = found.map(({ p }) => p).toSorted((one, other) => one - other)
  for (const p of ascending) assert.ok(ascending.filter((other) => other <= p).length / ascending.length <= p + 1e-12)
})

test('many pairs of fractions have about the p-value of the normal distribution', () => {
  const drops = Array.from({ length: 500 }, (_, index) => (((index * 37) % 61) - 28) / 60)
  const [sum, squares] = [drops.reduce((a, d) => a + d, 0), drops.reduce((a, d) => a + d * d, 0)]
  const { p, exact } = signFlip({ drops })
  assert.ok(exact)
  assertWithin(p, normalCdf((0.5 / 60 - sum) / Math.sqrt(squares)), 1e-3)
})

test('thousands of pairs that got worse have a p-value above 0', () => {
  const { p, pMin } = signFlip({ drops: Array.from({ length: 3000 }, () => 1) })
  assert.deepEqual([p, pMin], [Number.MIN_VALUE, Number.MIN_VALUE])
})

const REFUSED: readonly SignFlipInput[] = [
  { drops: [0, NaN] },
  { drops: [Infinity] },
  { drops: [0, 1], clusters: ['a'] },
  { drops: [1], maxStates: 0 },
  { drops: [1], maxStates: NaN },
]

for (const [index, input] of REFUSED.entries()) {
  test(`input outside the contract is refused (${index})`, () => assert.throws(() => signFlip(input), refusal))
}

function sumsByCluster({ drops, clusters }: { drops: readonly number[]; clusters: readonly number[] }): readonly number[] {
  return [...new Set(clusters)].map((key) => drops.reduce((sum, drop, index) => (clusters[index] === key ? sum + drop : sum), 0))
}

function shareOfPatterns(sums: readonly number[]): number {
  const moved = sums.filter((sum) => Math.abs(sum) > 1e-9)
  const seen = moved.reduce((total, sum) => total + sum, 0)
  const all = patterns(moved.length).map((signs) => moved.reduce((total, sum, index) => total + Math.abs(sum) * signs[index]!, 0))
  return all.filter((total) => total >= seen - 1e-9).length / all.length
}

function patterns(n: number): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** n }, (_, pattern) => Array.from({ length: n }, (_, bit) => ((pattern >> bit) & 1 ? 1 : -1)))
}

function turn<T>(items: readonly T[], by: number): readonly T[] {
  return [...items.slice(by % items.length), ...items.slice(0, by % items.length)]
}
