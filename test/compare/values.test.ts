import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { pairValues, valueOf, type Gap, type Pair, type Value } from '../../src/compare/values.ts'
import { sideOf, sidesOf, type Cell } from './sides.ts'

const VALUES: readonly { readonly claim: string; readonly trials: readonly Cell[]; readonly value: Value }[] = [
  { claim: 'one trial is its own mean', trials: [0.4], value: 0.4 },
  { claim: 'trials are averaged into one value', trials: [1, 0, 0, 1], value: 0.5 },
  { claim: 'an errored trial is left out of the mean, not counted as 0', trials: [1, 'errored', 1], value: 1 },
  { claim: 'an unscored trial is left out of the mean', trials: ['unscored', 0.5], value: 0.5 },
  { claim: 'a measured 0 is a value', trials: [0, 'errored'], value: 0 },
  { claim: 'a sample that no trial measured is missing', trials: ['errored', 'errored'], value: 'missing' },
  { claim: 'a sample that was never run is missing', trials: [], value: 'missing' },
  { claim: 'a metric that applies to no trial is skipped', trials: ['skipped', 'skipped'], value: 'skipped' },
  { claim: 'skipped and errored together are missing', trials: ['skipped', 'errored'], value: 'missing' },
]

for (const { claim, trials, value } of VALUES) test(claim, () => assert.equal(valueOf(sideOf([trials])[0], 'accuracy'), value))

test('an unknown sample and an unknown metric are missing', () => {
  assert.equal(valueOf(undefined, 'accuracy'), 'missing')
  assert.equal(valueOf(sideOf([1])[0], 'toString'), 'missing')
})

type Trials = Cell | readonly Cell[]
const higher = { name: 'accuracy', better: 'higher' } as const
const lower = { name: 'accuracy', better: 'lower' } as const

const pairs = (
  claim: string,
  [base, now]: readonly [Trials, Trials],
  pair: Omit<Pair, 'id'>,
  metric: typeof higher | typeof lower = higher,
): void => {
  test(claim, () => assert.deepEqual(pairValues(sidesOf([base], [now]), ['s0'], metric), { pairs: [{ id: 's0', ...pair }], gaps: [] }))
}

pairs('a fall is a positive drop', [1, 0], { base: 1, now: 0, drop: 1 })
pairs('a rise is a negative drop', [0.25, 0.75], { base: 0.25, now: 0.75, drop: -0.5 })
pairs('where lower is better a rise is the drop', [0.25, 0.75], { base: 0.25, now: 0.75, drop: 0.5 }, lower)
pairs('sides with different numbers of trials are paired by their means', [[1, 1, 0, 0], 1], { base: 0.5, now: 1, drop: -0.5 })
pairs('the mean of three equal scores differs from the score in nothing', [[0.4, 0.4, 0.4], 0.4], {
  base: (0.4 + 0.4 + 0.4) / 3,
  now: 0.4,
  drop: 0,
})
pairs('rounding is no rise either', [0.4, [0.4, 0.4, 0.4]], { base: 0.4, now: (0.4 + 0.4 + 0.4) / 3, drop: 0 })

const gap = (
  claim: string,
  [base, now]: readonly [Cell, Cell],
  bounds: Omit<Gap, 'id'>,
  metric: typeof higher | typeof lower = higher,
): void => {
  test(claim, () => assert.deepEqual(pairValues(sidesOf([base], [now]), ['s0'], metric), { pairs: [], gaps: [{ id: 's0', ...bounds }] }))
}

gap('a right answer that is missing now may have been lost', [1, 'errored'], { worst: 1, best: 0 })
gap('a wrong answer that is missing now may have been won', [0, 'errored'], { worst: 0, best: -1 })
gap('a fraction that is missing now may have gone either way', [0.25, 'errored'], { worst: 0.25, best: -0.75 })
gap('a right answer of unknown past may have been won', ['errored', 1], { worst: 0, best: -1 })
gap('missing on both sides it may be anything', ['errored', 'unscored'], { worst: 1, best: -1 })
gap('where lower is better the ends change places', [0.25, 'errored'], { worst: 0.75, best: -0.25 }, lower)
gap('a metric that stops applying is a gap, not a way out', [1, 'skipped'], { worst: 1, best: 0 })

const outside = (claim: string, base: Cell, now: Cell): void => {
  test(claim, () => assert.deepEqual(pairValues(sidesOf([base], [now]), ['s0'], higher), { pairs: [], gaps: [] }))
}

outside('a metric that applies on neither side leaves the sample out', 'skipped', 'skipped')
outside('an error now is no gap of a metric that does not apply', 'skipped', 'errored')
outside('an error then is no gap of a metric that does not apply', 'errored', 'skipped')

test('only the ids that were asked for are paired, in their order', () => {
  const { pairs } = pairValues(sidesOf([1, 1, 1], [0, 0, 0]), ['s2', 's0'], higher)
  assert.deepEqual(
    pairs.map(({ id }) => id),
    ['s2', 's0'],
  )
})

const share = fc.double({ min: 0, max: 1, noNaN: true })

test('whatever a missing score turns out to be, the drop lies within its bounds', () => {
  fc.assert(
    fc.property(share, share, fc.constantFrom('base', 'now'), fc.constantFrom(higher, lower), (base, now, missing, metric) => {
      const ends = missing === 'base' ? sidesOf(['errored'], [now]) : sidesOf([base], ['errored'])
      const [{ worst, best } = { worst: Number.NaN, best: Number.NaN }] = pairValues(ends, ['s0'], metric).gaps
      const [{ drop } = { drop: Number.NaN }] = pairValues(sidesOf([base], [now]), ['s0'], metric).pairs
      assert.ok(best <= drop && drop <= worst)
    }),
  )
})
