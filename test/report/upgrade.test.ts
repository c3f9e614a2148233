import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FlaggedSlice } from '../../src/domain/guards.ts'
import type { Candidate, UpgradeReport } from '../../src/domain/upgrade.ts'
import { plain } from '../../src/report/style.ts'
import { upgradeJson, upgradeText } from '../../src/report/upgrade.ts'
import { held, spend } from './made.ts'
import { candidate, lost, upgradeOf } from './made-upgrade.ts'

const reads = (claim: string, report: UpgradeReport, lines: readonly string[]): void => {
  test(claim, () => assert.deepEqual(upgradeText(report, plain).split('\n'), [...lines, '']))
}

reads('each model has its rows, each candidate its advice', upgradeOf(), [
  'aieval 0.1.0   aieval.config.yaml   500 samples   current openai/gpt-4o-2024-08-06',
  '',
  '  model                        metric            value  Δ vs current [90 %]      better/worse  allowed                             $/1k       p50 / p95',
  '  openai/gpt-4o-2024-08-06 *   factual_accuracy  0.884  –                                                                         $1.24  900 ms / 2.1 s',
  '  openai/candidate-2026-05-01  factual_accuracy  0.886  +0.002 [−0.012, +0.017]  9 / 8            0.03  held                      $9.80   2.4 s / 6.0 s',
  '  openai/cheap-2026-02-02      factual_accuracy  0.826  −0.058 [−0.083, −0.036]  11 / 40          0.03  REGRESSED (beyond noise)  $9.80   2.4 s / 6.0 s',
  '  each end of an interval holds with 95 %; the lower one decides `held`; $/1k = 1,000 questions',
  '',
  'note   a cache entry was damaged',
  'GO   openai/candidate-2026-05-01: every gated metric held',
  'NO-GO   openai/cheap-2026-02-02: factual_accuracy dropped more than allowed',
  '  factual_accuracy: 1 sample got worse: fin-fee-0012',
  '  worst slice numeric: 0.92 → 0.60 (19 samples)',
])

const lineOf = (given: Candidate, start: string): string | undefined =>
  upgradeText(upgradeOf({ candidates: [given] }), plain)
    .split('\n')
    .find((line) => line.trimStart().startsWith(start))

const advises = (claim: string, given: Candidate, expected: string): void => {
  test(claim, () => assert.equal(lineOf(given, given.advice), expected))
}

const name = 'openai/candidate-2026-05-01'
advises(
  'each reason is told',
  candidate({
    advice: 'NOT MEASURED',
    reasons: ['mrr: 3 missing values decide it', 'critical on mrr: trials that were not measured decide s1'],
  }),
  `NOT MEASURED   ${name}: mrr: 3 missing values decide it; critical on mrr: trials that were not measured decide s1`,
)

const critical = { id: 's1', metric: 'factual_accuracy', base: 1, now: 0, trials: { base: 3, now: 3 } }
const doors: FlaggedSlice = {
  kind: 'slice',
  slice: 'doors',
  metric: 'factual_accuracy',
  n: 30,
  base: 1,
  now: 0.733,
  allowed: 0.1,
  p: 0.008,
  missing: 0,
  decided: true,
}
const guarded = (block: boolean): Candidate =>
  candidate({ guards: { critical: { broken: [critical], already: [], unclear: [] }, slices: { block, flagged: [doors] } } })

for (const [block, ending] of [
  [true, 'beyond noise, fails'],
  [false, 'beyond noise, a warning'],
] as const)
  test(`under its advice a candidate's flagged slices: ${ending}`, () => {
    assert.equal(
      lineOf(guarded(block), 'slice doors'),
      `  slice doors   factual_accuracy 1.000 → 0.733 on 30 samples, 0.1 allowed: ${ending}`,
    )
  })

const row = (claim: string, given: Candidate, expected: RegExp): void => {
  test(claim, () => assert.match(lineOf(given, name) ?? '', expected))
}

row('a gain that stands out is shown as better', candidate({ comparisons: [{ ...held, gained: true }] }), / {2}better {2}/)
row('unproven is not called held', candidate({ comparisons: [{ ...held, state: 'unproven' }] }), / {2}unproven {2}/)
row('not measured is said', candidate({ comparisons: [{ ...held, n: 0, state: 'not-measured' }] }), / {2}– {2}.*not measured/)
row('an unknown price is unknown, never $0', candidate({ spend: { ...spend, usd: 'unknown' } }), /unknown/)
row(
  'a price of some cached answers is at least that',
  candidate({ spend: { ...spend, usd: 4.9, cached: 100, attempts: 400 } }),
  / ≥ \$9\.80 /,
)
row('a price of cached answers alone is not said', candidate({ spend: { ...spend, usd: 0, cached: 500, attempts: 0 } }), / – {2,}12 ms/)
row('a local model costs nothing', candidate({ spend: { ...spend, usd: 0, cached: 0, attempts: 500 } }), / \$0 /)
row(
  'what scored nothing has no price',
  candidate({ counts: { planned: 500, scored: 0, errored: 500, notRun: 0, failed: 0 } }),
  / – {2,}2\.4 s/,
)
row('what was not timed has no time', candidate({ spend: { ...spend, usd: 1, p50: 0, p95: 0 } }), / – \/ –$/)

test('in ASCII there is no sign beyond it', () => {
  const report = upgradeOf({ candidates: [candidate({ spend: { ...spend, usd: 4.9 } }), lost] })
  assert.doesNotMatch(upgradeText(report, { ...plain, ascii: true }), /\P{ASCII}/u)
})

const json = (report: UpgradeReport): unknown => JSON.parse(upgradeJson(report))

test('as JSON it is the report, with the version of its schema', () => {
  const { candidates, ...facts } = upgradeOf()
  const unguarded: unknown = JSON.parse(JSON.stringify(candidates.map((each) => ({ ...each, guards: undefined }))))
  assert.deepEqual(json(upgradeOf()), { schemaVersion: 1, ...facts, candidates: unguarded })
})

test('critical samples and flagged slices stand in the JSON of a candidate as they do in that of a run', () => {
  const { guards, ...facts } = guarded(true)
  assert.deepEqual(json(upgradeOf({ candidates: [guarded(true)] })), {
    schemaVersion: 1,
    ...upgradeOf(),
    candidates: [{ ...facts, flaggedSlices: [{ ...doors, blocks: true }], critical: guards.critical }],
  })
})
