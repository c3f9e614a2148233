import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, type Decision, type DecisionInput } from '../../src/compare/decide.ts'
import type { Outcome } from '../../src/domain/comparison.ts'
import type { Entry } from '../../src/domain/sample.ts'
import type { Recorded } from '../run/recorded.ts'
import { accuracy, baselineOf, decisionOn, fingerprint, placed, recordOf, runOf, times, type Ending } from './runs.ts'

const samples200 = placed(200)
/** 180 of 200 right. */
const base180 = baselineOf(runOf(samples200, [...times(180, 1), ...times(20, 0)]))

const of200 = (endings: readonly Ending[], more: Partial<DecisionInput> = {}): Decision =>
  decide(decisionOn(samples200, runOf(samples200, endings), { baseline: base180, thresholds: { accuracy: 0.01 }, ...more }))

// Missing data: n = 200, 180 right in the baseline, 0.01 allowed.

const worked = (outcome: Outcome, claim: string, endings: readonly Ending[], reason: RegExp): void => {
  test(`${outcome}: ${claim}`, () => {
    const { verdict } = of200(endings)
    assert.equal(verdict.outcome, outcome)
    assert.match(verdict.reasons.join('\n'), reason)
  })
}

worked(
  'fail',
  '170 right and 2 errors dropped too far even if both had been right',
  [...times(170, 1), ...times(2, 'timeout'), ...times(28, 0)],
  /accuracy dropped 4\.0 points, 1\.0 allowed: 8 samples got worse, 0 better/,
)
worked(
  'pass',
  '179 right and 1 error did not, even if it had been wrong',
  [...times(179, 1), 'timeout', ...times(20, 0)],
  /cannot rule out a drop up to 0\.\d{3}, 1 missing value at worst/,
)
worked(
  'not-measured',
  '176 right and 4 errors may be either',
  [...times(176, 1), ...times(4, 'timeout'), ...times(20, 0)],
  /^accuracy: 4 missing values decide it$/,
)
worked(
  'not-measured',
  '90 right and 100 errors are an outage, not a regression',
  [...times(90, 1), ...times(100, 'rate_limited'), ...times(10, 0)],
  /^100 of 200 samples could not be measured \(100 × rate_limited\), more than the 2 % allowed$/,
)
worked(
  'not-measured',
  'samples that were not run are missing like errors',
  [...times(180, 1), ...times(15, 0)],
  /^5 of 200 samples could not be measured \(5 × not run\)/,
)
worked('fail', 'an app that fails on 8 samples loses them', [...times(172, 1), ...times(8, 'app'), ...times(20, 0)], /8 samples got worse/)
worked(
  'not-measured',
  'a single answer of another model',
  [...times(180, 1), ...times(19, 0), 'model_mismatch'],
  /^1 answer came from another model/,
)
worked('pass', 'nothing changed', [...times(180, 1), ...times(20, 0)], /cannot rule out/)

test('what the run was stopped by comes before what it measured', () => {
  const run = runOf(samples200, times(20, 0), { stopped: { code: 'quota', message: 'no credit left' } })
  assert.deepEqual(decide(decisionOn(samples200, run, { baseline: base180 })).verdict.reasons, ['the run was stopped: no credit left'])
})

// Two data sets.

const against = (base: readonly Entry[], head: readonly Entry[], run: Recorded = runOf(head, times(head.length, 1))): Decision =>
  decide(decisionOn(head, run, { baseline: baselineOf(runOf(base, times(base.length, 1))) }))

const samples100 = placed(100)

test('new samples are levelled, listed, never compared', () => {
  const head = placed(130)
  const { alignment, comparisons, levels, verdict } = against(samples100, head, runOf(head, [...times(100, 1), ...times(30, 0)]))
  assert.deepEqual([alignment?.added.length, comparisons[0]?.n, comparisons[0]?.delta, levels[0]?.n], [30, 100, 0, 130])
  assert.equal(verdict.outcome, 'pass')
})

test('a changed label takes its own sample out and no other', () => {
  const head = placed(100, (index) => (index === 7 ? { hash: 'relabelled' } : {}))
  const { alignment, comparisons, verdict } = against(samples100, head, runOf(head, times(100, 1).with(7, 0)))
  assert.deepEqual([alignment?.changed, comparisons[0]?.n, comparisons[0]?.worse, verdict.outcome], [['s7'], 99, 0, 'pass'])
})

test('samples in another order are the same samples', () => {
  const endings = samples100.map((_, index) => index % 2)
  const baseline = baselineOf(runOf(samples100, endings))
  const run = runOf(samples100.toReversed(), endings.toReversed())
  const { comparisons } = decide(decisionOn(samples100.toReversed(), run, { baseline }))
  assert.deepEqual([comparisons[0]?.n, comparisons[0]?.worse, comparisons[0]?.better], [100, 0, 0])
})

test('three of a hundred removed: another set, no verdict', () => {
  const { alignment, verdict } = against(samples100, samples100.slice(3))
  assert.deepEqual([alignment?.removed, verdict.outcome], [['s0', 's1', 's2'], 'no-verdict'])
})

test('a deleted hard sample raises nothing', () => {
  const baseline = baselineOf(runOf(samples100, [0, ...times(99, 1)]))
  const { comparisons } = decide(decisionOn(samples100.slice(1), runOf(samples100.slice(1), times(99, 1)), { baseline }))
  assert.deepEqual([comparisons[0]?.n, comparisons[0]?.base, comparisons[0]?.delta], [99, 1, 0])
})

// A selection.

test('a selected run compares its own samples and ends without a verdict', () => {
  const run = runOf(samples200.slice(0, 40), times(40, 0), { selected: true })
  const { alignment, comparisons, broken, verdict } = decide(decisionOn(samples200, run, { baseline: base180 }))
  assert.deepEqual(verdict.reasons, ['40 of 200 samples were selected: a part is compared, only the whole is judged'])
  assert.deepEqual([verdict.outcome, comparisons[0]?.n, broken.length, alignment?.removed], ['no-verdict', 40, 40, []])
})

test('a selected run that measured too little says so first', () => {
  const run = runOf(samples200.slice(0, 40), times(40, 'timeout'), { selected: true })
  assert.equal(decide(decisionOn(samples200, run, { baseline: base180 })).verdict.outcome, 'not-measured')
})

// Without a baseline, with another instrument, with another metric.

test('without a baseline there are levels and no verdict', () => {
  const { levels, comparisons, alignment, verdict } = decide(
    decisionOn(samples200, runOf(samples200, [...times(100, 1), ...times(80, 0), ...times(18, 'skipped'), 'timeout', 'timeout'])),
  )
  assert.deepEqual(levels, [{ metric: 'accuracy', n: 180, mean: 100 / 180, skipped: 18, unmeasured: 2 }])
  assert.deepEqual([comparisons, alignment, verdict.outcome], [[], undefined, 'no-verdict'])
})

test('of nothing measured the level is 0 of 0', () => {
  assert.deepEqual(decide(decisionOn(samples200, runOf(samples200, []))).levels, [
    { metric: 'accuracy', n: 0, mean: 0, skipped: 0, unmeasured: 200 },
  ])
})

test('a ceiling is taken over the planned samples alone', () => {
  const metric = { ...accuracy, ceiling: (of: readonly unknown[]) => of.length / 200 }
  const run = runOf(samples200.slice(0, 40), times(40, 1), { selected: true })
  const { levels, comparisons } = decide(decisionOn(samples200, run, { baseline: base180, metrics: [metric] }))
  assert.deepEqual([levels[0]?.ceiling, comparisons[0]?.ceiling], [0.2, 0.2])
})

test('another version of a scorer: not comparable', () => {
  const run = runOf(samples200, times(200, 0), { fingerprint: { ...fingerprint, scorers: { accuracy: '2' } } })
  const { verdict, differences } = decide(decisionOn(samples200, run, { baseline: base180 }))
  assert.deepEqual([verdict.outcome, differences], ['no-verdict', [{ part: 'scorers.accuracy', base: '1', now: '2' }]])
})

test('another prompt is what is tested: named, and compared', () => {
  const run = runOf(samples200, [...times(180, 1), ...times(20, 0)], { fingerprint: { ...fingerprint, prompt: 'p2' } })
  const { verdict, differences } = decide(decisionOn(samples200, run, { baseline: base180 }))
  assert.deepEqual([verdict.outcome, differences], ['pass', [{ part: 'prompt', base: 'p1', now: 'p2' }]])
})

test('a gated metric that the baseline never had: no verdict, not a failed measurement', () => {
  const run = runOf(samples200, [...times(180, 1), ...times(20, 0)], {
    fingerprint: { ...fingerprint, scorers: { accuracy: '1', mrr: '1' } },
  })
  const scored = {
    ...run,
    records: run.records.map((record) => ({ ...record, scores: { ...record.scores, mrr: { status: 'measured' as const, value: 1 } } })),
  }
  const metrics = [accuracy, { name: 'mrr', scorer: { ...accuracy.scorer, name: 'mrr' } }]
  const { verdict } = decide(decisionOn(samples200, scored, { baseline: base180, metrics, thresholds: { accuracy: 0.03, mrr: 0.03 } }))
  assert.deepEqual([verdict.outcome, verdict.reasons], ['no-verdict', ['the baseline has no mrr to compare with']])
})

test('a baseline of which too much is unmeasured measures nothing', () => {
  const baseline = baselineOf(runOf(samples200, [...times(5, 'timeout'), ...times(195, 1)]))
  const { verdict } = decide(decisionOn(samples200, runOf(samples200, times(200, 1)), { baseline }))
  assert.deepEqual(
    [verdict.outcome, verdict.reasons],
    ['not-measured', ["5 of the baseline's 200 samples are unmeasured, more than the 2 % allowed"]],
  )
})

test('a baseline sample is unmeasured only where every trial was', () => {
  const trials = [1, 2, 3].flatMap((trial) => samples200.map((sample) => recordOf(sample, trial === 2 ? 'timeout' : 1, trial)))
  const baseline = baselineOf(runOf(samples200, [], { trials: 3, records: trials }))
  assert.equal(decide(decisionOn(samples200, runOf(samples200, times(200, 1)), { baseline })).verdict.outcome, 'pass')
})

// What is shown beside the verdict.

test('of a metric that regressed the broken samples come with both answers and the reason', () => {
  const { broken } = of200([...times(170, 1), ...times(30, 0)])
  assert.equal(broken.length, 10)
  assert.deepEqual(broken[0], {
    id: 's170',
    metric: 'accuracy',
    base: 1,
    now: 0,
    cause: 'unknown',
    before: 'answer 1',
    after: 'answer 0',
    why: 'scored 0',
  })
})

test('the reason is that of the trial that is shown', () => {
  const samples = placed(60)
  const trials: Recorded = {
    ...runOf(samples, []),
    trials: 2,
    records: samples.flatMap((sample) => [recordOf(sample, 0, 2), recordOf(sample, 1, 1)]),
  }
  const { broken } = decide(decisionOn(samples, trials, { baseline: baselineOf(runOf(samples, times(60, 1))) }))
  assert.deepEqual([broken[0]?.now, broken[0]?.after, broken[0]?.why], [0.5, 'answer 0', 'scored 0'])
})

test('of metrics that did not regress no sample is called broken', () => {
  const { broken, slices } = of200([...times(179, 1), ...times(21, 0)])
  assert.deepEqual([broken, slices], [[], {}])
})

test('slices of a metric that regressed are told, the worst first', () => {
  const samples = placed(200, (index) => ({ slice: index < 100 ? 'easy' : 'numeric' }))
  const baseline = baselineOf(runOf(samples, times(200, 1)))
  const { slices } = decide(decisionOn(samples, runOf(samples, [...times(180, 1), ...times(20, 0)]), { baseline }))
  assert.deepEqual(
    slices['accuracy']?.map(({ slice, now, worse }) => [slice, now, worse]),
    [
      ['numeric', 0.8, 20],
      ['easy', 1, 0],
    ],
  )
})

const clustered = (clusters: number): Decision => {
  const samples = placed(200, (index) => ({ cluster: `c${index % clusters}` }))
  return decide(decisionOn(samples, runOf(samples, times(200, 1)), { baseline: baselineOf(runOf(samples, times(200, 1))) }))
}

test('few clusters are warned of, one cluster is no verdict', () => {
  assert.deepEqual(clustered(49).warnings, ['accuracy rests on 49 independent clusters: intervals are rough below 50'])
  assert.deepEqual(clustered(50).warnings, [])
  assert.deepEqual([clustered(1).verdict.outcome, clustered(1).warnings], ['not-measured', []])
})

test('deciding twice on the same records comes to the same', () => {
  const input = decisionOn(samples200, runOf(samples200, [...times(176, 1), ...times(4, 'timeout'), ...times(20, 0)]), {
    baseline: base180,
  })
  assert.deepEqual(decide(input), decide(input))
})

test('without a baseline nothing is compared, and nothing is said of it', () => {
  const run = runOf(samples200, times(200, 0))
  const { levels: _, verdict: __, counts: ___, ...told } = decide(decisionOn(samples200, run, { slices: { block: true, tags: [] } }))
  assert.deepEqual(told, {
    differences: [],
    comparisons: [],
    broken: [],
    slices: {},
    attribution: [],
    guards: { critical: { broken: [], already: [], unclear: [] }, slices: { block: true, flagged: [] } },
    warnings: [],
  })
})

test('of several kinds of failure the commonest comes first', () => {
  const { verdict } = of200([...times(3, 'timeout'), ...times(9, 'rate_limited'), ...times(2, 'parse'), ...times(180, 1)])
  assert.match(verdict.reasons[0] ?? '', /\(9 × rate_limited, 3 × timeout, 2 × parse, 6 × not run\)/)
})

test('where lower is better the samples that rose are broken, whatever metrics stand beside it', () => {
  const cost = { ...accuracy, name: 'accuracy', scorer: { ...accuracy.scorer, better: 'lower' as const } }
  const other = { ...accuracy, name: 'mrr' }
  const { broken, attribution, slices } = of200(times(200, 1), { metrics: [other, cost] })
  assert.deepEqual(
    broken.map(({ id, metric }) => `${id} ${metric}`),
    Array.from({ length: 20 }, (_, index) => `s${180 + index} accuracy`),
  )
  assert.deepEqual([attribution.map(({ metric, broken }) => [metric, broken]), slices], [[['accuracy', 20]], { accuracy: [] }])
})

test('only a gated metric rests on few clusters, and two are some', () => {
  assert.deepEqual(clustered(2).warnings, ['accuracy rests on 2 independent clusters: intervals are rough below 50'])
  const samples = placed(200, (index) => ({ cluster: `c${index % 2}` }))
  const run = runOf(samples, times(200, 1))
  assert.deepEqual(decide(decisionOn(samples, run, { baseline: baselineOf(run), thresholds: {} })).warnings, [])
})

test('a ceiling is asked of how many relevant documents each sample has', () => {
  const labelled = placed(200, (index) => (index === 7 ? { expected: { answerable: true, relevant: [{ doc: 'a' }, { doc: 'b' }] } } : {}))
  const metric = { ...accuracy, ceiling: (relevant: readonly number[]) => relevant.indexOf(2) }
  const { levels, comparisons } = of200(times(200, 1), { metrics: [metric], samples: labelled })
  assert.deepEqual([levels[0]?.ceiling, comparisons[0]?.ceiling], [7, 7])
})

test('a target of which nobody says that it is deterministic is taken to answer otherwise each time', () => {
  assert.equal(of200(times(200, 1)).comparisons[0]?.sensitivity?.status, 'unknown')
  assert.equal(of200(times(200, 1), { deterministic: true }).comparisons[0]?.sensitivity?.status, 'known')
})
