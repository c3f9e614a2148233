import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '../../src/compare/decide.ts'
import type { FailureCode } from '../../src/domain/output.ts'
import { baselineOf, decisionOn, placed, runOf, times, type Ending } from './runs.ts'

const samples = placed(100)

const against = (before: readonly Ending[], now: readonly Ending[]) =>
  decide(decisionOn(samples, runOf(samples, now), { baseline: baselineOf(runOf(samples, before)), thresholds: { accuracy: 0.03 } }))

const right = times(100, 1)

for (const code of ['truncated', 'too_long'] as const satisfies readonly FailureCode[]) {
  test(`${code} is the app's own failure where the baseline did not have it`, () => {
    const { verdict, counts, comparisons, broken } = against(right, [...times(10, code), ...times(90, 1)])
    assert.equal(verdict.outcome, 'fail')
    assert.match(verdict.reasons.join(), /accuracy dropped 10\.0 points, 3\.0 allowed: 10 samples got worse/)
    assert.deepEqual(counts, { planned: 100, scored: 100, errored: 0, notRun: 0, failed: 10 })
    assert.deepEqual([comparisons[0]?.missing, comparisons[0]?.now], [0, 0.9])
    assert.deepEqual([...new Set(broken.map(({ cause }) => cause))], ['app'])
  })

  test(`${code} in the baseline too is missing data`, () => {
    const ends = [...times(2, code), ...times(98, 1)]
    const { verdict, counts, comparisons } = against(ends, ends)
    assert.equal(verdict.outcome, 'pass')
    assert.deepEqual([counts.errored, counts.failed, comparisons[0]?.missing], [2, 0, 2])
  })
}

test('a sample that the baseline could not measure blames nobody', () => {
  const { counts } = against([...times(2, 'timeout'), ...times(98, 1)], [...times(2, 'truncated'), ...times(98, 1)])
  assert.deepEqual([counts.errored, counts.failed], [2, 0])
})

test('a changed sample blames nobody', () => {
  const changed = placed(100, (index) => (index === 0 ? { hash: 'another' } : {}))
  const baseline = baselineOf(runOf(samples, right))
  const { counts } = decide(decisionOn(changed, runOf(changed, ['truncated', ...times(99, 1)]), { baseline }))
  assert.deepEqual([counts.errored, counts.failed], [1, 0])
})

test('a metric that does not apply to the sample still does not', () => {
  const { comparisons } = against(['skipped', ...times(99, 1)], ['truncated', ...times(99, 1)])
  assert.deepEqual([comparisons[0]?.n, comparisons[0]?.missing], [99, 0])
})

for (const code of ['filtered', 'input', 'timeout', 'server'] as const satisfies readonly FailureCode[]) {
  test(`${code} is never the app's`, () => {
    const { counts } = against(right, [code, ...times(99, 1)])
    assert.deepEqual([counts.errored, counts.failed], [1, 0])
  })
}

test('without a baseline nothing is blamed', () => {
  const { counts } = decide(decisionOn(samples, runOf(samples, ['truncated', ...times(99, 1)])))
  assert.deepEqual([counts.errored, counts.failed], [1, 0])
})
