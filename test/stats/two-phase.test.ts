import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { twoPhaseDrops } from '../../src/stats/two-phase.ts'
import { assertWithin, refusal } from './close.ts'

test('what was not run again keeps its drop, what surely was counts half and half', () => {
  const samples = [{ drop: 1 }, { drop: 1, again: { chance: 1, drop: 0 } }, { drop: -1, again: { chance: 1, drop: -1 } }]
  assert.deepEqual(twoPhaseDrops(samples), [1, 0.5, -1])
})

test('what was run again by a chance of 1/4 counts for four', () => {
  assert.deepEqual(twoPhaseDrops([{ drop: 0, again: { chance: 0.25, drop: 1 } }]), [2])
})

const drop = fc.integer({ min: -6, max: 6 }).map((sixth) => sixth / 6)
const sample = fc.record({ first: drop, fresh: drop, chance: fc.constantFrom(0.1, 0.25, 0.5, 0.9, 1) })
type Drawn = { readonly first: number; readonly fresh: number; readonly chance: number }

test('over every draw of what runs again, each weighed by its chance, the mean is that of both runs', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 7 }), (samples) => {
      const expected = mean(samples.map(({ first, fresh }) => (first + fresh) / 2))
      assertWithin(averageOverDraws(samples), expected, 1e-12)
    }),
  )
})

test('so it stays where all that moved runs again and the rest by chance', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 8 }), (samples) => {
      const chosen = samples.map((one) => ({ ...one, chance: one.first === 0 ? 0.25 : 1 }))
      assertWithin(averageOverDraws(chosen), mean(samples.map(({ first, fresh }) => (first + fresh) / 2)), 1e-12)
    }),
  )
})

for (const chance of [0, -0.5, 1.5, NaN]) {
  test(`a chance of ${chance} is refused`, () => assert.throws(() => twoPhaseDrops([{ drop: 0, again: { chance, drop: 0 } }]), refusal))
}

function averageOverDraws(samples: readonly Drawn[]): number {
  let average = 0
  for (let draw = 0; draw < 2 ** samples.length; draw += 1) {
    const picked = samples.map((_, index) => ((draw >> index) & 1) === 1)
    const weight = samples.reduce((product, { chance }, index) => product * (picked[index] ? chance : 1 - chance), 1)
    const seen = samples.map(({ first, fresh, chance }, index) =>
      picked[index] ? { drop: first, again: { chance, drop: fresh } } : { drop: first },
    )
    average += weight * mean(twoPhaseDrops(seen))
  }
  return average
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
