import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gateWarnings } from '../../src/compare/doctor.ts'
import type { Comparison } from '../../src/domain/comparison.ts'
import type { KnownSensitivity } from '../../src/domain/sensitivity.ts'
import { madeComparison } from './sides.ts'

const known: KnownSensitivity = {
  status: 'known',
  from: 'trials',
  flipRate: 0,
  designEffect: 1,
  cleanPass: 0.9,
  blockedDrop: 0.04,
  samples: 100,
  trials: 1,
}

const warns = (claim: string, more: Partial<Comparison>, expected: readonly string[], deterministic = false): void => {
  test(claim, () => assert.deepEqual(gateWarnings([madeComparison(more)], { deterministic }), expected))
}

const coarse = (allowed: number, n: number, share: string): readonly string[] => [
  `accuracy may drop by ${allowed}, less than one of its ${n} samples (${share})`,
]

warns('a threshold of less than one sample is coarse', { allowed: 0.04, n: 20 }, coarse(0.04, 20, '0.05'))
warns('of less than 100 samples one is told in hundredths', { allowed: 0.01, n: 99 }, coarse(0.01, 99, '0.01'))
warns('of 100 and more in ten thousandths', { allowed: 0.005, n: 100 }, coarse(0.005, 100, '0.0100'))
warns('a threshold of just one sample is fine', { allowed: 0.05, n: 20 }, [])
warns('one of none is meant', { allowed: 0, n: 20 }, [])
warns('without samples nothing is coarse', { allowed: 0.03, n: 0 }, [])
warns('without a threshold nothing is coarse', { n: 20 }, [])

const flipping = { sensitivity: { ...known, flipRate: 0.02 } }
warns(
  'a deterministic target whose trials differ is not',
  flipping,
  ['accuracy differs between trials of a target that is called deterministic: target.deterministic: false'],
  true,
)
warns('a stochastic one may', flipping, [])
warns('a deterministic one whose trials agree is one', { sensitivity: known }, [], true)
warns('of a deterministic one without known odds that is all', {}, [], true)

warns('what is not known is said', { sensitivity: { status: 'unknown', why: 'one trial' } }, ['accuracy: one trial'], true)
warns('a gate that sees well is not warned of', { sensitivity: { ...known, cleanPass: 0.8 } }, [])
warns('one that does not says how often', { n: 500, sensitivity: { ...known, cleanPass: 0.5, samples: 'none', trials: 'none' } }, [
  'accuracy: At this flip rate an unchanged app gets a clean PASS 50 times in 100',
])

test('each metric is asked', () => {
  const both = [madeComparison({ metric: 'one', allowed: 0.04, n: 20 }), madeComparison({ metric: 'two', allowed: 0.04, n: 20 })]
  assert.equal(gateWarnings(both, { deterministic: false }).length, 2)
})
