import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareMetrics } from '../../src/compare/compare.ts'
import { compareInTwo, pickAgain, restChance, undecidedMetrics, type Confirming, type Picked } from '../../src/compare/confirm.ts'
import { decide } from '../../src/compare/decide.ts'
import { pairTwice } from '../../src/compare/two-phase.ts'
import type { Comparison } from '../../src/domain/comparison.ts'
import { summarise } from '../../src/run/summarise.ts'
import { measured, recordingsOf } from '../run/recorded.ts'
import { baselineOf, decisionOn, placed, recordOf, runOf, times, type Ending } from './runs.ts'
import { byId, cellsOf, evidence, inputOf, sideOf, sidesOf, threshold, type Cell } from './sides.ts'

const metric = { name: 'accuracy', better: 'higher' } as const

const chosen = (base: readonly Cell[], now: readonly Cell[], seed = 'data'): readonly Picked[] => {
  const sides = sidesOf(base, now)
  return pickAgain({ sides, paired: [...sides.base.keys()], metrics: [metric], seed })
}

// Which samples run again.

test('every sample that moved runs again, those that got better as well as those that got worse', () => {
  const { base, now } = cellsOf({ n: 200, lost: 9, won: 4, never: 20 })
  const sure = chosen(base, now).filter(({ chance }) => chance === 1)
  assert.deepEqual(
    sure.map(({ id }) => id),
    Array.from({ length: 13 }, (_, index) => `s${index}`),
  )
})

test('of the rest a quarter runs again, whatever they scored', () => {
  const { base, now } = cellsOf({ n: 4000, never: 2000 })
  const picked = chosen(base, now)
  assert.ok(picked.every(({ chance }) => chance === restChance))
  const wrong = picked.filter(({ id }) => Number(id.slice(1)) < 2000).length
  for (const count of [wrong, picked.length - wrong]) assert.ok(Math.abs(count / 2000 - restChance) < 0.04, String(count))
})

test('the seed and the id alone decide: the same every time, another set under another seed, no matter what else is there', () => {
  const { base, now } = cellsOf({ n: 300, lost: 5 })
  assert.deepEqual(chosen(base, now), chosen(base, now))
  assert.notDeepEqual(chosen(base, now, 'data'), chosen(base, now, 'other'))
  const fewer = chosen(base.slice(0, 100), now.slice(0, 100)).map(({ id }) => id)
  const all = chosen(base, now).map(({ id }) => id)
  assert.deepEqual(
    fewer,
    all.filter((id) => Number(id.slice(1)) < 100),
  )
})

test('over many seeds each sample of the rest is drawn a quarter of the time', () => {
  const cells: readonly Cell[] = [1, 1, 0, 0]
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 4000; seed += 1)
    for (const { id } of chosen(cells, cells, `seed ${seed}`)) counts.set(id, (counts.get(id) ?? 0) + 1)
  assert.equal(counts.size, 4)
  for (const count of counts.values()) assert.ok(Math.abs(count / 4000 - restChance) < 0.03, String(count))
})

// What the new trials add.

const base = [1, 1, 1, 0, 0, 1, 1, 1] as const
const now = [0, 0, 1, 1, 0, 1, 1, 1] as const
const fresh = [1, 0, 1, 0, 0, 0, 1, 1] as const

const againWith = (picked: readonly Picked[], cells: readonly Cell[]) => {
  const known = byId(sideOf(cells))
  return new Map(picked.map(({ id, chance }) => [id, { chance, sample: known.get(id) }]))
}

test('over many seeds the mean drop is the one of both runs together', () => {
  const sides = sidesOf(base, now)
  const paired = [...sides.base.keys()]
  const means = Array.from({ length: 4000 }, (_, seed) => {
    const { pairs } = pairTwice({ sides, paired }, againWith(chosen(base, now, String(seed)), fresh), metric)
    return pairs.reduce((sum, { drop }) => sum + drop, 0) / pairs.length
  })
  const expected = base.reduce<number>((sum, value, index) => sum + value - ((now[index] ?? 0) + (fresh[index] ?? 0)) / 2, 0) / base.length
  const mean = means.reduce((sum, each) => sum + each, 0) / means.length
  assert.ok(Math.abs(mean - expected) < 0.01, `${mean} beside ${expected}`)
})

test('a sample of the rest that turns out wrong counts for the four it stands for', () => {
  const sides = sidesOf([1], [1])
  const { pairs } = pairTwice({ sides, paired: ['s0'] }, againWith([{ id: 's0', chance: 0.25 }], [0]), metric)
  assert.deepEqual(pairs, [{ id: 's0', base: 1, now: -1, drop: 2 }])
})

test('on a metric that is better low a rise is the drop, at first and again', () => {
  const sides = sidesOf([0, 0], [1, 0])
  const again = againWith(
    [
      { id: 's0', chance: 1 },
      { id: 's1', chance: 0.25 },
    ],
    [0, 1],
  )
  assert.deepEqual(pairTwice({ sides, paired: ['s0', 's1'] }, again, { name: 'accuracy', better: 'lower' }).pairs, [
    { id: 's0', base: 0, now: 0.5, drop: 0.5 },
    { id: 's1', base: 0, now: 2, drop: 2 },
  ])
})

test('a picked sample whose new trial never ran is a gap like one without an answer', () => {
  const sides = sidesOf([1], [0])
  const { pairs, gaps } = pairTwice({ sides, paired: ['s0'] }, new Map([['s0', { chance: 1, sample: undefined }]]), metric)
  assert.deepEqual([pairs, gaps], [[], [{ id: 's0', worst: 1, best: 0.5 }]])
})

test('a sample that the metric does not apply to when it is run again keeps its first answer', () => {
  const sides = sidesOf(['skipped', 1], ['skipped', 0])
  const { pairs, gaps } = pairTwice(
    { sides, paired: ['s0', 's1'] },
    againWith(
      [
        { id: 's0', chance: 1 },
        { id: 's1', chance: 1 },
      ],
      ['skipped', 0],
    ),
    metric,
  )
  assert.deepEqual([pairs, gaps], [[{ id: 's1', base: 1, now: 0, drop: 1 }], []])
})

test('a new trial without an answer leaves its sample between its worst and its best', () => {
  const sides = sidesOf([1, 1], [0, 1])
  const again = againWith(
    [
      { id: 's0', chance: 1 },
      { id: 's1', chance: 0.25 },
    ],
    ['errored'],
  )
  assert.deepEqual(pairTwice({ sides, paired: ['s0', 's1'] }, again, metric), {
    pairs: [],
    gaps: [
      { id: 's0', worst: 1, best: 0.5 },
      { id: 's1', worst: 2, best: 0 },
    ],
  })
})

test('a sample without a first answer stays a gap, as wide as its second answer leaves it', () => {
  const sides = sidesOf([1, 1], ['errored', 'errored'])
  const again = againWith([{ id: 's0', chance: 0.25 }], [0])
  assert.deepEqual(pairTwice({ sides, paired: ['s0', 's1'] }, again, metric).gaps, [
    { id: 's0', worst: 2, best: 1 },
    { id: 's1', worst: 1, best: 0 },
  ])
})

// What is undecided.

const comparison = (state: Comparison['state'], more: Partial<Comparison> = {}): Comparison => ({
  metric: state,
  n: 100,
  base: 1,
  now: 1,
  delta: 0,
  better: 0,
  worse: 0,
  clusters: 100,
  missing: 0,
  state,
  ...more,
})
const within = comparison('regressed', { beyondNoise: false })
const beyond = comparison('regressed', { beyondNoise: true })

const open = (claim: string, policy: 'threshold' | 'evidence', given: readonly Comparison[], expected: readonly string[]): void => {
  test(`${policy}: ${claim}`, () => assert.deepEqual(undecidedMetrics(given, policy), expected))
}

open('a drop within noise is undecided', 'threshold', [within, comparison('held')], ['regressed'])
open('what is unproven has passed', 'threshold', [comparison('unproven'), comparison('held')], [])
open('a drop within noise and what is unproven are undecided', 'evidence', [within, comparison('unproven')], ['regressed', 'unproven'])
open('beside a drop beyond noise nothing is left to decide', 'threshold', [within, beyond], [])
open('the same', 'evidence', [comparison('unproven'), beyond], [])
open('what was not measured is no clearer for being asked again', 'evidence', [comparison('not-measured'), comparison('not-gated')], [])

// The two shares of chance.

test('where a re-run can happen the first look takes 4 %, else the whole 5 %', () => {
  const { base: before, now: after } = cellsOf({ n: 200, lost: 5, won: 2 })
  const input = inputOf(before, after, { allowed: 0.05 })
  const [alone] = compareInTwo(input, undefined)
  const [first] = compareInTwo(input, {})
  assert.deepEqual([alone?.alpha, first?.alpha], [undefined, 0.04])
  assert.deepEqual(compareInTwo(input, undefined), compareMetrics(input))
  assert.ok((first?.interval?.lower ?? 0) < (alone?.interval?.lower ?? -1), 'the first look is wider')
})

// Decisions.

const samples = placed(200)
const allRight = baselineOf(runOf(samples, times(200, 1)))
const firstRun = runOf(samples, [...times(8, 0), ...times(192, 1)])
const paired = samples.map(({ id }) => id)

/** Eight of 200 got worse at first, 3.5 points are allowed; the picked ones then come to these endings. */
const confirmed = (endings: (index: number) => Ending, policy = threshold) => {
  const sides = { base: byId(allRight.samples), head: byId(summarise(firstRun.records, 'scores')) }
  const picked = pickAgain({ sides, paired, metrics: [metric], seed: 'data' })
  const ids = new Set(picked.map(({ id }) => id))
  const again = samples.filter(({ id }) => ids.has(id))
  const run = {
    ...runOf(again, []),
    records: again.map((each) => recordOf(each, endings(Number(each.id.slice(1))), 2)),
  }
  const confirming: Confirming = {
    rerun: { metrics: ['accuracy'], picked, run: measured(run), recordings: recordingsOf(run.records) },
  }
  const decision = decide(
    decisionOn(samples, firstRun, { baseline: allRight, thresholds: { accuracy: 0.035 }, maxErrorRate: 0.1, policy, confirming }),
  )
  return { decision, picked }
}

test('a breach by chance that does not come again passes', () => {
  const { decision } = confirmed(() => 1)
  assert.equal(decision.verdict.outcome, 'pass')
  assert.deepEqual([decision.comparisons[0]?.delta, decision.comparisons[0]?.alpha], [-0.02, 0.02])
})

test('a drop that comes again fails, and shows both answers', () => {
  const { decision } = confirmed((index) => (index < 8 ? 0 : 1))
  assert.equal(decision.verdict.outcome, 'fail')
  assert.equal(decision.comparisons[0]?.delta, -0.04)
  assert.equal(decision.broken.length, 8)
})

test('a drop that shows in the rest fails although all that moved is right again', () => {
  const { decision } = confirmed((index) => (index < 8 || index % 5 > 0 ? 1 : 0))
  assert.equal(decision.verdict.outcome, 'fail')
})

test('under evidence a drop that comes again and stays within noise is no verdict', () => {
  const { decision } = confirmed((index) => (index < 3 ? 0 : 1), evidence)
  assert.equal(decision.verdict.outcome, 'no-verdict')
})

test('new trials that could not be measured decide nothing: missing data', () => {
  const { decision } = confirmed((index) => (index < 8 ? 'timeout' : 1))
  assert.equal(decision.verdict.outcome, 'not-measured')
  assert.match(decision.verdict.reasons.join(), /8 missing values decide it/)
})

test('a few of them do no harm where both ends agree', () => {
  const { decision, picked } = confirmed((index) => (index === 0 ? 'timeout' : 1))
  assert.equal(decision.verdict.outcome, 'pass')
  assert.ok(picked.length > 8)
})

test('an outage in the re-run, or an answer of another model, is never a verdict', () => {
  assert.match(confirmed(() => 'timeout').decision.verdict.reasons.join(), /samples could not be measured/)
  assert.match(confirmed((index) => (index === 0 ? 'model_mismatch' : 1)).decision.verdict.reasons.join(), /another model/)
})
