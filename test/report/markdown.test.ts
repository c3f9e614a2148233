import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Report } from '../../src/domain/report.ts'
import { code, fenced, sentence } from '../../src/report/fence.ts'
import { markdownReport } from '../../src/report/markdown.ts'
import { failing, flip, held, regressed, report } from './made.ts'

/** What is outside of fences, and the texts within them. */
const parts = (markdown: string): { readonly open: readonly string[]; readonly fences: readonly string[] } => {
  const open: string[] = []
  const fences: string[] = []
  let fence = ''
  let body: string[] = []
  for (const line of markdown.split('\n')) {
    const [, run = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
    if (fence === '' && run !== '') fence = run
    else if (fence === '') open.push(line)
    else if (run.length >= fence.length && run[0] === fence[0] && line.trim() === run) {
      fences.push(body.join('\n'))
      fence = ''
      body = []
    } else body.push(line)
  }
  assert.equal(fence, '', 'every fence is closed')
  return { open, fences }
}

test('green is three lines', () => {
  assert.equal(
    markdownReport(report()),
    [
      '## PASS: no metric dropped more than allowed',
      'precision_at_5 0.712 → 0.706 (0.05 allowed); factual_accuracy 0.884 → 0.886 (0.03 allowed)\\',
      '500 samples × 1 against the baseline of <code>4f2c1aa</code> (2 days old); scored 500 + errored 0 + not run 0 = 500',
      '',
    ].join('\n'),
  )
})

test('three lines even where there is something to note, which is not hidden', () => {
  const text = markdownReport(
    report({ warnings: ['few clusters'], alignment: { paired: [], added: ['new-1'], removed: ['old-1'], changed: [] } }),
  )
  assert.equal(text.trim().split('\n').length, 3)
  for (const word of ['few clusters', 'new', 'removed', 'old']) assert.ok(text.includes(word), word)
})

const says = (claim: string, given: Report, ...expected: readonly string[]): void => {
  test(claim, () => {
    const lines = markdownReport(given).split('\n')
    for (const line of expected) assert.ok(lines.includes(line), `${line}\n\n${lines.join('\n')}`)
  })
}

says(
  'a fail says in its headline what dropped',
  failing(7),
  '## FAIL: factual_accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better',
)
says(
  'and in its table by how much',
  failing(7),
  '| metric | n | base | this change | Δ [90 %] | better / worse | allowed |  |',
  '| factual_accuracy | 500 | 0.884 | 0.826 | −0.058 [−0.083, −0.036] | 11 / 40 | 0.03 | **REGRESSED (beyond noise)** |',
)
says(
  'and where, and why',
  failing(2, { differences: [{ part: 'prompt', base: 'p1', now: 'p2' }] }),
  '- **Worst slice** of factual_accuracy: <code>numeric</code> 0.92 → 0.60 (19 of the 40 samples that got worse)',
  '- **Likely cause** for factual_accuracy: 2 of 2: a relevant document was retrieved and the answer was wrong (generation)',
  '- **Changed since the baseline**: <code>prompt</code>',
  'changed: prompt p1 → p2',
)
says(
  'the first five broken samples are folded, in a diff',
  failing(40),
  '<details><summary>factual_accuracy: first 5 of 40 samples that got worse</summary>',
  'fin-fee-0012 1.00 → 0.00 eval/set.jsonl:37',
  'input: whats the fee for sending 250 euros to a friend?',
  '- … is 0.6 %, at least €2.50 a transfer.',
  '+ … is 0.6 %, at least €4.00 a transfer.',
)
says(
  'how it was measured is folded',
  failing(1),
  '<details><summary>How it was measured</summary>',
  '500 samples × 1, 500 paired with the baseline by id and content',
  'scored 500 + errored 0 + not run 0 = 500',
  'baseline: eval/baseline.json at 4f2c1aa, 2 days old, accepted by Ann: first scores',
  'pinned: primary local/use-lite@0.2.0',
  'served: use-lite@0.2.0',
  'calls: 500, 452 of them cached; spent: unknown; p50 12 ms, p95 1.5 s a sample',
)
says(
  'unproven is not green',
  report({
    comparisons: [{ ...held, state: 'unproven' }],
    verdict: { outcome: 'pass', reasons: ['factual_accuracy: cannot rule out a drop up to 0.040'], next: [], unproven: true },
  }),
  '## PASS (unproven): factual_accuracy: cannot rule out a drop up to 0.040',
  '| factual_accuracy | 500 | 0.884 | 0.886 | +0.002 [−0.012, +0.017] | 9 / 8 | 0.03 | unproven |',
)
says(
  'without a baseline it says where the metrics stand',
  report({ comparisons: [], verdict: { outcome: 'no-verdict', reasons: ['no baseline'], next: ['aieval baseline'], unproven: false } }),
  '## NO VERDICT: no baseline',
  '| factual_accuracy | 500 | – | 0.886 |',
  'aieval baseline',
)

const long = 'ä `x` '.repeat(5000)
const heavy = failing(600, {
  comparisons: Array.from({ length: 80 }, (_, index) => ({ ...regressed, metric: `precision_at_${index}` })),
  broken: Array.from({ length: 800 }, (_, index) => ({
    ...flip,
    id: `${index}${long}`,
    metric: `precision_at_${index % 80}`,
    why: long,
    before: `${long}1`,
    after: `${long}2`,
  })),
  warnings: Array.from({ length: 50 }, () => long),
  differences: Array.from({ length: 100 }, () => ({ part: 'prompt', base: long, now: long })),
  verdict: { outcome: 'fail', reasons: [long, long], next: [long], unproven: false },
})

test('however much there is to say, it fits a comment, and each fence is closed', () => {
  const text = markdownReport(heavy)
  assert.ok(text.length <= 60_000, `${text.length}`)
  assert.match(text, /More than fits here/)
  parts(text)
})

test('a broken sample takes at most 300 characters, however long its texts are', () => {
  for (const given of [heavy, failing(1), failing(1, { broken: [{ ...flip, before: long, after: `${long}!` }] })])
    for (const fence of parts(markdownReport(given)).fences.filter((each) => each.includes(' → 0.00')))
      assert.ok(Array.from(fence).length <= 300, fence)
})

const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '`',
      '```',
      '~~~',
      '\n',
      '\r',
      '|',
      '<',
      '</details>',
      '<!--',
      '[',
      '](',
      '@',
      '#1',
      '*',
      '_',
      '\\',
      '&#64;',
      '$',
      'www.',
      '://',
      '\u2028',
      '\u202e',
      'a',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('a fence holds whatever it is given', () => {
  fc.assert(
    fc.property(fc.array(anything, { minLength: 1 }), (lines) => {
      const { open, fences } = parts(fenced(lines))
      assert.deepEqual([open, fences.length], [[], 1])
    }),
  )
})

const coded = /<code>(?:[^!-/:-@[-`{-~]|&#\d+;)*<\/code>/g

test('code holds whatever it is given, on one line', () => {
  fc.assert(fc.property(anything, (text) => assert.match(code(text), new RegExp(`^${coded.source}$`))))
})

test('a sentence is code, or has no sign that Markdown or GitHub makes something of', () => {
  fc.assert(fc.property(anything, (text) => assert.match(sentence(text).replace(coded, ''), ordinary)))
  for (const text of [
    '@team',
    'see #12',
    'www.evil.example',
    'https://evil.example',
    '*b*',
    '_b_',
    '![x](y)',
    'a :tada: b',
    '- x',
    'GH-1',
    '1. x',
  ])
    assert.match(sentence(text), /^<code>/, text)
  assert.equal(sentence('precision_at_5 dropped 5.8 points: 3 worse'), 'precision_at_5 dropped 5.8 points: 3 worse')
})

const ordinary = /^[\p{L}\p{N} .,;:()%'+=/−–→…×_]*$/u
const own = /^## |^- |^\| | \|$| \| |\*\*|<\/?(?:details|summary)>|\[90 %\]|\[[−+.,\d ]+\]|\\$|\| --[-:]|--[-:]|`-o json=report\.json`/g

test('no text of a model or a data set stands outside of a fence, and no text of others has any power there', () => {
  fc.assert(
    fc.property(anything, (attack) => {
      const model = `modelsaid ${attack}`
      const given = failing(3, {
        suite: attack,
        served: [attack],
        differences: [{ part: attack, base: attack, now: attack }],
        warnings: [attack],
        slices: { factual_accuracy: [{ slice: attack, n: 9, base: 1, now: 0, worse: 9 }] },
        places: { [flip.id]: { file: attack, line: 1, input: model } },
        broken: [{ ...flip, why: model, before: model, after: `${model}!` }],
        alignment: { paired: [], added: [attack], removed: [attack], changed: [] },
        verdict: { outcome: 'fail', reasons: [attack, attack], next: [attack], unproven: false },
      })
      const { open, fences } = parts(markdownReport(given))
      assert.ok(fences.some((fence) => fence.includes('modelsaid')))
      for (const line of open) {
        assert.ok(!line.includes('modelsaid'), line)
        assert.match(line.replace(coded, '').replace(own, '').replace(own, ''), ordinary)
      }
    }),
  )
})
