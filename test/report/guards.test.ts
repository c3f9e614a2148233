import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FlaggedSlice, Guards } from '../../src/domain/guards.ts'
import { jsonReport } from '../../src/report/json.ts'
import { plain } from '../../src/report/style.ts'
import { textReport } from '../../src/report/text.ts'
import { failing, report } from './made.ts'

const flagged = (more: Partial<FlaggedSlice> = {}): FlaggedSlice => ({
  kind: 'slice',
  slice: 'numeric',
  metric: 'factual_accuracy',
  n: 60,
  base: 0.92,
  now: 0.6,
  allowed: 0.03,
  p: 0.001,
  missing: 0,
  decided: true,
  ...more,
})

const guardsOf = (slices: readonly FlaggedSlice[], block = false): Guards => ({
  critical: { broken: [], already: [], unclear: [] },
  slices: { block, flagged: slices },
})

const shows = (claim: string, guards: Guards, expected: readonly string[]): void => {
  test(claim, () => {
    const lines = textReport(report({ guards }), plain).split('\n')
    assert.deepEqual(
      lines.filter((line) => line.includes(' allowed: ') || line.includes(' more of ')),
      expected,
    )
  })
}

const figures = 'factual_accuracy 0.920 → 0.600 on 60 samples, 0.03 allowed'

shows('nothing flagged: nothing said', guardsOf([]), [])
shows('a flagged slice stands under the table, with its figures', guardsOf([flagged()]), [
  `  slice numeric   ${figures}: beyond noise, a warning`,
])
shows('where slices block it fails', guardsOf([flagged({ kind: 'tag' })], true), [`  tag numeric   ${figures}: beyond noise, fails`])
shows('where missing values decide, they are said to', guardsOf([flagged({ decided: false, missing: 2 })], true), [
  `  slice numeric   ${figures}: 2 missing values decide it`,
])
shows(
  'of many the worst are shown and the others named',
  guardsOf([0.9, 0.5, 0.6, 0.7, 0.8].map((now, at) => flagged({ slice: `s${at}`, now }))),
  [
    ...[0.5, 0.6, 0.7].map(
      (now, at) => `  slice s${at + 1}   factual_accuracy 0.920 → ${now.toFixed(3)} on 60 samples, 0.03 allowed: beyond noise, a warning`,
    ),
    '  2 more of factual_accuracy: s4, s0 (figures: --json)',
  ],
)
shows('a hostile name is made visible', guardsOf([flagged({ slice: '\u001b[2J' })]), [
  `  slice \\u001b[2J   ${figures}: beyond noise, a warning`,
])

const read = (guards: Guards): unknown => (JSON.parse(jsonReport(report({ guards }))) as { readonly flaggedSlices?: unknown }).flaggedSlices

test('scripts read whether a flagged slice blocks', () => {
  assert.deepEqual(read(guardsOf([flagged()])), [{ ...flagged(), blocks: false }])
  assert.deepEqual(read(guardsOf([flagged()], true)), [{ ...flagged(), blocks: true }])
  assert.deepEqual(read(guardsOf([flagged({ decided: false })], true)), [{ ...flagged({ decided: false }), blocks: false }])
})

test('where broken samples went wrong stands under where they are', () => {
  const attribution = {
    metric: 'factual_accuracy',
    broken: 40,
    retrieved: { answered: 26, notAnswered: 2 },
    notRetrieved: { answered: 5, notAnswered: 6 },
    unknown: 1,
    changed: ['prompt'],
    likely: 'the changed prompt',
  }
  const text = textReport(failing(40, { attribution: [attribution] }), plain)
  assert.match(
    text,
    /  where .*\n  2 × 2  relevant document retrieved: 26 answered, 2 not · not retrieved: 5 answered, 6 not · 1 not known\n  likely the changed prompt\n/,
  )
})

test('samples that were asked more often are counted in the heading', () => {
  const { run } = report()
  const text = textReport(report({ run: { ...run, moreTrials: { s0: 3, s1: 3 } } }), plain)
  assert.match(text, /500 samples × 1, 2 of them × 3/)
})
