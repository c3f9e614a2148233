import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consequence, stateOf, type Consequence, type Drop, type Policy } from '../../src/compare/state.ts'
import type { MetricState } from '../../src/domain/comparison.ts'
import { evidence, strict, threshold } from './sides.ts'

const is = (state: MetricState, claim: string, drop: Drop, allowed = 0.03): void => {
  test(`${state}: ${claim}`, () => assert.equal(stateOf(drop, allowed), state))
}

is('not-measured', 'too few clusters', undefined)
is('regressed', 'a drop beyond the allowed one', { estimate: 0.031, held: false })
is('regressed', 'a drop beyond the allowed one, whatever else is said of it', { estimate: 0.031, held: true })
is('regressed', 'any drop where none is allowed', { estimate: 0.002, held: false }, 0)
is('regressed', 'unrounded: beyond by a billionth', { estimate: 0.030_000_001, held: false })
is('unproven', 'a drop of exactly what is allowed', { estimate: 0.03, held: false })
is('unproven', 'a tie that floating point puts beyond', { estimate: 0.85 - 0.82, held: false })
is('unproven', 'no drop, and no proof', { estimate: 0, held: false })
is('unproven', 'no drop where none is allowed', { estimate: 0, held: false }, 0)
is('held', 'the upper bound lies below what is allowed', { estimate: 0.01, held: true })
is('held', 'a gain', { estimate: -0.2, held: true })

test('the tie above is one only in exact arithmetic', () => assert.ok(0.85 - 0.82 > 0.03))

const means = (
  state: MetricState,
  beyondNoise: boolean,
  by: Readonly<Record<'threshold' | 'strict' | 'evidence' | 'both', Consequence>>,
): void => {
  const policies: Readonly<Record<keyof typeof by, Policy>> = { threshold, strict, evidence, both: { policy: 'evidence', strict: true } }
  for (const name of ['threshold', 'strict', 'evidence', 'both'] as const) {
    const noise = state === 'regressed' ? (beyondNoise ? ' beyond noise' : ' within noise') : ''
    test(`${state}${noise} is ${by[name]} under ${name}`, () => assert.equal(consequence(state, beyondNoise, policies[name]), by[name]))
  }
}

means('regressed', true, { threshold: 'fail', strict: 'fail', evidence: 'fail', both: 'fail' })
means('regressed', false, { threshold: 'fail', strict: 'fail', evidence: 'undecided', both: 'undecided' })
means('unproven', false, { threshold: 'pass', strict: 'undecided', evidence: 'undecided', both: 'undecided' })
means('held', false, { threshold: 'pass', strict: 'pass', evidence: 'pass', both: 'pass' })
means('not-gated', false, { threshold: 'pass', strict: 'pass', evidence: 'pass', both: 'pass' })
means('not-measured', false, { threshold: 'not-measured', strict: 'not-measured', evidence: 'not-measured', both: 'not-measured' })
