import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '../../src/compare/decide.ts'
import { gateWarnings } from '../../src/compare/doctor.ts'
import { withSensitivity, type Noise } from '../../src/compare/sensitivity.ts'
import { oddsOfCleanPass } from '../../src/compare/odds.ts'
import type { Comparison } from '../../src/domain/comparison.ts'
import type { KnownSensitivity, Sensitivity } from '../../src/domain/sensitivity.ts'
import type { Entry } from '../../src/domain/sample.ts'
import type { Recorded } from '../run/recorded.ts'
import { cleanPassChance } from '../../src/stats/power.ts'
import { madeComparison, sideOf } from './sides.ts'
import { baselineOf, decisionOn, placed, recordOf, runOf, times } from './runs.ts'

const close = (actual: number | 'none', expected: number, within: number): void =>
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

/** A run of so many trials in which the first samples are right in trial 1 alone. */
const flipping = (samples: readonly Entry[], flips: number, trials: number): Recorded =>
  runOf(samples, [], {
    trials,
    records: samples.flatMap((sample, index) =>
      Array.from({ length: trials }, (_, trial) => recordOf(sample, index < flips && trial > 0 ? 0 : 1, trial + 1)),
    ),
  })

const compared = (base: Recorded, samples: readonly Entry[], more: Parameters<typeof decisionOn>[2] = {}): Comparison => {
  const run = runOf(samples, times(samples.length, 1))
  const [comparison] = decide(decisionOn(samples, run, { baseline: baselineOf(base), ...more })).comparisons
  assert.ok(comparison !== undefined)
  return comparison
}

const known = (sensitivity: Sensitivity | undefined): KnownSensitivity => {
  assert.equal(sensitivity?.status, 'known')
  return sensitivity
}

const many = placed(500)

for (const [flips, trials, points, policy] of [
  [25, 3, 4.05, 'evidence'],
  [50, 3, 4.2, 'evidence'],
  [50, 2, 4.2, 'threshold'],
] as const)
  test(`policy ${policy} blocks ${points} points 8 times in 10 at ${flips} flips and ${trials} baseline trials`, () => {
    const { sensitivity } = compared(flipping(many, flips, trials), many, { policy: { policy, strict: false } })
    close(known(sensitivity).blockedDrop, points / 100, 0.002)
  })

test('the flip rate is that of the baseline trials, whatever the target is called', () => {
  for (const deterministic of [true, false]) {
    const { flipRate, from } = known(compared(flipping(many, 50, 2), many, { deterministic }).sensitivity)
    assert.deepEqual({ flipRate, from }, { flipRate: 0.1, from: 'trials' })
  }
})

test('a deterministic target with one trial does not flip', () => {
  const { flipRate, from, cleanPass, samples } = known(compared(flipping(many, 0, 1), many, { deterministic: true }).sensitivity)
  assert.deepEqual({ flipRate, from, cleanPass, samples }, { flipRate: 0, from: 'deterministic', cleanPass: 1, samples: 90 })
})

test('one trial of a stochastic target tells nothing, and three would', () => {
  const { sensitivity } = compared(flipping(many, 0, 1), many)
  assert.equal(sensitivity?.status, 'unknown')
  assert.match(JSON.stringify(sensitivity), /one trial of a stochastic target.*3 trials tell/)
})

test('a metric without a threshold and a selected part have no sensitivity', () => {
  assert.equal(compared(flipping(many, 0, 2), many, { thresholds: {} }).sensitivity, undefined)
  const part = runOf(many, times(500, 1), { selected: true })
  const decision = decide(decisionOn(many, part, { baseline: baselineOf(flipping(many, 0, 2)) }))
  assert.equal(decision.comparisons[0]?.sensitivity, undefined)
})

test('a single cluster has none that is known', () => {
  const samples = placed(20, () => ({ cluster: 'all' }))
  assert.deepEqual(compared(flipping(samples, 2, 2), samples).sensitivity, {
    status: 'unknown',
    why: 'fewer than two independent clusters',
  })
})

test('an unproven metric says how often an unchanged app would have been proven, and what makes it 80 times', () => {
  const samples = placed(380)
  const comparison = { ...compared(flipping(samples, 19, 2), samples), n: 380 }
  const odds = oddsOfCleanPass(comparison) ?? ''
  const [, chance = ''] = /gets a clean PASS (\d+) times in 100/.exec(odds) ?? []
  assert.equal(Number(chance), Math.round(known(comparison.sensitivity).cleanPass * 100))
})

test('more baseline trials are named where they are enough', () => {
  const odds = oddsOfCleanPass({
    ...compared(flipping(many, 0, 2), many),
    sensitivity: {
      status: 'known',
      from: 'trials',
      flipRate: 0.05,
      designEffect: 1,
      cleanPass: 0.66,
      blockedDrop: 0.04,
      samples: 720,
      trials: 3,
    },
  })
  assert.equal(
    odds,
    'At this flip rate an unchanged app gets a clean PASS 66 times in 100; 220 more samples or 3 baseline trials make it 80',
  )
})

test('nothing is said of odds that are not known', () => {
  assert.equal(oddsOfCleanPass(compared(flipping(many, 0, 1), many)), undefined)
})

test('a threshold of less than one sample is named, one of none is meant', () => {
  const samples = placed(20)
  const warned = (allowed: number): string =>
    gateWarnings([compared(flipping(samples, 0, 1), samples, { thresholds: { accuracy: allowed }, deterministic: true })], {
      deterministic: true,
    }).join('\n')
  assert.match(warned(0.04), /accuracy may drop by 0\.04, less than one of its 20 samples \(0\.05\)/)
  assert.doesNotMatch(warned(0.05), /less than one/)
  assert.doesNotMatch(warned(0), /less than one/)
})

// What it would take, of 500 samples of which so many flip between two trials, at 3 points allowed.

const noiseOf = (flips: number, trials: number): Noise => ({
  baseline: {
    run: { id: 'run', startedAt: '', trials },
    samples: sideOf(Array.from({ length: 500 }, (_, index) => (index < flips ? [0, 1] : [1, 1]))),
  },
  runTrials: 1,
  deterministic: false,
  policy: 'threshold',
})

const sensed = (noise: Noise, more: Partial<Comparison> = {}): Sensitivity | undefined =>
  withSensitivity([madeComparison({ n: 500, clusters: 500, designEffect: 1, allowed: 0.03, ...more })], noise)[0]?.sensitivity

const chanceAt = (flips: number, trials: number, n = 500): number =>
  cleanPassChance({ n, clusters: n, designEffect: 1, allowed: 0.03, variance: flips / 500 / 2 / trials + flips / 500 / 2 })

for (const [flips, present] of [
  [50, 1],
  [50, 2],
  [52, 3],
] as const)
  test(`${flips} flips, ${present} baseline trials: the trials that are named are the fewest that do`, () => {
    const { trials, cleanPass, samples } = known(sensed(noiseOf(flips, present)))
    assert.ok(typeof trials === 'number' && trials > present && typeof samples === 'number')
    assert.ok(cleanPass < 0.8 && chanceAt(flips, trials) >= 0.8 && (trials - 1 === present || chanceAt(flips, trials - 1) < 0.8))
    assert.ok(chanceAt(flips, present, samples) >= 0.8 && chanceAt(flips, present, samples - 1) < 0.8)
  })

test('where it is seen well already the present trials are enough', () => {
  const { cleanPass, trials } = known(sensed(noiseOf(10, 2)))
  assert.deepEqual([cleanPass > 0.8, trials], [true, 2])
})

test('where ten trials would not do, and where no number of samples would, that is said', () => {
  assert.equal(known(sensed(noiseOf(200, 1))).trials, 'none')
  assert.equal(known(sensed(noiseOf(200, 12))).trials, 'none')
  assert.equal(known(sensed(noiseOf(50, 2), { allowed: 0 })).samples, 'none')
})

test('trials that were not measured count for nothing', () => {
  const measured: Noise = noiseOf(50, 2)
  const samples = measured.baseline.samples.map((sample, index) => ({
    ...sample,
    trials: [...sample.trials, ...(sideOf([[index % 2 === 0 ? 'errored' : 'skipped']])[0]?.trials ?? [])],
  }))
  assert.deepEqual(sensed({ ...measured, baseline: { ...measured.baseline, samples } }), sensed(measured))
})

test('three baseline trials of which no sample was measured twice tell nothing, and that is why', () => {
  const { baseline, ...rest } = noiseOf(0, 3)
  assert.deepEqual(sensed({ ...rest, baseline: { ...baseline, samples: sideOf([[1, 'errored', 'errored']]) } }), {
    status: 'unknown',
    why: 'no sample of the baseline was measured twice, so how often its answers flip is unknown; 3 trials tell',
  })
})

test('two samples of their own are enough to know something', () => {
  assert.equal(sensed(noiseOf(50, 2), { n: 2, clusters: 2 })?.status, 'known')
})
