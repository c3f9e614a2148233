import assert from 'node:assert/strict'
import test from 'node:test'
import type { LintReport, LintResult } from '../../src/domain/lint.ts'
import { countOf, lintJson, lintText } from '../../src/report/lint.ts'
import { plain } from '../../src/report/style.ts'

const found: LintResult = {
  check: 'shared-id',
  level: 'error',
  why: 'what tuning has seen cannot test it',
  status: 'checked',
  findings: [{ at: { file: 'dev.jsonl', line: 3 }, id: 'a', message: 'the id stands twice', hint: 'rename it' }, { message: 'nowhere' }],
}
const skipped: LintResult = { check: 'missing-document', level: 'error', why: '', status: 'skipped', because: 'there is no corpus' }

const reportOf = (...results: readonly LintResult[]): LintReport => ({
  aieval: '0.1.0',
  suite: 'aieval.config.yaml',
  results,
  counts: {
    all: { samples: 4, answerable: 3, labelled: 3, ceiling: 0.7, wellCovered: 2 },
    dev: 1,
    slices: [{ slice: 'plain', samples: 4, answerable: 3, labelled: 0, wellCovered: 2 }],
    severities: [{ name: 'high', samples: 4 }],
    tags: [],
    keyedTags: [{ key: 'domain', values: [{ name: 'health', samples: 4 }] }],
    clusters: 3,
    largestCluster: { name: 'k', samples: 2 },
  },
})

test('findings stand under their check, each with its place, and the checks of one missing thing on one line', () => {
  const text = lintText(reportOf(found, skipped, { ...skipped, check: 'fact-not-in-documents' }), plain)
  assert.equal(
    text,
    `aieval 0.1.0   aieval.config.yaml   4 samples   1 dev sample

ERROR   shared-id   what tuning has seen cannot test it
  dev.jsonl:3  a  the id stands twice (rename it)
  nowhere

not checked   missing-document, fact-not-in-documents: there is no corpus

  slice  n  answerable  with ≥ 4 relevant  precision_at_5 ceiling
  plain  4    3 (75 %)               67 %                       –
  all    4    3 (75 %)               67 %                    0.70

  severity   high 4
  domain     health 4
  clusters   3, the largest k (2)

2 errors, 0 warnings
`,
  )
})

test('fifty findings of a check are shown, the rest are counted', () => {
  const many = { ...found, findings: Array.from({ length: 60 }, (_, index) => ({ message: `fault ${index}.` })) }
  const text = lintText(reportOf(many), plain)
  assert.match(text, /fault 49\.\n {2}… and 10 more: aieval lint --json has all/)
  assert.doesNotMatch(text, /fault 50\./)
})

test('text of the data set cannot steer the terminal', () => {
  const hostile = lintText(reportOf({ ...found, findings: [{ message: 'red \u001b[31m\u202e' }] }), plain)
  assert.match(hostile, /red \\u001b\[31m\\u202e/)
})

test('errors and warnings are counted apart, skipped checks not at all', () => {
  const report = reportOf(found, skipped, { ...found, level: 'warning', check: 'small-slice' })
  assert.equal(countOf(report, 'error'), 2)
  assert.equal(countOf(report, 'warning'), 2)
})

test('JSON is one object with every finding, what is unknown as null', () => {
  const json = JSON.parse(lintJson(reportOf(found, skipped))) as Record<string, unknown>
  assert.deepEqual(json['schemaVersion'], 1)
  assert.deepEqual([json['errors'], json['warnings']], [2, 0])
  assert.deepEqual(json['findings'], [
    { check: 'shared-id', level: 'error', file: 'dev.jsonl', line: 3, id: 'a', message: 'the id stands twice', hint: 'rename it' },
    { check: 'shared-id', level: 'error', file: null, line: null, id: null, message: 'nowhere', hint: null },
  ])
  assert.deepEqual(json['skipped'], [{ check: 'missing-document', because: 'there is no corpus' }])
  assert.deepEqual(json['counts'], {
    samples: 4,
    answerable: 3,
    labelled: 3,
    wellCovered: 2,
    ceiling: 0.7,
    dev: 1,
    severities: [{ name: 'high', samples: 4 }],
    tags: [],
    keyedTags: [{ key: 'domain', values: [{ name: 'health', samples: 4 }] }],
    clusters: 3,
    largestCluster: { name: 'k', samples: 2 },
    slices: [{ slice: 'plain', samples: 4, answerable: 3, labelled: 0, wellCovered: 2, ceiling: null }],
  })
})
