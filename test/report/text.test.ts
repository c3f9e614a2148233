import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain, styleFor, type Style } from '../../src/report/style.ts'
import { textReport } from '../../src/report/text.ts'
import type { Comparison, Outcome } from '../../src/domain/comparison.ts'
import type { Report } from '../../src/domain/report.ts'
import { failing, flip, held, regressed, report, spend } from './made.ts'

const reads = (claim: string, given: Report, lines: readonly string[], style: Style = plain): void => {
  test(claim, () => assert.deepEqual(textReport(given, style).split('\n'), [...lines, '']))
}

const line = (given: Report, start: string, style: Style = plain): string | undefined =>
  textReport(given, style)
    .split('\n')
    .find((each) => each.trimStart().startsWith(start))

const heading =
  'aieval 0.1.0   aieval.config.yaml   baseline 4f2c1aa (2 days old)   500 samples × 1   use-lite@0.2.0   500 calls, 452 cached'
const footnotes = [
  '  each end of an interval holds with 95 %; the lower one decides `held`',
  '  (ceiling of precision_at_5 on this set: 0.78 · scored 500 + errored 0 + not run 0 = 500)',
  '  (cost unknown · p50 12 ms, p95 1.5 s a sample)',
]

reads('a pass is a table and one line', report(), [
  heading,
  '',
  '  metric              n   base    now  Δ [90 %]                 better/worse  allowed',
  '  precision_at_5    420  0.712  0.706  −0.006 [−0.016, 0.000]   12 / 20          0.05  held',
  '  factual_accuracy  500  0.884  0.886  +0.002 [−0.012, +0.017]  9 / 8            0.03  held',
  ...footnotes,
  '',
  'PASS   no metric dropped more than allowed',
])

reads('a fail says what broke, why, where, and what to type next', failing(1), [
  heading,
  '',
  '  metric              n   base    now  Δ [90 %]                 better/worse  allowed',
  '  factual_accuracy  500  0.884  0.826  −0.058 [−0.083, −0.036]  11 / 40          0.03  REGRESSED (beyond noise)',
  ...footnotes,
  '',
  'FAIL   factual_accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better',
  '',
  'factual_accuracy',
  '  why    1 of 1: a relevant document was retrieved and the answer was wrong (generation)',
  '  where  slice numeric 0.92 → 0.60 (19 of the 40 samples that got worse)',
  '  1  fin-fee-0012   eval/set.jsonl:37   1.00 → 0.00   forbidden claim x1: superseded 2024 price',
  '     input   whats the fee for sending 250 euros to a friend?',
  '     before  The fee is 0.6 %, at least [−€2.50−] a transfer.',
  '     now     The fee is 0.6 %, at least {+€4.00+} a transfer.',
  'next   aieval run --only fin-fee-0012   ·   aieval baseline --accept-regression --reason "…" if this is intended',
])

reads(
  'in ASCII the same, its columns still in line',
  failing(1, { places: {}, broken: [{ ...flip, before: 'at least 2.50', after: 'at least 4.00' }] }),
  [
    'aieval 0.1.0   aieval.config.yaml   baseline 4f2c1aa (2 days old)   500 samples x 1   use-lite@0.2.0   500 calls, 452 cached',
    '',
    '  metric              n   base    now  delta [90 %]             better/worse  allowed',
    '  factual_accuracy  500  0.884  0.826  -0.058 [-0.083, -0.036]  11 / 40          0.03  REGRESSED (beyond noise)',
    '  each end of an interval holds with 95 %; the lower one decides `held`',
    '  (ceiling of precision_at_5 on this set: 0.78 | scored 500 + errored 0 + not run 0 = 500)',
    '  (cost unknown | p50 12 ms, p95 1.5 s a sample)',
    '',
    'FAIL   factual_accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better',
    '',
    'factual_accuracy',
    '  why    1 of 1: a relevant document was retrieved and the answer was wrong (generation)',
    '  where  slice numeric 0.92 -> 0.60 (19 of the 40 samples that got worse)',
    '  1  fin-fee-0012   1.00 -> 0.00   forbidden claim x1: superseded 2024 price',
    '     before  at least [-2.50-]',
    '     now     at least {+4.00+}',
    'next   aieval run --only fin-fee-0012   |   aieval baseline --accept-regression --reason "..." if this is intended',
  ],
  { ...plain, ascii: true },
)

const { baseline: _, alignment: __, ...alone } = report()

reads(
  'without a baseline the levels stand alone',
  {
    ...alone,
    comparisons: [],
    verdict: {
      outcome: 'no-verdict',
      reasons: ['there is no baseline to compare with'],
      next: ['aieval baseline --reason "first scores"'],
      unproven: false,
    },
    exit: 4,
  },
  [
    heading.replace('baseline 4f2c1aa (2 days old)', 'no baseline'),
    '',
    '  metric              n    now',
    '  precision_at_5    420  0.706',
    '  factual_accuracy  500  0.886',
    ...footnotes.slice(1),
    '',
    'NO VERDICT   there is no baseline to compare with',
    'next   aieval baseline --reason "first scores"',
  ],
)

const { interval: ___, ...uncertain } = held
const unmeasured: Comparison = {
  ...uncertain,
  n: 0,
  base: 0,
  now: 0,
  delta: 0,
  better: 0,
  worse: 0,
  clusters: 0,
  missing: 31,
  state: 'not-measured',
}

reads(
  'a run that could not be measured says what it did measure',
  report({
    comparisons: [unmeasured],
    counts: { planned: 500, scored: 469, errored: 29, notRun: 2, failed: 3 },
    levels: [],
    served: [],
    spend: { ...spend, p50: 0, p95: 0 },
    verdict: {
      outcome: 'not-measured',
      reasons: ['31 of 500 samples could not be measured (29 × rate_limited, 2 × not run), more than the 2 % allowed'],
      next: ['aieval run --resume'],
      unproven: false,
    },
    exit: 3,
  }),
  [
    'aieval 0.1.0   aieval.config.yaml   baseline 4f2c1aa (2 days old)   500 samples × 1   500 calls, 452 cached',
    '',
    '  metric            n  base  now  Δ [90 %]  better/worse  allowed',
    '  factual_accuracy  0     –    –  –         0 / 0            0.03  not measured',
    '  each end of an interval holds with 95 %; the lower one decides `held`',
    '  (scored 469 + errored 29 + not run 2 = 500, the app failed on 3)',
    '  (cost unknown)',
    '',
    'COULD NOT MEASURE   31 of 500 samples could not be measured (29 × rate_limited, 2 × not run), more than the 2 % allowed',
    'next   aieval run --resume',
  ],
)

// Single lines.

const shows = (claim: string, given: Report, start: string, expected: string | undefined): void => {
  test(claim, () => assert.equal(line(given, start), expected))
}

const unproven = report({
  comparisons: [{ ...held, state: 'unproven' }],
  verdict: {
    outcome: 'pass',
    reasons: ['factual_accuracy: cannot rule out a drop up to 0.040', 'format_compliance: cannot rule out a drop up to 0.030'],
    next: [],
    unproven: true,
  },
})

shows('unproven is never a bare pass', unproven, 'PASS', 'PASS (unproven)   factual_accuracy: cannot rule out a drop up to 0.040')
shows(
  'further reasons stand below the first',
  unproven,
  'format_compliance',
  '                  format_compliance: cannot rule out a drop up to 0.030',
)

const stateLine = (claim: string, more: Partial<typeof held>, expected: string): void =>
  shows(
    claim,
    report({ comparisons: [{ ...held, ...more }] }),
    'factual_accuracy',
    `  factual_accuracy  500  0.884  0.886  +0.002 [−0.012, +0.017]  9 / 8            0.03  ${expected}`,
  )

stateLine('a gain that stands out is shown as one', { gained: true }, 'held, better')
stateLine('a breach that chance could make says so', { state: 'regressed', beyondNoise: false }, 'REGRESSED (within noise)')
stateLine('unproven is not called held', { state: 'unproven' }, 'unproven')
stateLine('a metric without a threshold is not called held either', { state: 'not-gated' }, 'not gated')

const { allowed: ____, ...withoutThreshold } = held
shows(
  'a missing threshold is a dash',
  report({ comparisons: [{ ...withoutThreshold, state: 'not-gated' }] }),
  'factual_accuracy',
  '  factual_accuracy  500  0.884  0.886  +0.002 [−0.012, +0.017]  9 / 8               –  not gated',
)
shows(
  'no interval is shown without a width',
  report({ comparisons: [{ ...held, delta: 0, interval: { lower: -0.0002, upper: 0.0002 } }] }),
  'factual_accuracy',
  '  factual_accuracy  500  0.884  0.886   0.000 [−0.0002, +0.0002]  9 / 8            0.03  held',
)

shows(
  'new samples are counted and named',
  report({ alignment: { paired: [], added: ['a', 'b'], removed: [], changed: [] } }),
  'note',
  'note   samples new since the baseline, not compared: 2 samples (a, b)',
)
shows(
  'so are removed ones',
  report({ alignment: { paired: [], added: [], removed: ['a'], changed: [] } }),
  'note',
  'note   samples removed since the baseline, not compared: 1 sample (a)',
)
shows(
  'so are changed ones',
  report({ alignment: { paired: [], added: [], removed: [], changed: ['a'] } }),
  'note',
  'note   samples changed since the baseline, not compared: 1 sample (a)',
)
shows(
  'hidden differences are named',
  report({
    differences: [
      { part: 'prompt', base: 'p1', now: 'p2' },
      { part: 'corpus', base: 'c1', now: 'c2' },
    ],
  }),
  'note',
  'note   changed since the baseline: prompt p1 → p2, corpus c1 → c2',
)
shows('warnings are notes', report({ warnings: ['60 clusters'] }), 'note', 'note   60 clusters')

const names = Array.from({ length: 200 }, (_, index) => `sample-${index}`)
test('a long list of samples is cut, its number is not', () => {
  const note = line(report({ alignment: { paired: [], added: names, removed: [], changed: [] } }), 'note') ?? ''
  assert.match(note, /: 200 samples \(sample-0, .*…\)$/)
  assert.ok(note.length < 200)
})

shows('more than five broken samples are counted', failing(40), '…', '  … 35 more: .aieval/last/report.json')
shows('five are not', failing(5), '…', undefined)
shows(
  'causes come with their share, the commonest first',
  failing(8),
  'why',
  '  why    6 of 8: a relevant document was retrieved and the answer was wrong (generation); 2 of 8: no relevant document, or fewer of them, retrieved (retrieval)',
)
shows(
  'a format that broke is no wrong answer',
  failing(1, { comparisons: [{ ...regressed, metric: 'format_compliance' }], broken: [{ ...flip, metric: 'format_compliance' }] }),
  'why',
  '  why    1 of 1: the reply broke a format rule (generation)',
)
shows(
  'a slice in which nobody got worse is not blamed',
  failing(1, { slices: { factual_accuracy: [{ slice: 'numeric', n: 60, base: 0.92, now: 0.6, worse: 0 }] } }),
  'where',
  undefined,
)
shows(
  'an answer that is the same is said once',
  failing(1, { broken: [{ ...flip, after: flip.before ?? '' }] }),
  'answer',
  '     answer  The fee is 0.6 %, at least €2.50 a transfer. (unchanged)',
)

const { before: _____, ...onlyAfter } = flip
shows(
  'without stored answers there is only the one now',
  failing(1, { broken: [onlyAfter] }),
  'now',
  '     now     The fee is 0.6 %, at least €4.00 a transfer.',
)
shows(
  'an empty answer is said to be one',
  failing(1, { broken: [{ ...flip, before: 'yes', after: ' ' }] }),
  'now',
  '     now     {+(empty)+}',
)
shows(
  'a verdict that is no fail offers no way to accept it',
  report({
    ...failing(1),
    verdict: { outcome: 'no-verdict', reasons: ['40 of 500 samples were selected'], next: ['aieval run'], unproven: false },
  }),
  'next',
  'next   aieval run',
)

test('every metric that regressed has its own samples', () => {
  const text = textReport(
    failing(1, { comparisons: [regressed, { ...regressed, metric: 'mrr' }], broken: [flip, { ...flip, id: 'other', metric: 'mrr' }] }),
    plain,
  )
  assert.match(text, /\nfactual_accuracy\n[^]*fin-fee-0012[^]*\nmrr\n[^]*other/)
  assert.equal(text.match(/^ {2}1 {2}/gm)?.length, 2)
})

// Long answers.

test('a long answer is shown around its first change, on one line of bounded length', () => {
  const start = Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ')
  const end = 'and so on '.repeat(200)
  const text = textReport(failing(1, { broken: [{ ...flip, before: `${start} old ${end}`, after: `${start} new ${end}` }] }), plain)
  const [before = '', now = ''] = text.split('\n').filter((each) => /^ {5}(before|now) /.test(each))
  assert.match(before, /^ {5}before {2}… word\d+ word\d+ .*word299 \[−old−\] and so on/)
  assert.match(now, /^ {5}now {5}… word\d+ word\d+ .*word299 \{\+new\+\} and so on/)
  assert.ok(before.length < 180 && now.length < 180)
})

const words = (from: number): string => Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? 'same' : `w${from + index}`)).join(' ')

test('an answer that changes in many places stays within its line', () => {
  const text = textReport(failing(1, { broken: [{ ...flip, before: words(0), after: words(1000) }] }), plain)
  for (const each of text.split('\n').filter((one) => /^ {5}(before|now) /.test(one))) assert.ok(each.length < 400, each)
})

test('text without a space stays within its line', () => {
  const text = textReport(failing(1, { broken: [{ ...flip, before: `${'語'.repeat(2000)} a`, after: `${'語'.repeat(2000)} b` }] }), plain)
  for (const each of text.split('\n').filter((one) => /^ {5}(before|now) /.test(one))) assert.ok(each.length < 180, each)
  assert.match(text, /語 \[−a−\]/)
})

test('a change after a long insertion is shown on its own side', () => {
  const text = textReport(
    failing(1, { broken: [{ ...flip, before: `gone ${'same '.repeat(100)}end`, after: `${'same '.repeat(100)}added end` }] }),
    plain,
  )
  assert.match(text, /before {2}\[−gone−\] same/)
  assert.match(text, /now {5}… same .*\{\+added\+\} end/)
})

// Colour.

const colours = styleFor({ env: { FORCE_COLOR: '1' }, tty: false })
// oxlint-disable-next-line no-control-regex -- colours are escape sequences
const sequences = /\u001b\[\d+m/g

test('colour changes the looks and not a word', () => {
  for (const given of [report(), failing(7), unproven]) {
    assert.match(textReport(given, colours), sequences)
    assert.equal(textReport(given, colours).replace(sequences, ''), textReport(given, plain))
  }
})

test('without colour there is no escape sequence', () => {
  for (const given of [report(), failing(7), unproven]) assert.ok(!textReport(given, plain).includes('\u001b'))
})

const outcomes: Readonly<Record<Outcome, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  'not-measured': 'COULD NOT MEASURE',
  'no-verdict': 'NO VERDICT',
  'gate-changed': 'GATE CHANGED',
}

for (const outcome of ['pass', 'fail', 'not-measured', 'no-verdict', 'gate-changed'] as const)
  shows(
    `${outcome} reads ${outcomes[outcome]}`,
    report({ verdict: { outcome, reasons: ['because'], next: [], unproven: false } }),
    outcomes[outcome],
    `${outcomes[outcome]}   because`,
  )

const footOf = (claim: string, more: Partial<typeof spend>, expected: string | undefined): void => {
  test(claim, () => {
    const lines = textReport(report({ spend: { ...spend, ...more } }), plain).split('\n')
    assert.equal(
      lines.find((line) => /^ {2}\((cost|p50)/.test(line)),
      expected,
    )
  })
}

footOf('what was spent stands beside the times', { usd: 0.1234 }, '  (cost $0.12 · p50 12 ms, p95 1.5 s a sample)')
footOf(
  'list prices are named with their day',
  { usd: 0.1234, pricesAsOf: '2026-07-24', p95: 0 },
  '  (cost $0.12 (prices as of 2026-07-24))',
)
footOf('nothing was spent on a free model', { usd: 0, p95: 0 }, undefined)
footOf('an app that counts no tokens costs what nobody here could say', { usd: 'unknown', tokensIn: 0, tokensOut: 0, p95: 0 }, undefined)
