import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clustersOf, designEffect } from '../../src/stats/design-effect.ts'
import { assertWithin, refusal } from './close.ts'

test('without keys every value is its own cluster', () => {
  assert.deepEqual(clustersOf([1, 0, -1]), [
    { sum: 1, size: 1 },
    { sum: 0, size: 1 },
    { sum: -1, size: 1 },
  ])
})

test('values with the same key are one cluster, and a number is not the text of it', () => {
  assert.deepEqual(clustersOf([1, 0.5, -1, 0.25], ['1', 'b', '1', 1]), [
    { sum: 0, size: 2 },
    { sum: 0.5, size: 1 },
    { sum: 0.25, size: 1 },
  ])
})

for (const keys of [[], ['a'], ['a', 'b', 'c']]) {
  test(`${keys.length} keys for two values are refused`, () => assert.throws(() => clustersOf([0, 1], keys), refusal))
}

const CASES = [
  { name: 'values on their own that do not vary', values: [0, 0, 0], keys: [1, 2, 3], effect: 1 },
  { name: 'values on their own that vary', values: [1, 0, 0, -1], keys: [1, 2, 3, 4], effect: 1 },
  { name: 'pairs that do not vary', values: [0, 0, 0, 0], keys: [1, 1, 2, 2], effect: 1.05 },
  { name: 'clusters of 1 and 3 that do not vary', values: [0, 0, 0, 0], keys: [1, 2, 2, 2], effect: 1.075 },
  { name: 'pairs that cancel inside', values: [1, -1, 1, -1], keys: [1, 1, 2, 2], effect: 1.05 },
  { name: 'pairs that go together', values: [1, 1, -1, -1], keys: [1, 1, 2, 2], effect: 3 },
  { name: 'clusters of 1 and 2 around a mean of 1/3', values: [1, 0, 0], keys: [1, 2, 2], effect: 16 / 9 },
]

for (const { name, values, keys, effect } of CASES) {
  test(`${name} have a design effect of ${effect}`, () => {
    assertWithin(designEffect(clustersOf(values, keys), varianceOfMean(values)), effect, 1e-12)
  })
}

function varianceOfMean(values: readonly number[]): number {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n * (n - 1))
}
