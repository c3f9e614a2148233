import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { driftContributions, movingAverage } from '../../src/stats/drift.ts'
import { assertWithin, refusal } from './close.ts'

test('the average starts at the first drop and moves by 0.4 of the way to each later one', () => {
  assert.deepEqual(movingAverage([0.01, 0.02, 0.02, 0]).map(rounded), [0.01, 0.014, 0.0164, 0.00984])
})

test('each drop adds its own part to the last average', () => {
  assert.deepEqual(driftContributions([0.01, 0.02, 0.02, 0.05]).map(rounded), [0.00216, 0.00288, 0.0048, 0.02])
})

test('without drops there is no average', () => assert.deepEqual([movingAverage([]), driftContributions([])], [[], []]))

const drops = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })
const weight = fc.double({ min: 0.01, max: 1, noNaN: true })

test('the contributions add up to the last average', () => {
  fc.assert(
    fc.property(drops, weight, (drops, latest) => {
      const sum = driftContributions(drops, latest).reduce((total, part) => total + part, 0)
      assertWithin(sum, movingAverage(drops, latest).at(-1)!, 1e-12)
    }),
  )
})

test('an average never leaves the range of the drops so far', () => {
  fc.assert(
    fc.property(drops, weight, (drops, latest) => {
      for (const [index, average] of movingAverage(drops, latest).entries()) {
        const soFar = drops.slice(0, index + 1)
        assert.ok(Math.min(...soFar) - 1e-12 <= average && average <= Math.max(...soFar) + 1e-12)
      }
    }),
  )
})

test('ten changes of 0.6 of the allowed drop each go beyond it with the third', () => {
  const anchored = Array.from({ length: 10 }, (_, index) => 0.6 * (index + 1))
  assert.equal(
    movingAverage(anchored).findIndex((average) => average > 1),
    2,
  )
})

for (const latest of [0, -0.4, 1.1, NaN]) {
  test(`a weight of ${latest} is refused`, () => {
    assert.throws(() => movingAverage([1], latest), refusal)
    assert.throws(() => driftContributions([1], latest), refusal)
  })
}

function rounded(x: number): number {
  return Number(x.toFixed(12))
}
