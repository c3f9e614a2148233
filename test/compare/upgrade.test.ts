import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceOn, bestAdvice } from '../../src/compare/upgrade.ts'
import type { Comparison, MetricState } from '../../src/domain/comparison.ts'
import type { Advice } from '../../src/domain/upgrade.ts'

const comparison = (state: MetricState): Comparison => ({
  metric: state,
  n: 100,
  base: 1,
  now: 1,
  delta: 0,
  better: 0,
  worse: 0,
  clusters: 100,
  missing: 0,
  state,
})

const advises = (advice: Advice, ...states: readonly MetricState[]): void => {
  test(`${states.join(', ') || 'nothing'}: ${advice}`, () => assert.equal(adviceOn(states.map(comparison)), advice))
}

advises('GO', 'held')
advises('GO', 'held', 'not-gated', 'held')
advises('REVIEW', 'held', 'unproven')
advises('REVIEW', 'unproven')
advises('NO-GO', 'held', 'regressed')
advises('NO-GO', 'regressed', 'not-measured', 'unproven')
advises('NOT MEASURED', 'held', 'not-measured')
advises('NOT MEASURED', 'unproven', 'not-measured')
advises('NOT MEASURED', 'not-gated')
advises('NOT MEASURED')

const best = (advice: Advice, ...given: readonly Advice[]): void => {
  test(`the best of ${given.join(', ') || 'none'} is ${advice}`, () => assert.equal(bestAdvice(given), advice))
}

best('GO', 'NO-GO', 'REVIEW', 'GO', 'NOT MEASURED')
best('REVIEW', 'NO-GO', 'NOT MEASURED', 'REVIEW')
best('NOT MEASURED', 'NO-GO', 'NOT MEASURED')
best('NO-GO', 'NO-GO', 'NO-GO')
best('NOT MEASURED')
