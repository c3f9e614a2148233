import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { holm } from '../../src/stats/holm.ts'
import { tarone } from '../../src/stats/tarone.ts'
import type { DiscreteP } from '../../src/stats/tarone.ts'
import { assertWithin, refusal } from './close.ts'

const CASES = [
  { name: 'no tests', tests: [], adjusted: [] },
  { name: 'one that can reach α', tests: [{ p: 0.04, pMin: 0.001 }], adjusted: [0.04] },
  { name: 'one that can just reach α', tests: [{ p: 0.05, pMin: 0.05 }], adjusted: [0.05] },
  { name: 'one that cannot', tests: [{ p: 0.06, pMin: 0.06 }], adjusted: [1] },
  {
    name: 'one that can reach α among three that cannot',
    tests: [
      { p: 0.5, pMin: 0.25 },
      { p: 0.02, pMin: 1 / 64 },
      { p: 1, pMin: 0.5 },
      { p: 0.125, pMin: 0.125 },
    ],
    adjusted: [1, 0.02, 1, 1],
  },
  {
    name: 'two that reach α of which one reaches α/2',
    tests: [
      { p: 0.03, pMin: 0.03 },
      { p: 0.02, pMin: 0.001 },
    ],
    adjusted: [1, 0.02],
  },
  {
    name: 'two that reach α/2 and one that reaches α only',
    tests: [
      { p: 0.021, pMin: 0.01 },
      { p: 0.03, pMin: 0.03 },
      { p: 0.02, pMin: 0.02 },
    ],
    adjusted: [0.04, 1, 0.04],
  },
]

for (const { name, tests, adjusted } of CASES)
  test(`${name}: [${adjusted.join(', ')}]`, () => assert.deepEqual(tarone(tests, 0.05), adjusted))

const discrete = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([pairs, share]) => ({ pMin: 0.5 ** pairs, p: Math.max(1, Math.ceil(share * 2 ** pairs)) / 2 ** pairs }))
const family = fc.array(discrete, { maxLength: 40 })
const alpha = fc.double({ min: 0.001, max: 0.3, noNaN: true })

test('it rejects what a search for the level and a step-down by hand reject', () => {
  fc.assert(
    fc.property(family, alpha, (tests, alpha) => {
      assert.deepEqual(
        tarone(tests, alpha).map((p) => p <= alpha),
        rejectedByHand(tests, alpha),
      )
    }),
  )
})

test('at α it is Holm on a testable set no larger than K, and never above plain Holm there', () => {
  fc.assert(
    fc.property(family, alpha, (tests, alpha) => {
      const adjusted = tarone(tests, alpha)
      const plain = holm(tests.map(({ p }) => p))
      for (const [index, p] of adjusted.entries()) assert.ok(p === 1 || (tests[index]!.p <= p && p <= plain[index]!))
    }),
  )
})

test('where every test can reach any level it is Holm', () => {
  fc.assert(
    fc.property(family, alpha, (tests, alpha) => {
      const capable = tests.map(({ p }) => ({ p, pMin: 0 }))
      assert.deepEqual(tarone(capable, alpha), holm(tests.map(({ p }) => p)))
    }),
  )
})

test('tests that cannot reach α do not change the others', () => {
  fc.assert(
    fc.property(family, alpha, (tests, alpha) => {
      const adjusted = tarone([...tests, { p: 1, pMin: 1 }, { p: 0.5, pMin: 0.5 }], alpha)
      assert.deepEqual(adjusted, [...tarone(tests, alpha), 1, 1])
    }),
  )
})

test('the order of the tests does not matter', () => {
  fc.assert(
    fc.property(family, alpha, (tests, alpha) => assert.deepEqual(tarone(tests.toReversed(), alpha), tarone(tests, alpha).toReversed())),
  )
})

test('among 25 true hypotheses with as many pairs each a false rejection has at most the chance α', () => {
  for (let pairs = 1; pairs <= 20; pairs += 1) assert.ok(chanceOfFalseRejection(pairs) <= 0.05)
  assertWithin(chanceOfFalseRejection(9), 1 - (1 - 1 / 512) ** 25, 1e-12)
})

for (const alpha of [0, 1, -0.1, NaN]) test(`an α of ${alpha} is refused`, () => assert.throws(() => tarone([], alpha), refusal))

function rejectedByHand(tests: readonly DiscreteP[], alpha: number): readonly boolean[] {
  const k = Array.from({ length: tests.length + 1 }, (_, index) => index + 1).find(
    (k) => tests.filter(({ pMin }) => k * pMin <= alpha).length <= k,
  )!
  const left = new Set([...tests.keys()].filter((index) => k * tests[index]!.pMin <= alpha))
  const rejected = tests.map(() => false)
  for (;;) {
    const smallest = [...left].toSorted((one, other) => tests[one]!.p - tests[other]!.p)[0]
    if (smallest === undefined || left.size * tests[smallest]!.p > alpha) return rejected
    rejected[smallest] = true
    left.delete(smallest)
  }
}

/** Over 25 independent tests, each of which reaches some p-value j/2^pairs by the chance that its pattern has. */
function chanceOfFalseRejection(pairs: number): number {
  const pMin = 0.5 ** pairs
  const others = Array.from({ length: 24 }, () => ({ p: 1, pMin }))
  let rejecting = 0
  while (rejecting < 2 ** pairs && tarone([{ p: (rejecting + 1) * pMin, pMin }, ...others], 0.05)[0]! <= 0.05) rejecting += 1
  return 1 - (1 - rejecting * pMin) ** 25
}
