import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardFailures, guardGaps, guardedIds } from '../../src/compare/guards.ts'
import { decide, type Decision, type DecisionInput } from '../../src/compare/decide.ts'
import type { CriticalSample, FlaggedSlice, Guards } from '../../src/domain/guards.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { accuracy, baselineOf, decisionOn, placed, runOf, times, type Ending } from './runs.ts'

const binary = { ...accuracy, scorer: { ...accuracy.scorer, scale: 'binary' as const } }

/** 20 of 200 in a slice of their own, the first of them critical. */
const samples = placed(200, (index) => ({
  slice: index < 20 ? 'doors' : 'walls',
  ...(index === 0 ? { severity: 'critical' as const } : {}),
  expected: { answerable: true, relevant: [{ doc: 'paint' }] },
}))

const decideOn = (endings: readonly Ending[], more: Partial<DecisionInput> = {}): Decision =>
  decide(
    decisionOn(samples, runOf(samples, endings), {
      baseline: baselineOf(runOf(samples, times(200, 1))),
      thresholds: { accuracy: 0.1 },
      metrics: [binary],
      ...more,
    }),
  )

const sliceLost: readonly Ending[] = [1, ...times(8, 0), ...times(191, 1)]
const criticalLost: readonly Ending[] = [0, ...times(199, 1)]
const blocking = { slices: { block: true, tags: [] } }

test('a slice that dropped is a warning: the whole held', () => {
  const { verdict, guards, broken } = decideOn(sliceLost)
  assert.deepEqual([verdict.outcome, guards.slices.flagged.map(({ slice }) => slice), broken.length], ['pass', ['doors'], 0])
})

test('where slices block it fails, with the samples that did it', () => {
  const { verdict, broken } = decideOn(sliceLost, blocking)
  assert.equal(verdict.outcome, 'fail')
  assert.deepEqual(verdict.reasons, ['slice doors: accuracy dropped 40.0 points on 20 samples, 10.0 allowed'])
  assert.equal(broken.length, 8)
})

test('missing values that decide a blocking slice leave it unmeasured', () => {
  const { verdict } = decideOn([1, ...times(4, 0), ...times(2, 'timeout'), ...times(193, 1)], blocking)
  assert.deepEqual([verdict.outcome, verdict.reasons], ['not-measured', ['slice doors: 2 missing values decide accuracy']])
})

test('missing values that decide a slice that only warns change no verdict', () => {
  assert.equal(decideOn([1, ...times(4, 0), ...times(2, 'timeout'), ...times(193, 1)]).verdict.outcome, 'pass')
})

test('a critical sample that broke fails the gate alone, under either policy', () => {
  for (const policy of ['threshold', 'evidence'] as const) {
    const { verdict, broken, comparisons } = decideOn(criticalLost, { policy: { policy, strict: false } })
    assert.equal(comparisons[0]?.state, 'held')
    assert.equal(verdict.outcome, 'fail')
    assert.match(verdict.reasons.join(), /^critical on accuracy: s0 was right in every baseline trial, wrong in every trial now$/)
    assert.deepEqual(
      broken.map(({ id }) => id),
      ['s0'],
    )
  }
})

test('one that was wrong already is listed and fails nothing', () => {
  const { verdict, guards } = decideOn(criticalLost, { baseline: baselineOf(runOf(samples, criticalLost)) })
  assert.deepEqual([verdict.outcome, guards.critical.already.map(({ id }) => id)], ['pass', ['s0']])
})

test('a critical sample that was not measured is not passed over', () => {
  const { verdict } = decideOn(['timeout', ...times(199, 1)])
  assert.deepEqual([verdict.outcome, verdict.reasons], ['not-measured', ['critical on accuracy: trials that were not measured decide s0']])
})

test('a part of the set is no verdict, whatever broke', () => {
  const run = runOf(samples, criticalLost, { selected: true })
  assert.equal(
    decideOn([], { ...decisionOn(samples, run), metrics: [binary], thresholds: { accuracy: 0.1 } }).verdict.outcome,
    'no-verdict',
  )
})

test('an outage comes before what it left', () => {
  assert.match(decideOn([0, ...times(100, 1), ...times(99, 'timeout')]).verdict.reasons.join(), /could not be measured/)
})

// Where broken samples point.

const attributed = (docs: readonly string[] | undefined, route: 'serve' | 'fallback' = 'serve') => {
  const run = runOf(samples, [...times(30, 0), ...times(170, 1)], { fingerprint: { ...runOf([], []).fingerprint, prompt: 'p2' } })
  const records = run.records.map((record) =>
    record.output.status === 'answered'
      ? {
          ...record,
          output: { ...record.output, route, ...(docs === undefined ? {} : { retrieved: docs.map((doc) => ({ doc })) }) },
        }
      : record,
  )
  return decideOn([], decisionOn(samples, { ...run, records }, { thresholds: { accuracy: 0.1 } })).attribution
}

test('a metric that held is not attributed', () => {
  assert.deepEqual(decideOn(sliceLost, blocking).attribution, [])
})

const none = { answered: 0, notAnswered: 0 }

test('the broken samples part into finding and answering, beside the worst slice and what changed', () => {
  assert.deepEqual(attributed(['paint', 'wood']), [
    {
      metric: 'accuracy',
      broken: 30,
      retrieved: { answered: 30, notAnswered: 0 },
      notRetrieved: none,
      unknown: 0,
      worstSlice: { slice: 'doors', n: 20, base: 1, now: 0, worse: 20 },
      changed: ['prompt'],
      likely: 'the changed prompt (for 30 of 30 a relevant document was retrieved and the answer was wrong)',
    },
  ])
})

test('a fallback is no answer', () => {
  assert.deepEqual(attributed(['paint'], 'fallback')[0]?.retrieved, { answered: 0, notAnswered: 30 })
})

test('a document that is not relevant is not found', () => {
  assert.deepEqual(attributed(['wood'])[0]?.notRetrieved, { answered: 30, notAnswered: 0 })
})

test('without a record of what was retrieved nothing is said of it', () => {
  const [each] = attributed(undefined)
  assert.deepEqual([each?.retrieved, each?.notRetrieved, each?.unknown], [none, none, 30])
})

// What is said of guards, and by which samples they fail.

const critical = (id: string, metric = 'accuracy'): CriticalSample => ({ id, metric, base: 1, now: 0, trials: { base: 3, now: 3 } })
const flagged = (slice: string, more: Partial<FlaggedSlice> = {}): FlaggedSlice => ({
  kind: 'slice',
  slice,
  metric: 'accuracy',
  n: 20,
  base: 0.4,
  now: 0.9,
  allowed: 0.05,
  p: 0.01,
  missing: 0,
  decided: true,
  ...more,
})
const guardsOf = (more: Partial<Guards['critical']> = {}, slices: readonly FlaggedSlice[] = [], block = true): Guards => ({
  critical: { broken: [], already: [], unclear: [], ...more },
  slices: { block, flagged: slices },
})

test('broken critical samples are named together, metric by metric, in the words for either side', () => {
  const broken = guardsOf({ broken: [critical('s1'), critical('s2', 'mrr'), critical('s3')] })
  assert.deepEqual(guardFailures(broken), [
    'critical on accuracy: s1, s3 were right in every baseline trial, wrong in every trial now',
    'critical on mrr: s2 was right in every baseline trial, wrong in every trial now',
  ])
  assert.match(guardFailures(broken, { base: 'old one', now: 'new one' }).join(), /s2 was right in every old one, wrong in every new one$/)
})

test('of slices those fail that block and are decided; a rise of what is better low is a drop too', () => {
  const slices = [flagged('a'), flagged('b', { kind: 'tag', decided: false, missing: 1 }), flagged('c', { decided: false, missing: 2 })]
  assert.deepEqual(guardFailures(guardsOf({}, slices)), ['slice a: accuracy dropped 50.0 points on 20 samples, 5.0 allowed'])
  assert.deepEqual(guardGaps(guardsOf({}, slices)), [
    'tag b: 1 missing value decides accuracy',
    'slice c: 2 missing values decide accuracy',
  ])
  assert.deepEqual([guardFailures(guardsOf({}, slices, false)), guardGaps(guardsOf({}, slices, false))], [[], []])
})

test('critical samples that nobody can tell of are named together', () => {
  const unclear = [critical('s1'), critical('s2')]
  assert.deepEqual(guardGaps(guardsOf({ unclear })), ['critical on accuracy: trials that were not measured decide s1, s2'])
})

const known: Readonly<Record<string, Sample>> = {
  s1: { id: 's1', input: '', tags: ['late'], slice: 'a' },
  s2: { id: 's2', input: '', tags: ['late', 'a'], slice: 'b' },
  s3: { id: 's3', input: '', tags: [], slice: 'late' },
}
const guarded = (guards: Guards): readonly string[] =>
  guardedIds('accuracy', guards, { paired: ['s0', 's1', 's2', 's3'], sampleOf: (id) => known[id] })

test('a metric fails by its own critical samples, and by those of its blocking slices and tags', () => {
  assert.deepEqual(guarded(guardsOf({ broken: [critical('s3'), critical('s0'), critical('s1', 'mrr')] })), ['s0', 's3'])
  assert.deepEqual(guarded(guardsOf({}, [flagged('a')])), ['s1'])
  assert.deepEqual(guarded(guardsOf({}, [flagged('late', { kind: 'tag' })])), ['s1', 's2'])
  assert.deepEqual(guarded(guardsOf({}, [flagged('a', { metric: 'mrr' }), flagged('b', { decided: false })])), [])
  assert.deepEqual(guarded(guardsOf({}, [flagged('a')], false)), [])
})
