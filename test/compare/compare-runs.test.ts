import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareRuns, type CandidateComparison, type RunSide, type RunsInput } from '../../src/compare/compare-runs.ts'
import { adviceOn } from '../../src/compare/upgrade.ts'
import type { Entry } from '../../src/domain/sample.ts'
import type { Metric } from '../../src/domain/score.ts'
import { summarise } from '../../src/run/summarise.ts'
import { accuracy, placed, runOf, times, type Ending } from './runs.ts'

const samples = placed(150, (index) => ({ slice: index < 15 ? 'numeric' : 'plain' }))

const compared = (
  current: readonly Ending[],
  candidates: readonly (readonly Ending[])[],
  of: readonly Entry[] = samples,
  more: Partial<RunsInput> = {},
): readonly CandidateComparison[] =>
  compareRuns({
    current: sideOf(of, current),
    candidates: candidates.map((endings) => sideOf(of, endings)),
    samples: of,
    metrics: [accuracy],
    thresholds: { accuracy: 0.03 },
    slices: { block: true, tags: [] },
    ...more,
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
    found.map(({ comparisons, guards }) => adviceOn(comparisons, guards).advice),
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

const binary: Metric = { ...accuracy, scorer: { ...accuracy.scorer, scale: 'binary' } }
const guarded = placed(150, (index) => ({
  slice: index < 15 ? 'numeric' : 'plain',
  tags: index < 30 ? ['new'] : [],
  ...(index === 0 || index === 149 ? { severity: 'critical' as const } : {}),
}))
const lenient = { metrics: [binary], thresholds: { accuracy: 0.1 } }

test('a candidate that breaks a critical sample is NO-GO though its metric held, and shows the sample', () => {
  const current = [...times(149, 1), 0]
  const [lost, same] = compared(current, [[0, ...times(148, 1), 0], current], guarded, lenient)
  assert.equal(lost?.comparisons[0]?.state, 'held')
  assert.deepEqual(lost === undefined ? undefined : adviceOn(lost.comparisons, lost.guards), {
    advice: 'NO-GO',
    reasons: ['critical on accuracy: s0 was right in every trial of the current model, wrong in every trial of the candidate'],
  })
  assert.deepEqual([lost?.broken.map(({ id, before, after }) => [id, before, after]), lost?.slices], [[['s0', 'answer 1', 'answer 0']], {}])
  assert.deepEqual(same?.guards.critical, {
    broken: [],
    already: [{ id: 's149', metric: 'accuracy', base: 0, now: 0, trials: { base: 1, now: 1 } }],
    unclear: [],
  })
})

const inSlice = [1, ...times(10, 0), ...times(139, 1)]

test('a slice that dropped makes a candidate NO-GO where slices block, and is named where they only warn', () => {
  for (const [block, advice, shown] of [
    [true, 'NO-GO', 10],
    [false, 'GO', 0],
  ] as const) {
    const [found] = compared(times(150, 1), [inSlice], guarded, { ...lenient, thresholds: { accuracy: 0.15 }, slices: { block, tags: [] } })
    assert.deepEqual(
      found?.guards.slices.flagged.map(({ kind, slice, n, base, decided }) => [kind, slice, n, base, decided]),
      [['slice', 'numeric', 15, 1, true]],
    )
    assert.equal(found === undefined ? undefined : adviceOn(found.comparisons, found.guards).advice, advice)
    assert.equal(found?.broken.length, shown)
  }
})

test('the tags of slices.tags are looked at too', () => {
  const [found] = compared(times(150, 1), [inSlice], guarded, { ...lenient, slices: { block: true, tags: ['new'] } })
  assert.deepEqual(
    found?.guards.slices.flagged.map(({ kind, slice }) => `${kind} ${slice}`),
    ['slice numeric', 'tag new'],
  )
})

test('where lower is better a candidate that rose lost, and shows what rose, whatever metrics stand beside it', () => {
  const cost: Metric = { ...accuracy, scorer: { ...accuracy.scorer, better: 'lower' } }
  const other: Metric = { ...accuracy, name: 'mrr' }
  const [found] = compared(worse, [right], samples, { metrics: [other, cost] })
  assert.deepEqual(
    found?.comparisons.map(({ metric, state }) => `${metric} ${state}`),
    ['mrr not-gated', 'accuracy regressed'],
  )
  assert.deepEqual([found?.broken.length, found?.broken[0]?.id, found?.slices['accuracy']?.[0]?.slice], [15, 's0', 'numeric'])
})

test('no candidate, no comparison', () => assert.deepEqual(compared(right, []), []))
