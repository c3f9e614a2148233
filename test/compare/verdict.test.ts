import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideVerdict, type Against, type Evidence } from '../../src/compare/verdict.ts'
import type { Comparison, Outcome, Verdict } from '../../src/domain/comparison.ts'
import { evidence as evidencePolicy, strict, threshold } from './sides.ts'

const ids = (count: number, from = 0): readonly string[] => Array.from({ length: count }, (_, index) => `s${from + index}`)

const accuracy: Comparison = {
  metric: 'accuracy',
  n: 500,
  base: 0.88,
  now: 0.88,
  delta: 0,
  interval: { lower: -0.012, upper: 0.012 },
  better: 0,
  worse: 0,
  clusters: 500,
  missing: 0,
  allowed: 0.03,
  state: 'held',
}
const regressed: Comparison = {
  ...accuracy,
  delta: -0.058,
  interval: { lower: -0.083, upper: -0.036 },
  worse: 40,
  better: 11,
  state: 'regressed',
  beyondNoise: true,
}
const withinNoise: Comparison = { ...regressed, beyondNoise: false }
const unproven: Comparison = { ...accuracy, interval: { lower: -0.04, upper: 0.01 }, state: 'unproven' }
const unmeasured: Comparison = { ...accuracy, metric: 'precision', state: 'not-measured', why: '3 missing values decide it' }
const notGated: Comparison = { ...regressed, state: 'not-gated' }

const against = (more: Partial<Against> = {}): Against => ({
  comparisons: [accuracy],
  alignment: { paired: ids(500), added: [], removed: [], changed: [] },
  baselineSize: 500,
  baselineUnmeasured: 0,
  instruments: [],
  newMetrics: [],
  guards: { critical: { broken: [], already: [], unclear: [] }, slices: { block: false, flagged: [] } },
  ...more,
})

const healthy: Evidence = {
  counts: { planned: 500, scored: 500, errored: 0, notRun: 0, failed: 0 },
  mismatched: 0,
  failures: [],
  maxErrorRate: 0.02,
  policy: threshold,
  against: against(),
}

const measuring = (errored: number, notRun = 0, planned = 500): Pick<Evidence, 'counts' | 'failures'> => ({
  counts: { planned, scored: planned - errored - notRun, errored, notRun, failed: 0 },
  failures: [...(errored > 0 ? [`${errored} × timeout`] : []), ...(notRun > 0 ? [`${notRun} × not run`] : [])],
})

const judged = (claim: string, more: Partial<Evidence>, expected: Omit<Verdict, 'unproven'> & { readonly unproven?: boolean }): void => {
  test(claim, () => assert.deepEqual(decideVerdict({ ...healthy, ...more }), { unproven: false, ...expected }))
}

const compared = (comparisons: readonly Comparison[], more: Partial<Evidence> = {}): Partial<Evidence> => ({
  against: against({ comparisons }),
  ...more,
})

judged('all held: pass', {}, { outcome: 'pass', reasons: ['no metric dropped more than allowed'], next: [] })
judged('a breach: fail, with both figures and both counts', compared([regressed]), {
  outcome: 'fail',
  reasons: ['accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better'],
  next: [],
})
judged('a breach by less than the first decimal is shown as one', compared([{ ...regressed, delta: -0.030_04, worse: 1, better: 0 }]), {
  outcome: 'fail',
  reasons: ['accuracy dropped 3.004 points, 3.000 allowed: 1 sample got worse, 0 better'],
  next: [],
})
judged('every breach has its reason', compared([regressed, { ...regressed, metric: 'format' }, unmeasured, unproven]), {
  outcome: 'fail',
  reasons: [
    'accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better',
    'format dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better',
  ],
  next: [],
})
judged('a breach within noise fails under threshold', compared([withinNoise]), {
  outcome: 'fail',
  reasons: ['accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better'],
  next: [],
})
judged('and is undecided under evidence', compared([withinNoise], { policy: evidencePolicy }), {
  outcome: 'no-verdict',
  reasons: ['accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better, which is within noise'],
  next: ['more samples or more baseline trials decide it'],
})
judged('unproven: a pass that says what it cannot rule out', compared([unproven, { ...accuracy, metric: 'format' }]), {
  outcome: 'pass',
  reasons: ['accuracy: cannot rule out a drop up to 0.040'],
  next: [],
  unproven: true,
})
judged(
  'what missing values leave open is said as it was found',
  compared([{ ...unproven, why: 'cannot rule out a drop up to 0.044, 2 missing values at worst' }]),
  {
    outcome: 'pass',
    reasons: ['accuracy: cannot rule out a drop up to 0.044, 2 missing values at worst'],
    next: [],
    unproven: true,
  },
)
for (const [name, policy] of Object.entries({ strict, evidence: evidencePolicy }))
  judged(`unproven under ${name}: no verdict`, compared([unproven], { policy }), {
    outcome: 'no-verdict',
    reasons: ['accuracy: cannot rule out a drop up to 0.040'],
    next: ['more samples or more baseline trials decide it'],
  })
judged('not measured beats undecided', compared([unproven, unmeasured], { policy: strict }), {
  outcome: 'not-measured',
  reasons: ['precision: 3 missing values decide it'],
  next: ['aieval lint shows what each metric is measured on'],
})
test('what is missing of this run can be asked again; what the baseline lacks cannot', () => {
  const missing = { ...healthy.counts, scored: healthy.counts.scored - 3, errored: 3 }
  const gaps = { against: against({ comparisons: [unmeasured] }) }
  assert.deepEqual(decideVerdict({ ...healthy, ...gaps, counts: missing }).next, ['aieval run --resume'])
  assert.deepEqual(decideVerdict({ ...healthy, ...gaps }).next, ['aieval lint shows what each metric is measured on'])
})
judged('a drop of a metric without a threshold is no breach', compared([notGated]), {
  outcome: 'pass',
  reasons: ['no metric dropped more than allowed'],
  next: [],
})
judged(
  'a metric that the baseline never had: no verdict, and what to type',
  { against: against({ comparisons: [accuracy, unmeasured], newMetrics: ['precision'] }) },
  {
    outcome: 'no-verdict',
    reasons: ['the baseline has no precision to compare with'],
    next: ['aieval baseline --reason "…"'],
  },
)
judged(
  'a breach beside a new metric still fails',
  { against: against({ comparisons: [regressed, unmeasured], newMetrics: ['precision'] }) },
  {
    outcome: 'fail',
    reasons: ['accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better'],
    next: [],
  },
)
judged(
  'several new metrics are named together',
  {
    against: against({ comparisons: [accuracy, unmeasured, { ...unmeasured, metric: 'mrr' }], newMetrics: ['precision', 'mrr'] }),
  },
  {
    outcome: 'no-verdict',
    reasons: ['the baseline has no precision, mrr to compare with'],
    next: ['aieval baseline --reason "…"'],
  },
)
const critical = { id: 's7', metric: 'accuracy', base: 1, now: 0, trials: { base: 1, now: 1 } }
const guards = against().guards
judged(
  'a breach and a critical sample that broke are both reasons',
  { against: against({ comparisons: [regressed], guards: { ...guards, critical: { ...guards.critical, broken: [critical] } } }) },
  {
    outcome: 'fail',
    reasons: [
      'accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better',
      'critical on accuracy: s7 was right in every baseline trial, wrong in every trial now',
    ],
    next: [],
  },
)
const { why: _why, ...unexplained } = unmeasured
judged(
  'all that was not measured is one reason',
  { against: against({ comparisons: [unexplained], guards: { ...guards, critical: { ...guards.critical, unclear: [critical] } } }) },
  {
    outcome: 'not-measured',
    reasons: ['precision: not measured; critical on accuracy: trials that were not measured decide s7'],
    next: ['aieval lint shows what each metric is measured on'],
  },
)
judged('a drop beyond noise fails under evidence too', compared([regressed], { policy: evidencePolicy }), {
  outcome: 'fail',
  reasons: ['accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better'],
  next: [],
})
judged('all that is undecided is one reason', compared([unproven, { ...unproven, metric: 'format' }], { policy: strict }), {
  outcome: 'no-verdict',
  reasons: ['accuracy: cannot rule out a drop up to 0.040; format: cannot rule out a drop up to 0.040'],
  next: ['more samples or more baseline trials decide it'],
})
const sensitivity = {
  status: 'known',
  from: 'trials',
  flipRate: 0.05,
  designEffect: 1,
  cleanPass: 0.9,
  blockedDrop: 0.04,
  samples: 300,
  trials: 3,
} as const
judged('what is known of the odds is said with what cannot be ruled out', compared([{ ...unproven, sensitivity }]), {
  outcome: 'pass',
  reasons: ['accuracy: cannot rule out a drop up to 0.040. At this flip rate an unchanged app gets a clean PASS 90 times in 100'],
  next: [],
  unproven: true,
})
const { interval: _interval, ...unbounded } = unproven
judged('without an interval no drop is known', compared([unbounded]), {
  outcome: 'pass',
  reasons: ['accuracy: cannot rule out a drop up to 0.000'],
  next: [],
  unproven: true,
})
for (const [what, more, reason] of [
  [
    'several instruments are named together',
    {
      instruments: [
        { part: 'scorers.accuracy', base: '1', now: '2' },
        { part: 'scorers.mrr', base: '1', now: '3' },
      ],
    },
    'the baseline was measured with another instrument: accuracy 1 → 2, mrr 1 → 3',
  ],
  [
    'no sample in common',
    { alignment: { paired: [], added: ids(500), removed: [], changed: [] } },
    'no sample of this run is in the baseline as it is now',
  ],
  [
    'another set',
    { alignment: { paired: ids(480), added: [], removed: ids(20, 480), changed: [] } },
    "20 of the baseline's 500 samples were removed or changed, more than 2 %: two different sets",
  ],
] as const)
  judged(
    `${what}: what to type`,
    { against: against(more) },
    {
      outcome: 'no-verdict',
      reasons: [reason],
      next: ['instruments' in more ? 'aieval rescore' : 'aieval baseline --reason "…"'],
    },
  )
judged(
  'a baseline with gaps is to be accepted anew',
  { against: against({ baselineUnmeasured: 11 }) },
  {
    outcome: 'not-measured',
    reasons: ["11 of the baseline's 500 samples are unmeasured, more than the 2 % allowed"],
    next: ['aieval baseline --reason "…"'],
  },
)
const { against: _, ...first } = healthy
test('no baseline: no verdict, and what to type', () => {
  assert.deepEqual(decideVerdict(first), {
    outcome: 'no-verdict',
    reasons: ['there is no baseline to compare with'],
    next: ['aieval baseline --reason "first scores"'],
    unproven: false,
  })
})
judged(
  'another instrument is named from and to',
  { against: against({ instruments: [{ part: 'scorers.accuracy', base: '1', now: '2' }] }) },
  {
    outcome: 'no-verdict',
    reasons: ['the baseline was measured with another instrument: accuracy 1 → 2'],
    next: ['aieval rescore'],
  },
)
judged(
  'another model than the pinned one: not measured, however few',
  { mismatched: 1, failures: ['1 × model_mismatch'] },
  {
    outcome: 'not-measured',
    reasons: ['1 answer came from another model than the pinned one (1 × model_mismatch)'],
    next: ['pin the model that is served, or declare the alias with served_as'],
  },
)
judged(
  'several answers of another model are counted',
  { mismatched: 3, failures: ['3 × model_mismatch', '1 × timeout'] },
  {
    outcome: 'not-measured',
    reasons: ['3 answers came from another model than the pinned one (3 × model_mismatch, 1 × timeout)'],
    next: ['pin the model that is served, or declare the alias with served_as'],
  },
)
judged(
  'a stopped run says why, and that nothing is lost',
  { stopped: { code: 'quota', message: 'no credit left' } },
  {
    outcome: 'not-measured',
    reasons: ['the run was stopped: no credit left'],
    next: ['mend that, then aieval run --resume'],
  },
)
judged('too many errors are counted by kind', measuring(11, 4), {
  outcome: 'not-measured',
  reasons: ['15 of 500 samples could not be measured (11 × timeout, 4 × not run), more than the 2 % allowed'],
  next: ['aieval run --resume'],
})

// Limits are inclusive.

const comesTo = (outcome: Outcome, claim: string, more: Partial<Evidence>): void => {
  test(`${outcome}: ${claim}`, () => assert.equal(decideVerdict({ ...healthy, ...more }).outcome, outcome))
}

const replaced = (removed: number, changed: number, added = 0): Partial<Evidence> => ({
  against: against({
    alignment: { paired: ids(500 - removed - changed), removed: ids(removed, 500), changed: ids(changed, 600), added: ids(added, 700) },
  }),
})

comesTo('pass', 'as many unmeasured as allowed', measuring(10))
comesTo('pass', 'as many unmeasured as allowed, some of them not run', measuring(6, 4))
comesTo('not-measured', 'one unmeasured more', measuring(11))
comesTo('not-measured', 'one not run more', measuring(6, 5))
comesTo('pass', '29 of 100 where 0.29 is allowed, less than 29 in floating point', { ...measuring(29, 0, 100), maxErrorRate: 0.29 })
comesTo('not-measured', 'one error where none is allowed', { ...measuring(1), maxErrorRate: 0 })
comesTo('pass', '2 % of the baseline removed or changed', replaced(5, 5))
comesTo('no-verdict', 'one removed more', replaced(6, 5))
comesTo('no-verdict', 'one changed more', replaced(5, 6))
comesTo('pass', 'new samples never block', replaced(0, 0, 400))
comesTo('no-verdict', 'no sample in common', { against: against({ alignment: { paired: [], added: ids(500), removed: [], changed: [] } }) })
comesTo('pass', '2 % of the baseline unmeasured', { against: against({ baselineUnmeasured: 10 }) })
comesTo('not-measured', 'one of the baseline more', { against: against({ baselineUnmeasured: 11 }) })
comesTo('no-verdict', 'a selection that held', { selected: { chosen: 40, of: 500 } })
comesTo('no-verdict', 'a selection that regressed', { ...compared([regressed]), selected: { chosen: 40, of: 500 } })
judged(
  'a selection is not asked for the rest of the baseline',
  {
    against: against({ alignment: { paired: ids(40), removed: ids(460, 40), added: [], changed: [] } }),
    selected: { chosen: 40, of: 500 },
  },
  {
    outcome: 'no-verdict',
    reasons: ['40 of 500 samples were selected: a part is compared, only the whole is judged'],
    next: ['aieval run'],
  },
)

// What is said first where everything is wrong at once.

const wrongs: readonly { readonly says: RegExp; readonly outcome: Outcome; readonly mend: (evidence: Evidence) => Evidence }[] = [
  { says: /another model than the pinned one/, outcome: 'not-measured', mend: (given) => ({ ...given, mismatched: 0 }) },
  {
    says: /the run was stopped: key refused/,
    outcome: 'not-measured',
    mend: ({ stopped, ...given }) => {
      assert.ok(stopped)
      return given
    },
  },
  { says: /could not be measured/, outcome: 'not-measured', mend: (given) => ({ ...given, ...measuring(0) }) },
  { says: /no baseline/, outcome: 'no-verdict', mend: (given) => ({ ...given, against: allWrong }) },
  { says: /another instrument/, outcome: 'no-verdict', mend: (given) => ({ ...given, against: { ...allWrong, instruments: [] } }) },
  {
    says: /no sample of this run/,
    outcome: 'no-verdict',
    mend: (given) => change(given, { alignment: { paired: ids(400), added: [], removed: [], changed: ids(100, 400) } }),
  },
  { says: /two different sets/, outcome: 'no-verdict', mend: (given) => change(given, { alignment: against().alignment }) },
  { says: /baseline's 500 samples are unmeasured/, outcome: 'not-measured', mend: (given) => change(given, { baselineUnmeasured: 0 }) },
  {
    says: /40 of 500 samples were selected/,
    outcome: 'no-verdict',
    mend: ({ selected, ...given }) => {
      assert.ok(selected)
      return given
    },
  },
  {
    says: /accuracy dropped 5\.8 points/,
    outcome: 'fail',
    mend: (given) => change(given, { comparisons: [unproven, unmeasured, { ...unmeasured, metric: 'mrr' }] }),
  },
  {
    says: /^precision: 3 missing values decide it$/,
    outcome: 'not-measured',
    mend: (given) => change(given, { comparisons: [unproven, { ...unmeasured, metric: 'mrr' }] }),
  },
  { says: /the baseline has no mrr/, outcome: 'no-verdict', mend: (given) => change(given, { comparisons: [unproven] }) },
  { says: /cannot rule out/, outcome: 'no-verdict', mend: (given) => ({ ...given, policy: threshold }) },
  { says: /cannot rule out/, outcome: 'pass', mend: (given) => change(given, { comparisons: [accuracy] }) },
  { says: /no metric dropped more than allowed/, outcome: 'pass', mend: (given) => given },
]

const allWrong = against({
  comparisons: [regressed, unproven, unmeasured, { ...unmeasured, metric: 'mrr' }],
  alignment: { paired: [], added: [], removed: [], changed: ids(500) },
  baselineUnmeasured: 400,
  instruments: [{ part: 'scorers.accuracy', base: '1', now: '2' }],
  newMetrics: ['mrr'],
})

const change = (evidence: Evidence, more: Partial<Against>): Evidence => ({
  ...evidence,
  against: { ...(evidence.against ?? allWrong), ...more },
})

test('of all that is wrong the first reason in a fixed order decides', () => {
  let given: Evidence = {
    ...first,
    ...measuring(300),
    mismatched: 3,
    stopped: { code: 'auth', message: 'key refused' },
    selected: { chosen: 40, of: 500 },
    policy: strict,
  }
  for (const { says, outcome, mend } of wrongs) {
    const verdict = decideVerdict(given)
    assert.match(verdict.reasons[0] ?? '', says)
    assert.equal(verdict.outcome, outcome)
    given = mend(given)
  }
})

test('whatever is wrong, no verdict is without a reason', () => {
  for (const outcome of ['held', 'unproven', 'regressed', 'not-measured', 'not-gated'] as const)
    for (const policy of [threshold, strict, evidencePolicy])
      assert.ok(decideVerdict({ ...healthy, policy, against: against({ comparisons: [{ ...accuracy, state: outcome }] }) }).reasons[0])
})
