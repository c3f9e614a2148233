import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceOn, bestAdvice } from '../../src/compare/upgrade.ts'
import type { Comparison, MetricState } from '../../src/domain/comparison.ts'
import type { FlaggedSlice, Guards } from '../../src/domain/guards.ts'
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

const nothing: Guards = { critical: { broken: [], already: [], unclear: [] }, slices: { block: true, flagged: [] } }
const critical = { id: 's1', metric: 'accuracy', base: 1, now: 0, trials: { base: 3, now: 3 } }
const slice: FlaggedSlice = {
  kind: 'slice',
  slice: 'doors',
  metric: 'accuracy',
  n: 20,
  base: 1,
  now: 0.6,
  allowed: 0.1,
  p: 0.01,
  missing: 0,
  decided: true,
}

const advises = (advice: Advice, reason: string, states: readonly MetricState[], guards: Guards = nothing): void => {
  test(`${states.join(', ') || 'no metric'}: ${advice}, ${reason}`, () =>
    assert.deepEqual(adviceOn(states.map(comparison), guards), { advice, reasons: reason.split('; ') }))
}

advises('GO', 'every gated metric held', ['held'])
advises('GO', 'every gated metric held', ['held', 'not-gated', 'held'])
advises('REVIEW', 'the samples cannot rule out a drop beyond the threshold of unproven', ['held', 'unproven'])
advises('NO-GO', 'regressed dropped more than allowed', ['held', 'regressed'])
advises('NO-GO', 'regressed dropped more than allowed', ['regressed', 'not-measured', 'unproven'])
advises('NOT MEASURED', 'not-measured: not measured', ['held', 'not-measured'])
advises('NOT MEASURED', 'not-measured: not measured', ['unproven', 'not-measured'])
advises('NOT MEASURED', 'no metric has a threshold', ['not-gated'])
advises('NOT MEASURED', 'no metric has a threshold', [])

test('a metric that could not be measured says why', () => {
  const missing: Comparison = { ...comparison('not-measured'), metric: 'mrr', why: '3 missing values decide it' }
  assert.deepEqual(adviceOn([missing], nothing).reasons, ['mrr: 3 missing values decide it'])
})

test('metrics of one fate are named together', () => {
  const unproven = ['mrr', 'accuracy'].map((metric): Comparison => ({ ...comparison('unproven'), metric }))
  assert.deepEqual(adviceOn(unproven, nothing).reasons, ['the samples cannot rule out a drop beyond the threshold of mrr, accuracy'])
})

const lostCritical = 'critical on accuracy: s1 was right in every trial of the current model, wrong in every trial of the candidate'
const lostSlice = 'slice doors: accuracy dropped 40.0 points on 20 samples, 10.0 allowed'
const broken: Guards = { ...nothing, critical: { ...nothing.critical, broken: [critical] } }
const flagged = (block: boolean, more: Partial<FlaggedSlice> = {}): Guards => ({
  ...nothing,
  slices: { block, flagged: [{ ...slice, ...more }] },
})

advises('NO-GO', lostCritical, ['held'], broken)
advises('NO-GO', lostCritical, ['unproven', 'not-measured'], broken)
advises('NO-GO', `regressed dropped more than allowed; ${lostCritical}`, ['regressed'], broken)
advises('NO-GO', lostSlice, ['held'], flagged(true))
advises('GO', 'every gated metric held', ['held'], flagged(false))
advises('NOT MEASURED', 'slice doors: 2 missing values decide accuracy', ['held'], flagged(true, { decided: false, missing: 2 }))
advises('GO', 'every gated metric held', ['held'], flagged(false, { decided: false, missing: 2 }))
advises('NOT MEASURED', 'critical on accuracy: trials that were not measured decide s1', ['unproven'], {
  ...nothing,
  critical: { ...nothing.critical, unclear: [critical] },
})
advises('GO', 'every gated metric held', ['held'], { ...nothing, critical: { ...nothing.critical, already: [critical] } })

const best = (advice: Advice, ...given: readonly Advice[]): void => {
  test(`the best of ${given.join(', ') || 'none'} is ${advice}`, () => assert.equal(bestAdvice(given), advice))
}

best('GO', 'NO-GO', 'REVIEW', 'GO', 'NOT MEASURED')
best('REVIEW', 'NO-GO', 'NOT MEASURED', 'REVIEW')
best('NOT MEASURED', 'NO-GO', 'NOT MEASURED')
best('NO-GO', 'NO-GO', 'NO-GO')
best('NOT MEASURED')
