import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { holm } from '../../src/stats/holm.ts'

const CASES = [
  { given: [], adjusted: [] },
  { given: [0.04], adjusted: [0.04] },
  { given: [0.01, 0.04, 0.03, 0.005], adjusted: [0.03, 0.06, 0.06, 0.02] },
  { given: [0.5, 0.5, 0.001], adjusted: [1, 1, 0.003] },
  { given: [0.02, 0.02], adjusted: [0.04, 0.04] },
  { given: [0.9, 0, 1], adjusted: [1, 0, 1] },
  { given: [0.03, 0.032], adjusted: [0.06, 0.06] },
]

for (const { given, adjusted } of CASES) {
  test(`[${given.join(', ')}] becomes [${adjusted.join(', ')}]`, () => assert.deepEqual(holm(given).map(rounded), adjusted))
}

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 })

test('what is adjusted below α is what the step-down rejects at α', () => {
  fc.assert(
    fc.property(pValues, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (given, alpha) => {
      assert.deepEqual(
        holm(given).map((p) => p <= alpha),
        rejectedStepByStep(given, alpha),
      )
    }),
  )
})

test('no p-value shrinks, and none leaves [0, 1]', () => {
  fc.assert(fc.property(pValues, (given) => assert.ok(holm(given).every((p, index) => p >= given[index]! && p <= 1))))
})

test('the given p-values stay as they are', () => {
  const given = Object.freeze([0.3, 0.1, 0.2])
  holm(given)
  assert.deepEqual(given, [0.3, 0.1, 0.2])
})

function rejectedStepByStep(given: readonly number[], alpha: number): readonly boolean[] {
  const left = new Set(given.keys())
  for (;;) {
    const smallest = [...left].toSorted((one, other) => given[one]! - given[other]!)[0]
    if (smallest === undefined || left.size * given[smallest]! > alpha) return given.map((_, index) => !left.has(index))
    left.delete(smallest)
  }
}

function rounded(p: number): number {
  return Number(p.toFixed(12))
}
