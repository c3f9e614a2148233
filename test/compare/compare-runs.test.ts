import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareRuns, type CandidateComparison, type RunSide } from '../../src/compare/compare-runs.ts'
import { adviceOn } from '../../src/compare/upgrade.ts'
import type { Entry } from '../../src/domain/sample.ts'
import { summarise } from '../../src/run/summarise.ts'
import { accuracy, placed, runOf, times, type Ending } from './runs.ts'

const samples = placed(150, (index) => ({ slice: index < 15 ? 'numeric' : 'plain' }))

const compared = (
  current: readonly Ending[],
  candidates: readonly (readonly Ending[])[],
  of: readonly Entry[] = samples,
): readonly CandidateComparison[] =>
  compareRuns({
    current: sideOf(of, current),
    candidates: candidates.map((endings) => sideOf(of, endings)),
    samples: of,
    metrics: [accuracy],
    thresholds: { accuracy: 0.03 },
  })

const sideOf = (of: readonly Entry[], endings: readonly Ending[]): RunSide => {
  const samples = summarise(runOf(of, endings).records, 'answers')
  return { samples, of: (id) => samples.find((sample) => sample.id === id) }
}

const right = times(150, 1)
const worse = [...times(15, 0), ...times(135, 1)]

test('each candidate is compared with the current model, in the order given', () => {
  const found = compared([...times(5, 0), ...times(145, 1)], [right, worse, [...times(5, 0), ...times(145, 1)]])
  assert.deepEqual(
    found.map(({ comparisons }) => comparisons.map(({ state, better, worse }) => [state, better, worse])),
    [[['held', 5, 0]], [['regressed', 0, 10]], [['held', 0, 0]]],
  )
  assert.deepEqual(
    found.map(({ comparisons }) => adviceOn(comparisons)),
    ['GO', 'NO-GO', 'GO'],
  )
})

test('of a candidate that lost, the samples and slices that it lost', () => {
  const [found] = compared(right, [worse])
  assert.deepEqual(found?.broken.map(({ id, before, after }) => [id, before, after]).slice(0, 2), [
    ['s0', 'answer 1', 'answer 0'],
    ['s1', 'answer 1', 'answer 0'],
  ])
  assert.deepEqual(found?.slices['accuracy']?.[0], { slice: 'numeric', n: 15, base: 1, now: 0, worse: 15 })
})

test('of a candidate that held nothing is called broken', () => {
  const [found] = compared(right, [right])
  assert.deepEqual([found?.broken, found?.slices], [[], {}])
})

/** The state of a candidate that lost 15 samples and won 5, beside so many that changed nothing. */
const besideOthers = (others: number): readonly unknown[] => {
  const current = [...times(15, 1), ...times(5, 0), ...times(130, 1)]
  const [found] = compared(current, [worse, ...Array.from({ length: others }, () => current)])
  return [found?.comparisons[0]?.state, found?.comparisons[0]?.beyondNoise]
}

test('many candidates make the same drop less surprising (p .0134: × 3 = .040, × 4 = .054)', () => {
  assert.deepEqual([0, 2, 3].map(besideOthers), [
    ['regressed', true],
    ['regressed', true],
    ['regressed', false],
  ])
})

test('errors of either side are bounded', () => {
  assert.equal(compared(right, [[...times(147, 1), ...times(3, 'timeout')]])[0]?.comparisons[0]?.missing, 3)
  assert.equal(compared([...times(120, 1), ...times(30, 'timeout')], [right])[0]?.comparisons[0]?.state, 'held')
  assert.equal(compared(right, [[...times(120, 1), ...times(30, 'timeout')]])[0]?.comparisons[0]?.state, 'not-measured')
})

test('samples of one cluster count as one', () => {
  const [found] = compared(
    right,
    [right],
    placed(150, (index) => ({ cluster: `c${index % 3}` })),
  )
  assert.deepEqual([found?.comparisons[0]?.clusters, found?.comparisons[0]?.state], [3, 'unproven'])
})

test('no candidate, no comparison', () => assert.deepEqual(compared(right, []), []))
