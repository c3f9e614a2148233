import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptanceReport, type Acceptance } from '../../src/report/acceptance.ts'
import { plain } from '../../src/report/style.ts'
import type { Report } from '../../src/domain/report.ts'
import { failing, held, regressed, report } from './made.ts'

const acceptance: Acceptance = {
  file: 'eval/baseline.json',
  accepted: { at: '2026-11-03T12:00:00.000Z', by: 'Ann', why: 'new prompt', commit: '4f2c1aa0b1c2', dirty: false },
  unmeasured: [],
}

const reads = (claim: string, [given, of]: readonly [Report, Acceptance], lines: readonly string[]): void => {
  test(claim, () => assert.deepEqual(acceptanceReport(given, of, plain).split('\n'), [...lines, '']))
}

const { alignment: _, baseline: __, ...first } = report({ comparisons: [] })

reads(
  'a first baseline has levels and nothing before them',
  [first, acceptance],
  [
    '  metric              n  before  accepted  Δ [90 %]',
    '  precision_at_5    420       –     0.706  –',
    '  factual_accuracy  500       –     0.886  –',
    '',
    'ACCEPTED   eval/baseline.json   500 samples × 1, use-lite@0.2.0 by Ann at 4f2c1aa "new prompt"',
    'next       git add eval/baseline.json && git commit',
  ],
)

reads(
  'an accepted regression is named with all that was accepted',
  [
    failing(2, {
      levels: [{ metric: 'factual_accuracy', n: 500, mean: 0.826, skipped: 0, unmeasured: 2 }],
      comparisons: [regressed],
      alignment: { paired: [], added: ['a', 'b'], removed: ['c'], changed: [] },
    }),
    { ...acceptance, unmeasured: ['x', 'y'] },
  ],
  [
    '  metric              n  before  accepted  Δ [90 %]',
    '  factual_accuracy  500   0.884     0.826  −0.058 [−0.083, −0.036]',
    '',
    'note   samples that get worse: factual_accuracy 40',
    'note   accepted regressions: fin-fee-0012, s1',
    'note   2 new samples, 1 removed, 0 changed',
    'note   stored as unmeasured: x, y',
    '',
    'ACCEPTED   eval/baseline.json   500 samples × 1, use-lite@0.2.0 by Ann at 4f2c1aa "new prompt"',
    'next       git add eval/baseline.json && git commit',
  ],
)

reads(
  'on a changed set the note says what before is compared with',
  [
    report({
      levels: [
        { metric: 'factual_accuracy', n: 520, mean: 0.871, skipped: 0, unmeasured: 0 },
        { metric: 'mrr', n: 500, mean: 0.706, skipped: 20, unmeasured: 0 },
        { metric: 'precision_at_5', n: 20, mean: 0.4, skipped: 500, unmeasured: 0 },
      ],
      comparisons: [held, { ...held, metric: 'mrr' }, { ...held, metric: 'precision_at_5', n: 0 }],
      alignment: { paired: [], added: Array.from({ length: 20 }, (_, index) => `new-${index}`), removed: [], changed: [] },
    }),
    acceptance,
  ],
  [
    '  metric              n  before  accepted  Δ [90 %]',
    '  factual_accuracy  520   0.884     0.871  +0.002 [−0.012, +0.017]',
    '  mrr               500   0.884     0.706  +0.002 [−0.012, +0.017]',
    '  precision_at_5     20       –     0.400  –',
    '',
    'note   before and Δ are of the samples measured on both sides, accepted of all n: factual_accuracy 0.884 → 0.886 on 500',
    'note   samples that get worse: factual_accuracy 8, mrr 8, precision_at_5 8',
    'note   20 new samples, 0 removed, 0 changed',
    '',
    'ACCEPTED   eval/baseline.json   500 samples × 1, use-lite@0.2.0 by Ann at 4f2c1aa "new prompt"',
    'next       git add eval/baseline.json && git commit',
  ],
)

const summary = (claim: string, accepted: Partial<Acceptance['accepted']>, expected: string): void => {
  test(claim, () => {
    const text = acceptanceReport(first, { ...acceptance, accepted: { ...acceptance.accepted, ...accepted } }, plain)
    assert.match(text, new RegExp(`use-lite@0\\.2\\.0${expected}\\n`))
  })
}

summary('uncommitted changes are said', { dirty: true }, ' by Ann at 4f2c1aa with uncommitted changes "new prompt"')
summary('outside git there is no commit', { commit: '', by: '' }, ' outside git "new prompt"')
summary('no reason is no empty reason', { why: '' }, ' by Ann at 4f2c1aa')

test('a metric of which nothing was measured has a dash', () => {
  const text = acceptanceReport(
    report({ levels: [{ metric: 'mrr', n: 0, mean: 0, skipped: 500, unmeasured: 0 }], comparisons: [{ ...held, metric: 'mrr', n: 0 }] }),
    acceptance,
    plain,
  )
  assert.match(text, /^ {2}mrr +0 +– +– +–$/m)
})
