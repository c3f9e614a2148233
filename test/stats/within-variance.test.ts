import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { flipRate, unchangedVariance, withinVariance } from '../../src/stats/within-variance.ts'
import { assertWithin, refusal } from './close.ts'

test('two runs that agree on three samples of four flip a quarter, and vary by half of it', () => {
  const samples = [
    [1, 1],
    [0, 0],
    [1, 0],
    [1, 1],
  ]
  assert.deepEqual([flipRate(samples), withinVariance(samples)], [1 / 4, 1 / 8])
})

test('of three runs one that differs makes two pairs of three differ', () => {
  assert.equal(flipRate([[1, 0, 1]]), 2 / 3)
  assertWithin(withinVariance([[1, 0, 1]])!, 1 / 3, 1e-15)
})

test('fractions that differ at all flip, and vary by how much', () => {
  assert.equal(flipRate([[0.6, 0.8]]), 1)
  assertWithin(withinVariance([[0.6, 0.8]])!, 0.02, 1e-15)
})

test('samples with one run say nothing', () => {
  assert.deepEqual([flipRate([[1], [0], []]), withinVariance([[1], [0], []]), flipRate([])], [undefined, undefined, undefined])
  assert.equal(flipRate([[1], [1, 0]]), 1)
})

const verdicts = fc.array(fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 40 })

test('on 0/1 scores the variance is half the flip rate', () => {
  fc.assert(fc.property(verdicts, (samples) => assertWithin(withinVariance(samples)!, flipRate(samples)! / 2, 1e-12)))
})

test('the flip rate is the share of differing pairs of runs, counted one by one', () => {
  const scored = fc.array(fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(scored, (samples) => {
      const shares = samples.map((runs) => {
        const pairs = runs.flatMap((one, index) => runs.slice(index + 1).map((other) => one !== other))
        return pairs.filter(Boolean).length / pairs.length
      })
      assertWithin(flipRate(samples)!, shares.reduce((sum, share) => sum + share, 0) / shares.length, 1e-12)
    }),
  )
})

test('the average over trials divides the variance of its side', () => {
  assertWithin(unchangedVariance({ within: 0.03, trials: 3 }, { within: 0.05, trials: 1 }), 0.06, 1e-15)
})

test('the variance of an unchanged drop is the one found over every pair of outcomes', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(chance, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (right, base, head) => {
      const within = right * (1 - right)
      const expected = varianceOfDifference(right, base, head)
      assertWithin(unchangedVariance({ within, trials: base }, { within, trials: head }), expected, 1e-12)
    }),
  )
})

for (const side of [
  { within: -0.1, trials: 1 },
  { within: NaN, trials: 1 },
  { within: Infinity, trials: 1 },
  { within: 0.1, trials: 0 },
  { within: 0.1, trials: NaN },
])
  test(`a variance of ${side.within} over ${side.trials} trials is refused`, () => {
    assert.throws(() => unchangedVariance(side, { within: 0, trials: 1 }), refusal)
    assert.throws(() => unchangedVariance({ within: 0, trials: 1 }, side), refusal)
  })

function varianceOfDifference(right: number, base: number, head: number): number {
  let [mean, square] = [0, 0]
  for (let pattern = 0; pattern < 2 ** (base + head); pattern += 1) {
    const runs = Array.from({ length: base + head }, (_, bit) => (pattern >> bit) & 1)
    const weight = runs.reduce((product, run) => product * (run === 1 ? right : 1 - right), 1)
    const drop = average(runs.slice(0, base)) - average(runs.slice(base))
    mean += weight * drop
    square += weight * drop * drop
  }
  return square - mean * mean
}

function average(runs: readonly number[]): number {
  return runs.reduce((sum, run) => sum + run, 0) / runs.length
}
