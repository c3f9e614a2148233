import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Outcome } from '../../src/domain/comparison.ts'
import type { Report } from '../../src/domain/report.ts'
import { junitReport } from '../../src/report/junit.ts'
import { xmlDocument } from '../../src/report/xml.ts'
import { failing, flip, held, regressed, report } from './made.ts'
import { readXml, type Node } from './strict-xml.ts'

const suiteOf = (given: Report): Node => {
  const [suite] = readXml(junitReport(given)).children
  assert.ok(suite !== undefined)
  return suite
}

/** Each test case as "group name: result". */
const cases = (given: Report): readonly string[] =>
  suiteOf(given)
    .children.filter(({ name }) => name === 'testcase')
    .map(({ attributes, children }) => `${attributes['classname']} ${attributes['name']}: ${children[0]?.name ?? 'passed'}`)

const has = (claim: string, given: Report, expected: readonly string[]): void => {
  test(claim, () => assert.deepEqual(cases(given), expected))
}

const ended = (outcome: Outcome, more: Partial<Report> = {}): Report =>
  failing(1, { verdict: { outcome, reasons: ['because'], next: [], unproven: false }, ...more })

has('a pass is one case for each gated metric', report(), [
  'aieval.metrics precision_at_5: passed',
  'aieval.metrics factual_accuracy: passed',
])
has('a metric without a threshold is no case', report({ comparisons: [held, { ...held, metric: 'mrr', state: 'not-gated' }] }), [
  'aieval.metrics factual_accuracy: passed',
])
has('unproven passes', report({ comparisons: [{ ...held, state: 'unproven' }] }), ['aieval.metrics factual_accuracy: passed'])
has('a fail is one for each metric and one for each sample that broke it', failing(2), [
  'aieval.metrics factual_accuracy: failure',
  'aieval.samples.factual_accuracy fin-fee-0012: failure',
  'aieval.samples.factual_accuracy s1: failure',
])
has(
  'what could not be measured is an error, never a failure',
  ended('not-measured', { comparisons: [{ ...held, state: 'not-measured' }], broken: [] }),
  ['aieval verdict: error', 'aieval.metrics factual_accuracy: error'],
)
has('a drop in a run that could not be measured blames nobody', ended('not-measured'), [
  'aieval verdict: error',
  'aieval.metrics factual_accuracy: skipped',
  'aieval.samples.factual_accuracy fin-fee-0012: skipped',
])
has('where nothing was decided, no case looks decided', ended('no-verdict'), [
  'aieval verdict: skipped',
  'aieval.metrics factual_accuracy: skipped',
  'aieval.samples.factual_accuracy fin-fee-0012: skipped',
])
has('a fail that no metric explains is a case of its own', ended('fail', { comparisons: [held], broken: [] }), [
  'aieval verdict: failure',
  'aieval.metrics factual_accuracy: passed',
])
has('changed gate inputs fail', ended('gate-changed', { comparisons: [held], broken: [] }), [
  'aieval verdict: failure',
  'aieval.metrics factual_accuracy: passed',
])

test('the totals are the counts of what is in it', () => {
  const { attributes } = suiteOf(failing(3, { comparisons: [regressed, { ...held, metric: 'mrr', state: 'not-measured' }] }))
  const { tests, failures, errors, skipped } = attributes
  assert.deepEqual({ tests, failures, errors, skipped }, { tests: '5', failures: '4', errors: '1', skipped: '0' })
})

test('a broken sample has its place and what was said', () => {
  const found = suiteOf(failing(1)).children.find(({ attributes }) => attributes['name'] === flip.id)
  assert.deepEqual([found?.attributes['file'], found?.attributes['line']], ['eval/set.jsonl', '37'])
  assert.equal(
    found?.children[0]?.text,
    'input: whats the fee for sending 250 euros to a friend?\nbefore: The fee is 0.6 %, at least €2.50 a transfer.\nnow: The fee is 0.6 %, at least €4.00 a transfer.',
  )
})

const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      ']]>',
      '<!--',
      '<![CDATA[',
      '&amp;',
      '\u0000',
      '\n',
      '\r',
      '\t',
      '\ud800',
      '\udc00',
      '\ufffe',
      '\uffff',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('no text of a model or a data set breaks the XML', () => {
  fc.assert(
    fc.property(anything, anything, (one, other) => {
      const broken = { ...flip, id: one, why: other, before: one, after: other }
      const place = { file: other, line: 1, input: one }
      const given = failing(1, { suite: one, broken: [broken], places: Object.fromEntries([[one, place]]) })
      assert.equal(cases({ ...given, verdict: { ...given.verdict, reasons: [one, other] } }).length, 2)
    }),
  )
})

test('text that XML can say reads back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '&', '"', "'", ']]>', '\n', '\t', '\r', 'a', '語', '🦉') }), (text) => {
      const root = readXml(xmlDocument({ name: 'a', attributes: { b: text }, content: text }))
      assert.deepEqual([root.attributes['b'], root.text], [text, text])
    }),
  )
})
