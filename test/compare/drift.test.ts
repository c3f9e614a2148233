import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anchoredDrops, driftAlarms, driftsOf } from '../../src/compare/drift.ts'
import type { Drift, HistoryEntry } from '../../src/domain/history.ts'
import { measured, type Recorded } from '../run/recorded.ts'
import { accuracy, baselineOf, fingerprint, placed, runOf, times, type Ending } from './runs.ts'

const samples = placed(100)
const wrong = (count: number): readonly Ending[] => [...times(count, 0), ...times(100 - count, 1)]
const anchor = baselineOf(runOf(samples, wrong(0), { id: 'anchor' }))

const accepted = (index: number, drop: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: `2026-11-${String(index + 1).padStart(2, '0')}T00:00:00.000Z`,
  commit: `commit${index}`,
  why: `change ${index}`,
  run: `run ${index}`,
  metrics: { accuracy: 1 - drop },
  anchored: { run: 'anchor', drops: { accuracy: drop } },
  ...more,
})

const driftOf = (history: readonly HistoryEntry[], allowed = 0.05): Drift => {
  const [drift] = driftsOf({ anchor, history, now: {}, thresholds: { accuracy: allowed } })
  assert.ok(drift !== undefined)
  return drift
}

const dropsOf = (run: Recorded): Readonly<Record<string, number>> =>
  anchoredDrops({ anchor, fingerprint: run.fingerprint, head: measured(run).samples, metrics: [accuracy] })

test('ten accepted changes of -0.6 T, each within what is allowed, end in an alarm', () => {
  const history = Array.from({ length: 10 }, (_, index) => accepted(index, 0.03 * (index + 1)))
  assert.equal(driftOf(history.slice(0, 2)).alarm, false)
  assert.equal(driftOf(history.slice(0, 3)).alarm, true)
  assert.equal(driftOf(history).alarm, true)
})

test('a single bad run after many good ones is no drift, nor is a lucky one a mark to fall short of', () => {
  const noise = [0, 0.01, -0.04, 0.01, 0, 0.02, -0.01, 0.06]
  assert.equal(driftOf(noise.map((drop, index) => accepted(index, drop))).alarm, false)
})

test('the first accepted run starts the average, and an average of exactly what is allowed is no alarm', () => {
  assert.equal(driftOf([accepted(0, 0.05)]).average, 0.05)
  assert.equal(driftOf([accepted(0, 0.85 - 0.82)], 0.03).alarm, false)
  assert.equal(driftOf([accepted(0, 0.06)]).alarm, true)
})

test('what the runs add is the average', () => {
  const { average, runs } = driftOf([0.03, 0.06, 0.09, 0.01].map((drop, index) => accepted(index, drop)))
  const sum = runs.reduce((total, { adds }) => total + adds, 0)
  assert.ok(typeof average === 'number' && Math.abs(sum - average) < 1e-12)
})

test('runs of another anchor, runs before it and a run that was accepted twice do not count', () => {
  const { anchored: _, ...before } = accepted(0, 0)
  const other = accepted(1, 0.9, { anchored: { run: 'an earlier anchor', drops: { accuracy: 0.9 } } })
  const { runs } = driftOf([before, other, accepted(2, 0.01), accepted(3, 0.02), accepted(4, 0.02, { run: 'run 3' })])
  assert.deepEqual(
    runs.map(({ why }) => why),
    ['change 2', 'change 3'],
  )
})

test('before the first accepted run there is no average', () => {
  assert.deepEqual([driftOf([]).average, driftOf([]).alarm], ['none', false])
})

test('the drop is that of the pairs with the anchor', () => {
  assert.deepEqual(dropsOf(runOf(samples, wrong(7))), { accuracy: 0.07 })
  const changed = placed(100, (index) => (index < 5 ? { hash: 'another expectation' } : {}))
  assert.deepEqual(dropsOf(runOf(changed, wrong(5))), { accuracy: 0 })
})

test('where a lower value is better, a rise is the drop', () => {
  const run = runOf(samples, wrong(7))
  const cost = { ...accuracy, scorer: { ...accuracy.scorer, better: 'lower' as const } }
  const head = measured(run).samples
  assert.deepEqual(anchoredDrops({ anchor, fingerprint, head, metrics: [cost] }), { accuracy: -0.07 })
})

test('a scorer that changed since the anchor, and samples that are all new, have no drop', () => {
  assert.deepEqual(dropsOf(runOf(samples, wrong(7), { fingerprint: { ...fingerprint, scorers: { accuracy: '2' } } })), {})
  assert.deepEqual(
    dropsOf(
      runOf(
        placed(3, () => ({ hash: 'new' })),
        times(3, 1),
      ),
    ),
    {},
  )
})

test('an alarm names the anchor, the average and what the last five runs and those before them added', () => {
  const history = Array.from({ length: 7 }, (_, index) => accepted(index, 0.02 * (index + 1)))
  const [alarm = ''] = driftAlarms([{ ...driftOf(history), now: 0.15 }])
  assert.match(alarm, /^drift alarm: accuracy has drifted 11\.1 points below the anchor of 2026-11-01, 5\.0 allowed/)
  assert.match(alarm, /\(moving average of 7 accepted runs, this run 15\.0\); added by 2026-11-07 commit6 "change 6" 5\.6, /)
  assert.match(alarm, /2026-11-03 commit2 "change 2" 0\.3, earlier 0\.2$/)
  assert.deepEqual(driftAlarms([driftOf([accepted(0, 0.01)])]), [])
})

const alarmOf = (history: readonly HistoryEntry[], more: Partial<Drift> = {}): string =>
  driftAlarms([{ ...driftOf(history), ...more }])[0] ?? ''

test('of one run and of just five nothing is earlier, and what has no reason or commit is not quoted', () => {
  assert.equal(
    alarmOf([accepted(0, 0.06, { why: '', commit: '' })]),
    'drift alarm: accuracy has drifted 6.0 points below the anchor of 2026-11-01, 5.0 allowed (moving average of 1 accepted run); ' +
      'added by 2026-11-01 6.0',
  )
  const five = alarmOf(Array.from({ length: 5 }, (_, index) => accepted(index, 0.06, { commit: '0123456789abcdef' })))
  assert.match(
    five,
    /\(moving average of 5 accepted runs\); added by 2026-11-05 0123456 "change 4" 2\.4, 2026-11-04 0123456 "change 3" 1\.4/,
  )
  assert.doesNotMatch(five, /earlier/)
})

test('a run that won something back has a minus, one that changed nothing has none', () => {
  const alarm = alarmOf([accepted(0, 0.2), accepted(1, 0), accepted(2, -0.01)])
  assert.match(alarm, /added by 2026-11-03 commit2 "change 2" −0\.4, 2026-11-02 commit1 "change 1" 0\.0, 2026-11-01/)
  assert.match(alarmOf([accepted(0, 0.06)], { now: -0.02 }), /accepted run, this run −2\.0\)/)
})

test('runs that did not measure the metric, or had no anchor, are none of it', () => {
  const { anchored: _, ...before } = accepted(0, 0)
  const unmeasured = accepted(1, 0, { anchored: { run: 'anchor', drops: { mrr: 0.5 } } })
  assert.deepEqual(
    driftOf([before, unmeasured, accepted(2, 0.01)]).runs.map(({ why, drop, adds }) => [why, drop, adds]),
    [['change 2', 0.01, 0.01]],
  )
})

test('the drop of the present run is told, and that there is none', () => {
  const [measured, unmeasured] = driftsOf({ anchor, history: [], now: { accuracy: 0.02 }, thresholds: { accuracy: 0.05, mrr: 0.03 } })
  assert.deepEqual(measured, {
    metric: 'accuracy',
    allowed: 0.05,
    anchor: { at: anchor.accepted.at, commit: 'abc' },
    now: 0.02,
    average: 'none',
    alarm: false,
    runs: [],
  })
  assert.deepEqual([unmeasured?.metric, unmeasured?.now], ['mrr', 'unmeasured'])
})
