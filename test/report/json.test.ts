import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Comparison } from '../../src/domain/comparison.ts'
import type { Report } from '../../src/domain/report.ts'
import { jsonReport } from '../../src/report/json.ts'
import { failing, flip, held, regressed, report } from './made.ts'

type Json = { readonly [key: string]: Json } & readonly Json[]

const read = (given: Report): Json => JSON.parse(jsonReport(given))

const has = (claim: string, given: Report, expected: object): void => {
  test(claim, () => assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, read(given)[key]])), expected))
}

has('a pass says so, with its exit code', report(), {
  schemaVersion: 1,
  outcome: 'pass',
  exit: 0,
  unproven: false,
  reasons: ['no metric dropped more than allowed'],
  next: [],
})
has('a fail says so', failing(1), { schemaVersion: 1, outcome: 'fail', exit: 1 })
has('unproven is told apart from pass', report({ verdict: { outcome: 'pass', reasons: ['x'], next: [], unproven: true } }), {
  outcome: 'pass',
  unproven: true,
})
has('every planned sample is counted once', report({ counts: { planned: 500, scored: 469, errored: 29, notRun: 2, failed: 3 } }), {
  counts: { planned: 500, scored: 469, errored: 29, notRun: 2, failed: 3 },
})
has('it names the samples that were not compared', report({ alignment: { paired: ['a'], added: ['b'], removed: ['c'], changed: ['d'] } }), {
  samples: { paired: 1, added: ['b'], removed: ['c'], changed: ['d'] },
})
has('a broken sample comes with its place', failing(1), { broken: [{ ...flip, file: 'eval/set.jsonl', line: 37 }] })
has('and without one where there is none', failing(1, { places: {} }), { broken: [flip] })
has('it says by whom and why the baseline was accepted', report(), {
  baseline: {
    file: 'eval/baseline.json',
    at: '2026-11-01T12:00:00.000Z',
    by: 'Ann',
    why: 'first scores',
    commit: '4f2c1aa0b1c2',
    dirty: false,
  },
})
has('an unknown cost is not 0', report(), { spend: report().spend })

const metric = (claim: string, comparison: Comparison, expected: object): void => {
  test(claim, () => {
    const [found = {}] = Object.values(read(report({ comparisons: [comparison] }))['metrics'] ?? [])
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, (found as Json)[key]])), expected)
  })
}

metric('a metric has its figures and its state', held, {
  name: 'factual_accuracy',
  n: 500,
  base: 0.884,
  now: 0.886,
  delta: 0.002,
  lower: -0.012,
  upper: 0.017,
  better: 9,
  worse: 8,
  allowed: 0.03,
  state: 'held',
  beyondNoise: null,
  gained: false,
})
metric('a breach says whether chance would do', regressed, { state: 'regressed', beyondNoise: true, delta: -0.058 })
metric('figures are not rounded', { ...held, delta: -0.1 + 0.3 }, { delta: -0.1 + 0.3 })

const { interval: _, allowed: __, ...bare } = held
metric(
  'what was not measured is null, never 0',
  { ...bare, n: 0, base: 0, now: 0, delta: 0, state: 'not-measured', missing: 500, why: 'no sample was measured on both sides' },
  {
    n: 0,
    base: null,
    now: null,
    delta: null,
    lower: null,
    upper: null,
    allowed: null,
    state: 'not-measured',
    missing: 500,
    why: 'no sample was measured on both sides',
  },
)

test('every metric has the same fields, compared or not', () => {
  const fields = ['name', 'n', 'base', 'now', 'delta', 'lower', 'upper', 'better', 'worse', 'allowed', 'state']
  for (const given of [report(), report({ comparisons: [] }), report({ comparisons: [{ ...bare, n: 0, state: 'not-gated' }] })])
    for (const each of Object.values(read(given)['metrics'] ?? []))
      assert.deepEqual(
        fields.filter((field) => !(field in each)),
        [],
      )
})

test('without a baseline a metric has its level alone', () => {
  const {
    baseline: ___,
    alignment: ____,
    ...alone
  } = report({
    comparisons: [],
    levels: [
      { metric: 'mrr', n: 3, mean: 0.5, skipped: 1, unmeasured: 0 },
      { metric: 'none', n: 0, mean: 0, skipped: 4, unmeasured: 0 },
    ],
  })
  const { metrics, samples, baseline } = read(alone)
  const level = {
    base: null,
    delta: null,
    lower: null,
    upper: null,
    better: null,
    worse: null,
    allowed: null,
    state: 'not-compared',
    unmeasured: 0,
    ceiling: null,
  }
  assert.deepEqual(metrics, [
    { ...level, name: 'mrr', n: 3, now: 0.5, skipped: 1 },
    { ...level, name: 'none', n: 0, now: null, skipped: 4 },
  ])
  assert.deepEqual([samples, baseline], [null, null])
})

test('there is no NaN and no infinity in it, and one line end at its end', () => {
  for (const given of [report(), failing(3), report({ comparisons: [], levels: [] })]) {
    const text = jsonReport(given)
    assert.doesNotMatch(text, /NaN|Infinity|undefined/)
    assert.match(text, /[^\n]\n$/)
  }
})

test('the same report gives the same bytes', () => assert.equal(jsonReport(failing(3)), jsonReport(failing(3))))
