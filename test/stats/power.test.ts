import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { blockedDrop, cleanPassChance, samplesForCleanPass } from '../../src/stats/power.ts'
import type { Setting } from '../../src/stats/power.ts'
import { studentQuantile } from '../../src/stats/student.ts'
import { tangoScore } from '../../src/stats/tango.ts'
import { unchangedVariance } from '../../src/stats/within-variance.ts'
import { assertWithin, refusal } from './close.ts'

const usual: Setting = { n: 500, clusters: 500, designEffect: 1, variance: 0.05, allowed: 0.03 }

for (const { trials, points } of [
  { trials: 1, points: ['3.9', '4.1', '4.4'] },
  { trials: 3, points: ['3.8', '4.0', '4.2'] },
]) {
  test(`500 samples with ${trials} baseline trials block ${points.join(', ')} points at flips of 2, 5 and 10 %`, () => {
    const drops = [0.02, 0.05, 0.1].map((flips) => {
      const variance = unchangedVariance({ within: flips / 2, trials }, { within: flips / 2, trials: 1 })
      return blockedDrop({ ...usual, variance }, 'evidence')
    })
    assert.deepEqual(
      drops.map((drop) => (100 * drop).toFixed(1)),
      points,
    )
  })
}

for (const [allowed, n] of [
  [0.02, 135],
  [0.03, 90],
  [0.05, 54],
] as const)
  test(`where no run differs from another ${n} samples show it at an allowed drop of ${allowed}`, () => {
    const still = { ...usual, variance: 0, allowed }
    assert.equal(samplesForCleanPass(still), n)
    assert.deepEqual(
      [n - 1, n].map((n) => cleanPassChance({ ...still, n, clusters: n })),
      [0, 1],
    )
  })

for (const flips of [0.02, 0.05, 0.1]) {
  test(`at flips of ${flips} the chance of a clean pass is near that over all counts of flips`, () => {
    const critical = studentQuantile(0.95, 499)
    const passed = chanceOver(flips / 2, flips / 2, (b, c) => tangoScore({ n: 500, b, c }, 0.03) < -critical)
    assertWithin(cleanPassChance({ ...usual, variance: flips }), passed, 0.02)
  })

  test(`at flips of ${flips} the drop said to be blocked 8 times in 10 is blocked about as often over all counts of flips`, () => {
    const drop = blockedDrop({ ...usual, variance: flips }, 'threshold')
    const unmoved = 1 - drop
    assertWithin(chanceOver(drop + (unmoved * flips) / 2, (unmoved * flips) / 2, isBlocked), 0.8, 0.02)
  })
}

const setting: fc.Arbitrary<Setting> = fc
  .record({
    n: fc.integer({ min: 20, max: 5000 }),
    perCluster: fc.integer({ min: 1, max: 5 }),
    designEffect: fc.double({ min: 1, max: 6, noNaN: true }),
    variance: fc.double({ min: 0, max: 0.5, noNaN: true }),
    allowed: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    alpha: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  })
  .map(({ perCluster, ...rest }) => ({ ...rest, clusters: rest.n / perCluster }))

test('the drop blocked 8 times in 10 lies 0.8416 standard errors of its own beyond what blocks', () => {
  fc.assert(
    fc.property(setting, (setting) => {
      const { n, clusters, designEffect, variance, allowed, alpha } = setting
      for (const policy of ['threshold', 'evidence'] as const) {
        const drop = blockedDrop(setting, policy)
        if (drop === Infinity) continue
        const error = Math.sqrt(((variance + drop * (1 - drop)) * designEffect) / n)
        const noise = policy === 'evidence' ? studentQuantile(1 - alpha!, clusters - 1) * error : 0
        assertWithin(drop, Math.max(allowed, noise) + 0.8416212335729143 * error, 1e-9)
      }
    }),
  )
})

test('evidence never blocks a smaller drop than the threshold alone', () => {
  fc.assert(fc.property(setting, (setting) => assert.ok(blockedDrop(setting, 'evidence') >= blockedDrop(setting, 'threshold'))))
})

test('more samples never see less', () => {
  fc.assert(
    fc.property(setting, fc.integer({ min: 1, max: 5000 }), (setting, more) => {
      const larger = { ...setting, n: setting.n + more, clusters: ((setting.n + more) * setting.clusters) / setting.n }
      assert.ok(cleanPassChance(larger) >= cleanPassChance(setting) - 1e-12)
      assert.ok(blockedDrop(larger, 'evidence') <= blockedDrop(setting, 'evidence') + 1e-12)
    }),
  )
})

test('the samples needed pass 8 times in 10, and one fewer does not', () => {
  fc.assert(
    fc.property(setting, (setting) => {
      const needed = samplesForCleanPass(setting)
      const chanceAt = (n: number): number => cleanPassChance({ ...setting, n, clusters: (n * setting.clusters) / setting.n })
      assert.ok(chanceAt(needed) >= 0.8)
      if (((needed - 1) * setting.clusters) / setting.n > 1) assert.ok(chanceAt(needed - 1) < 0.8)
    }),
    { numRuns: 50 },
  )
})

test('no number of samples shows that nothing at all was lost', () => assert.equal(samplesForCleanPass({ ...usual, allowed: 0 }), Infinity))

test('a few samples can block no drop for certain', () => {
  assert.equal(blockedDrop({ ...usual, n: 2, clusters: 2, variance: 1 }, 'evidence'), Infinity)
})

const REFUSED: readonly Partial<Setting>[] = [
  { n: 1 },
  { n: NaN },
  { clusters: 1 },
  { clusters: 501 },
  { designEffect: 0.9 },
  { variance: -0.1 },
  { variance: 1.1 },
  { allowed: 5 },
  { allowed: -0.01 },
  { alpha: 0.5 },
  { alpha: 0 },
]

for (const [index, change] of REFUSED.entries()) {
  test(`a setting outside the contract is refused (${index})`, () => {
    const setting = { ...usual, ...change }
    assert.throws(() => cleanPassChance(setting), refusal)
    assert.throws(() => blockedDrop(setting, 'threshold'), refusal)
    assert.throws(() => samplesForCleanPass(setting), refusal)
  })
}

/** Beyond a drop of 15 of 500; a tie counts half, as the normal approximation has none. */
function isBlocked(b: number, c: number): number {
  return b - c === 15 ? 0.5 : Number(b - c > 15)
}

/** Chance of what holds for the numbers of drops and gains among 500 samples, each a drop or a gain with these chances. */
function chanceOver(worse: number, better: number, holds: (b: number, c: number) => boolean | number): number {
  let chance = 0
  for (let b = 0, ofB = (1 - worse) ** 500; b <= 120; b += 1) {
    const share = better / (1 - worse)
    for (let c = 0, ofC = (1 - share) ** (500 - b); c <= 120; c += 1) {
      chance += ofB * ofC * Number(holds(b, c))
      ofC *= ((500 - b - c) / (c + 1)) * (share / (1 - share))
    }
    ofB *= ((500 - b) / (b + 1)) * (worse / (1 - worse))
  }
  return chance
}
