import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { pairedDrop } from '../../src/stats/paired-drop.ts'
import type { MeasuredDrop, PairedDropInput } from '../../src/stats/paired-drop.ts'
import { studentCdf, studentQuantile } from '../../src/stats/student.ts'
import { tangoBounds, tangoScore } from '../../src/stats/tango.ts'
import { assertWithin, refusal } from './close.ts'

const SWITCHES = [
  { allowed: 0.02, n: 135 },
  { allowed: 0.03, n: 90 },
  { allowed: 0.05, n: 54 },
]

for (const { allowed, n } of SWITCHES) {
  test(`where nothing differs a drop of ${allowed} is ruled out from ${n} pairs on`, () => {
    assert.equal(measured({ drops: zeros(n - 1), allowed }).held, false)
    assert.equal(measured({ drops: zeros(n), allowed }).held, true)
  })
}

for (const [n, allowed, held] of [
  [500, 0.02, true],
  [100, 0.02, false],
  [100, 0.03, true],
] as const)
  test(`${n} pairs that do not differ ${held ? 'rule out' : 'do not rule out'} a drop of ${allowed}`, () => {
    assert.equal(measured({ drops: zeros(n), allowed }).held, held)
  })

test('pairs that do not differ have an estimate of 0, a p-value of 1/2 and bounds apart from it', () => {
  const { estimate, lower, upper, pDrop, better, worse, designEffect } = measured({ drops: zeros(500) })
  assert.deepEqual({ estimate, pDrop, better, worse, designEffect }, { estimate: 0, pDrop: 0.5, better: 0, worse: 0, designEffect: 1 })
  const critical = studentQuantile(0.95, 499) ** 2
  assertWithin(upper, critical / (500 + critical), 1e-12)
  assert.ok(lower === -upper)
})

for (const [drops, clusters] of [
  [[], 0],
  [[1], 1],
] as const)
  test(`${drops.length} pairs are too few clusters`, () => {
    assert.deepEqual(pairedDrop({ drops, allowed: 0.02 }), { status: 'too-few-clusters', n: drops.length, clusters })
  })

test('many pairs of one cluster are too few clusters', () => {
  assert.deepEqual(pairedDrop({ drops: zeros(500), clusters: zeros(500), allowed: 0.02 }), {
    status: 'too-few-clusters',
    n: 500,
    clusters: 1,
  })
})

test('without an allowed drop nothing is said to be held', () => assert.ok(!('held' in pairedDrop({ drops: zeros(10) }))))

const REFUSED: readonly PairedDropInput[] = [
  { drops: [0, NaN] },
  { drops: [0, Infinity] },
  { drops: [0, 0], clusters: ['a'] },
  { drops: [0, 0], allowed: 5 },
  { drops: [0, 0], allowed: 1 },
  { drops: [0, 0], allowed: -0.01 },
  { drops: [0, 0], allowed: NaN },
  { drops: [0, 0], alpha: 0 },
  { drops: [0, 0], alpha: 0.5 },
  { drops: [0, 0], alpha: NaN },
]

for (const [index, input] of REFUSED.entries()) {
  test(`input outside the contract is refused (${index})`, () => assert.throws(() => pairedDrop(input), refusal))
}

const flips = fc.array(fc.constantFrom<number>(-1, 0, 0, 0, 1), { minLength: 2, maxLength: 150 })
const thirds = fc.array(
  fc.integer({ min: -3, max: 3 }).map((third) => third / 3),
  { minLength: 2, maxLength: 150 },
)
const units = fc.array(
  fc.integer({ min: -1e9, max: 1e9 }).map((billionth) => billionth / 1e9),
  { minLength: 2, maxLength: 150 },
)
const drops = fc.oneof(flips, thirds, units)
const clustered = drops.chain((drops) =>
  fc.record({
    drops: fc.constant(drops),
    clusters: fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: drops.length, maxLength: drops.length })
      .map((keys) => keys.map((key, index) => (index < 2 ? index : key))),
  }),
)
const allowed = fc.double({ min: 0, max: 0.3, noNaN: true })
const alpha = fc.double({ min: 0.001, max: 0.4, noNaN: true })

test('on flips of 0/1 scores it is the interval of the 2x2 table', () => {
  fc.assert(
    fc.property(flips, alpha, allowed, (drops, alpha, allowed) => {
      const table = { n: drops.length, b: drops.filter((d) => d === 1).length, c: drops.filter((d) => d === -1).length }
      const critical = studentQuantile(1 - alpha, table.n - 1)
      const bounds = tangoBounds(table, critical)
      const actual = measured({ drops, alpha, allowed })
      assertWithin(actual.lower, bounds.lower, 1e-9)
      assertWithin(actual.upper, bounds.upper, 1e-9)
      assertWithin(actual.pDrop, 1 - studentCdf(tangoScore(table, 0), table.n - 1), 1e-9)
      assert.deepEqual([actual.n, actual.clusters, actual.worse, actual.better], [table.n, table.n, table.b, table.c])
    }),
  )
})

test('on any scores and clusters the bounds are where the formula written out reaches the critical value', () => {
  fc.assert(
    fc.property(clustered, alpha, ({ drops, clusters }, alpha) => {
      const actual = measured({ drops, clusters, alpha })
      const expected = writtenOut(drops, clusters, alpha)
      assertWithin(actual.designEffect, expected.deff, 1e-9 * expected.deff)
      assertWithin(actual.estimate, expected.m1, 1e-12)
      assertWithin(actual.upper, expected.upper, 1e-7)
      assertWithin(actual.lower, expected.lower, 1e-7)
      assertWithin(actual.pDrop, expected.pDrop, 1e-7)
    }),
  )
})

test('the bounds lie in [-1, 1], around the estimate, apart from each other', () => {
  fc.assert(
    fc.property(clustered, alpha, (input, alpha) => {
      const { lower, estimate, upper } = measured({ ...input, alpha })
      assert.ok(-1 <= lower && lower <= estimate + 1e-12 && estimate - 1e-12 <= upper && upper <= 1)
      assert.ok(lower < upper)
    }),
  )
})

test('swapping baseline and new mirrors everything', () => {
  fc.assert(
    fc.property(clustered, ({ drops, clusters }) => {
      const there = measured({ drops, clusters })
      const back = measured({ drops: drops.map((drop) => -drop), clusters })
      assert.ok(there.lower === -back.upper && there.upper === -back.lower && there.estimate === -back.estimate)
      assert.ok(there.better === back.worse && there.worse === back.better && there.designEffect === back.designEffect)
      assertWithin(there.pDrop + back.pDrop, 1, 1e-12)
    }),
  )
})

test('the order of the pairs does not matter', () => {
  fc.assert(
    fc.property(clustered, fc.integer({ min: 1, max: 149 }), ({ drops, clusters }, by) => {
      const there = measured({ drops, clusters, allowed: 0.1 })
      const turned = measured({ drops: turn(drops, by), clusters: turn(clusters, by), allowed: 0.1 })
      for (const figure of ['estimate', 'lower', 'upper', 'pDrop'] as const) assertWithin(turned[figure], there[figure], 1e-7)
      assertWithin(turned.designEffect, there.designEffect, 1e-9 * there.designEffect)
    }),
  )
})

test('a larger drop allowed never undoes what a smaller one held', () => {
  fc.assert(
    fc.property(clustered, allowed, allowed, (input, one, other) => {
      const strict = measured({ ...input, allowed: Math.min(one, other) }).held
      const lenient = measured({ ...input, allowed: Math.max(one, other) }).held
      assert.ok(lenient || !strict)
    }),
  )
})

test('held means that the upper bound is below the allowed drop', () => {
  fc.assert(
    fc.property(clustered, allowed, alpha, (input, allowed, alpha) => {
      const { held, upper } = measured({ ...input, allowed, alpha })
      if (Math.abs(upper - allowed) > 1e-9) assert.equal(held, upper < allowed)
    }),
  )
})

test('a p-value below α means that the lower bound is above 0', () => {
  fc.assert(
    fc.property(clustered, alpha, (input, alpha) => {
      const { pDrop, lower } = measured({ ...input, alpha })
      if (Math.abs(lower) > 1e-9) assert.equal(pDrop < alpha, lower > 0)
    }),
  )
})

test('clusters never narrow the interval', () => {
  fc.assert(
    fc.property(clustered, ({ drops, clusters }) => {
      const alone = measured({ drops })
      const together = measured({ drops, clusters })
      assert.ok(together.lower <= alone.lower + 1e-12 && together.upper >= alone.upper - 1e-12)
    }),
  )
})

test('five copies of every pair in one cluster are worth about one pair', () => {
  const base = Array.from({ length: 60 }, (_, index) => (index % 6 === 0 ? 1 : 0))
  const copies = {
    drops: base.flatMap((drop) => [drop, drop, drop, drop, drop]),
    clusters: base.flatMap((_, index) => [index, index, index, index, index]),
  }
  const { designEffect, upper } = measured(copies)
  assertWithin(designEffect, (5 * (300 - 1)) / (5 * 59), 1e-9)
  assertWithin(upper, measured({ drops: base }).upper, 1e-3)
})

test('reweighted drops beyond [-1, 1] widen the interval and keep it in range', () => {
  const plain = measured({ drops: [...zeros(90), ...ones(10)] })
  const reweighted = measured({ drops: [...zeros(95), 2, 2, 2, 2, 2] })
  assert.ok(plain.estimate === reweighted.estimate)
  assert.ok(reweighted.lower < plain.lower && reweighted.upper > plain.upper)
})

test('a mean beyond 1 counts as 1', () => {
  const { estimate, lower, upper } = measured({ drops: [2, 2, 2] })
  assert.deepEqual({ estimate, upper }, { estimate: 1, upper: 1 })
  assert.ok(lower < 1 && lower >= -1)
})

function measured(input: PairedDropInput): MeasuredDrop {
  const drop = pairedDrop(input)
  if (drop.status !== 'measured') throw new Error(`not measured: ${JSON.stringify(drop)}`)
  return drop
}

function zeros(n: number): readonly number[] {
  return Array.from({ length: n }, () => 0)
}

function ones(n: number): readonly number[] {
  return Array.from({ length: n }, () => 1)
}

function turn<T>(items: readonly T[], by: number): readonly T[] {
  return [...items.slice(by % items.length), ...items.slice(0, by % items.length)]
}

type WrittenOut = { readonly m1: number; readonly deff: number; readonly lower: number; readonly upper: number; readonly pDrop: number }

/** The same interval straight from the moments and the textbook root of the quadratic, solved over the whole range. */
function writtenOut(d: readonly number[], keys: readonly number[], alpha: number): WrittenOut {
  const n = d.length
  const m1 = sum(d) / n
  const m2 = sum(d.map((x) => x * x)) / n
  const groups = [...new Set(keys)].map((key) => d.filter((_, i) => keys[i] === key))
  const G = groups.length
  const vi = sum(d.map((x) => (x - m1) ** 2)) / ((n - 1) * n)
  const vc = ((G / (G - 1)) * sum(groups.map((g) => (sum(g) - m1 * g.length) ** 2))) / (n * n)
  const mbar = sum(groups.map((g) => g.length ** 2)) / n
  const deff = Math.max(1, 1 + (mbar - 1) * 0.05, vi > 1e-12 ? vc / vi : 1)
  const b0 = m2 < -m1 ? 0 : m2 < m1 ? n * m1 : (n * (m2 + m1)) / 2
  const c0 = m2 < m1 ? 0 : m2 < -m1 ? -n * m1 : (n * (m2 - m1)) / 2
  const [N, b, c] = [n / deff, b0 / deff, c0 / deff]
  const Z = (delta: number): number => {
    const A = 2 * N
    const B = -b - c + (2 * N - b + c) * delta
    const C = -c * delta * (1 - delta)
    const q = (Math.sqrt(Math.max(0, B * B - 4 * A * C)) - B) / (2 * A)
    const variance = N * (2 * q + delta * (1 - delta))
    const numerator = b - c - N * delta
    return variance > 0 ? numerator / Math.sqrt(variance) : Math.sign(numerator) * 1e300
  }
  const solve = (target: number): number => {
    let [low, high] = [-1, 1]
    for (let i = 0; i < 100; i += 1) {
      const middle = (low + high) / 2
      if (Z(middle) > target) low = middle
      else high = middle
    }
    return low
  }
  const t = studentQuantile(1 - alpha, G - 1)
  return { m1, deff, lower: solve(t), upper: solve(-t), pDrop: 1 - studentCdf(Z(0), G - 1) }
}

function sum(xs: readonly number[]): number {
  return xs.reduce((total, x) => total + x, 0)
}
