import assert from 'node:assert/strict'
import { test } from 'node:test'
import { criticalSamples, type CriticalInput } from '../../src/compare/critical.ts'
import type { Critical } from '../../src/domain/guards.ts'
import type { Severity } from '../../src/domain/sample.ts'
import { accuracy } from './runs.ts'
import { sidesOf, type Cell } from './sides.ts'

const binary = { ...accuracy, scorer: { ...accuracy.scorer, scale: 'binary' as const } }

type More = Partial<CriticalInput> & { readonly severity?: Severity }

const judge = (base: readonly Cell[], now: readonly Cell[], { severity = 'critical', ...more }: More = {}): Critical =>
  criticalSamples({
    sides: sidesOf([base], [now]),
    paired: ['s0'],
    sampleOf: (id) => ({ id, input: '', tags: [], severity }),
    metrics: [binary],
    thresholds: { accuracy: 0.03 },
    ...more,
  })

const fate = (claim: string, expected: keyof Critical | 'well', ...judged: Parameters<typeof judge>): void => {
  test(`${expected}: ${claim}`, () => {
    const found = judge(...judged)
    const kinds = (['broken', 'already', 'unclear'] as const).filter((kind) => found[kind].length > 0)
    assert.deepEqual(kinds, expected === 'well' ? [] : [expected])
  })
}

fate('right in its one trial, wrong now', 'broken', [1], [0])
fate('right in every trial, wrong in every one now', 'broken', [1, 1, 1], [0, 0, 0])
fate('right in one trial of three now', 'well', [1, 1, 1], [0, 1, 0])
fate('wrong in one baseline trial of three', 'already', [1, 0, 1], [0, 0, 0])
fate('wrong before and now', 'already', [0], [0])
fate('wrong before, right now', 'well', [0], [1])
fate('right before and now', 'well', [1], [1])
fate('a trial that was not measured now could have been right', 'unclear', [1, 1, 1], [0, 0, 'errored'])
fate('nothing was measured now', 'unclear', [1], ['errored'])
fate('one right answer is enough, whatever was not measured', 'well', [1], ['errored', 1])
fate('of the baseline its measured trials count', 'broken', [1, 'errored', 1], [0])
fate('nothing was measured before', 'well', ['errored'], [0])
fate('the metric does not apply', 'well', ['skipped'], ['skipped'])
fate('a trial that it does not apply to is no trial', 'broken', [1, 'skipped'], ['skipped', 0])
fate('a metric that stopped applying is asked elsewhere', 'well', [1], ['skipped'])
fate('a score that is not there is one that was not measured', 'unclear', [1], ['unscored'])
fate('a sample that nobody knows is not critical', 'well', [1], [0], { sampleOf: () => undefined })
fate('a side that has not the sample broke nothing', 'well', [1], [0], { sides: { ...sidesOf([[1]], [[0]]), head: new Map() } })
fate('a sample that is not critical', 'well', [1], [0], { severity: 'high' })
fate('a metric that is not gated', 'well', [1], [0], { thresholds: {} })
fate('a metric of fractions', 'well', [1], [0], { metrics: [accuracy] })
fate('a metric that is better low', 'broken', [0], [1], { metrics: [{ ...binary, scorer: { ...binary.scorer, better: 'lower' } }] })
fate('a sample that is not paired', 'well', [1], [0], { paired: [] })

test('what is listed says how often it was right', () => {
  assert.deepEqual(judge([1, 0], [0, 0, 0]).already, [{ id: 's0', metric: 'accuracy', base: 0.5, now: 0, trials: { base: 2, now: 3 } }])
})

test('the share is that of the measured trials, and their number is that of all it applies to', () => {
  assert.deepEqual(judge([1, 0, 'errored', 'skipped'], [0, 'errored']).already, [
    { id: 's0', metric: 'accuracy', base: 0.5, now: 0, trials: { base: 3, now: 2 } },
  ])
})

test('of a metric that is better low the share is the metric itself, not how often it was right', () => {
  const cost = { ...binary, scorer: { ...binary.scorer, better: 'lower' as const } }
  assert.deepEqual(judge([0, 0], [1], { metrics: [cost] }).broken, [
    { id: 's0', metric: 'accuracy', base: 0, now: 1, trials: { base: 2, now: 1 } },
  ])
})

test('of what is unclear the sample and its metric are named, and no figures', () => {
  assert.deepEqual(judge([1], ['errored']).unclear, [{ id: 's0', metric: 'accuracy' }])
})
