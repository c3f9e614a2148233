import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oddsOfCleanPass } from '../../src/compare/odds.ts'
import type { KnownSensitivity } from '../../src/domain/sensitivity.ts'
import { madeComparison } from './sides.ts'

const known: KnownSensitivity = {
  status: 'known',
  from: 'trials',
  flipRate: 0.05,
  designEffect: 1,
  cleanPass: 0.66,
  blockedDrop: 0.04,
  samples: 720,
  trials: 3,
}

const says = (expected: string, more: Partial<KnownSensitivity>): void => {
  test(`${JSON.stringify(more)}: ${expected}`, () =>
    assert.equal(oddsOfCleanPass(madeComparison({ n: 500, sensitivity: { ...known, ...more } })), expected))
}

const unchanged = 'At this flip rate an unchanged app gets a clean PASS'
says(`${unchanged} 66 times in 100; 220 more samples or 3 baseline trials make it 80`, {})
says(`${unchanged} 66 times in 100; 1 more sample make it 80`, { samples: 501, trials: 'none' })
says(`${unchanged} 66 times in 100; 3 baseline trials make it 80`, { samples: 'none' })
says(`${unchanged} 66 times in 100`, { samples: 'none', trials: 'none' })
says(`${unchanged} 80 times in 100`, { cleanPass: 0.8 })
says(`${unchanged} 80 times in 100; 220 more samples or 3 baseline trials make it 80`, { cleanPass: 0.7999 })
says(`${unchanged} 99 times in 100`, { cleanPass: 0.9999 })
says(`${unchanged} 100 times in 100`, { cleanPass: 1 })
says('The target is deterministic: unchanged, it gets a clean PASS 0 times in 100; 220 more samples make it 100', {
  from: 'deterministic',
  cleanPass: 0,
  trials: 'none',
})

test('nothing is said of odds that nobody knows', () => {
  assert.equal(oddsOfCleanPass(madeComparison()), undefined)
  assert.equal(oddsOfCleanPass(madeComparison({ sensitivity: { status: 'unknown', why: 'one trial' } })), undefined)
})
