import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { relevantCount } from '../../src/domain/relevance.ts'
import type { Relevant, Sample } from '../../src/domain/sample.ts'
import type { Score } from '../../src/domain/score.ts'
import { metricFor } from '../../src/metrics/index.ts'
import { answered, instruments, sample } from './instruments.ts'

type Row = readonly [title: string, retrieved: string, relevant: string, values: Readonly<Record<string, number>>]

const log2 = Math.log2

// Worked by hand after trec_eval's definitions (P, recall, recip_rank, ndcg_cut); "a:3" is document a with grade 3.
const ROWS: readonly Row[] = [
  ['one relevant document first', 'a b c d e', 'a', { precision_at_5: 0.2, recall_at_5: 1, mrr: 1, ndcg_at_5: 1 }],
  ['one relevant document third', 'b c a d e', 'a', { precision_at_5: 0.2, recall_at_5: 1, mrr: 1 / 3, ndcg_at_5: 1 / 2 }],
  ['relevant only after the cut', 'b c d e f a', 'a', { precision_at_5: 0, recall_at_5: 0, mrr: 1 / 6, ndcg_at_5: 0, recall_at_10: 1 }],
  ['nothing retrieved', '', 'a b', { precision_at_5: 0, recall_at_5: 0, mrr: 0, ndcg_at_5: 0 }],
  ['nothing relevant retrieved', 'x y z', 'a b', { precision_at_5: 0, recall_at_5: 0, mrr: 0, ndcg_at_5: 0 }],
  ['fewer than five retrieved still divide by five', 'a b', 'a b', { precision_at_5: 0.4, recall_at_5: 1, mrr: 1, ndcg_at_5: 1 }],
  ['five of seven relevant', 'a b c d e', 'a b c d e f g', { precision_at_5: 1, recall_at_5: 5 / 7, mrr: 1, ndcg_at_5: 1 }],
  ['graded, best first', 'a b c', 'a:3 b:2 c:1', { precision_at_5: 0.6, recall_at_5: 1, mrr: 1, ndcg_at_5: 1, ndcg_at_1: 1 }],
  [
    'graded, best last',
    'c b a',
    'a:3 b:2 c:1',
    { precision_at_5: 0.6, mrr: 1, ndcg_at_5: (1 + 2 / log2(3) + 3 / 2) / (3 + 2 / log2(3) + 1 / 2), ndcg_at_1: 1 / 3 },
  ],
  [
    'linear and not exponential gain',
    'b a',
    'a:3 b:1',
    { ndcg_at_5: (1 + 3 / log2(3)) / (3 + 1 / log2(3)), ndcg_at_2: (1 + 3 / log2(3)) / (3 + 1 / log2(3)) },
  ],
  ['the ideal is cut at k too', 'a', 'a b c', { ndcg_at_1: 1, ndcg_at_3: 1 / (1 + 1 / log2(3) + 1 / 2) }],
  ['grade 0 is judged and not relevant', 'z a', 'z:0 a', { precision_at_5: 0.2, recall_at_5: 1, mrr: 1 / 2, ndcg_at_5: 1 / log2(3) }],
  ['unjudged documents count as not relevant', 'u v a', 'a', { precision_at_3: 1 / 3, mrr: 1 / 3 }],
  ['passages fold into their document before the cut', 'a a a a a b', 'a b', { precision_at_5: 0.4, recall_at_5: 1, ndcg_at_5: 1 }],
  ['a repeated document counts once', 'a x a y a', 'a', { precision_at_5: 0.2, recall_at_5: 1, mrr: 1 }],
  ['a document keeps its best rank', 'x a x b', 'a b', { mrr: 1 / 2, ndcg_at_5: (1 / log2(3) + 1 / 2) / (1 + 1 / log2(3)) }],
  ['a document labelled twice has its higher grade', 'a b', 'a:1 a:3 b:3', { ndcg_at_5: 1, recall_at_5: 1, precision_at_5: 0.4 }],
  ['k beyond the list', 'a', 'a', { precision_at_100: 0.01, recall_at_100: 1, ndcg_at_100: 1 }],
]

for (const [title, retrieved, relevant, values] of ROWS) {
  for (const [name, expected] of Object.entries(values)) {
    test(`${name}: ${title}`, () => near(value(name, split(retrieved), labels(relevant)), expected))
  }
}

test('ties keep the given order, whatever the scores say', () => {
  const passages = [
    { doc: 'x', score: 1 },
    { doc: 'a', score: 1 },
    { doc: 'b', score: 9 },
  ]
  const score = scoreOf('mrr', sample({ relevant: [{ doc: 'a' }] }), passages)
  assert.deepEqual(score, { status: 'measured', value: 0.5, why: '1 of 1 relevant among 3 retrieved, at rank 2' })
})

for (const name of ['precision_at_5', 'recall_at_5', 'mrr', 'ndcg_at_5']) {
  test(`${name} skips a sample without a relevant document`, () => {
    for (const each of [sample(), sample({}), sample({ relevant: [] }), sample({ relevant: [{ doc: 'a', grade: 0 }] })]) {
      assert.equal(scoreOf(name, each, [{ doc: 'a' }]).status, 'skipped')
    }
  })

  test(`${name} leaves an answer without a retrieval report unscored`, () => {
    const score = metric(name).scorer.score(sample({ relevant: [{ doc: 'a' }] }), answered('x'))
    assert.deepEqual(score, { status: 'unscored', why: 'the target reports no retrieved documents' })
  })
}

test('the ceiling of precision is the mean of min(k, R) / k over the samples with relevant documents', () => {
  const relevant = ['a', 'a b c', 'a b c d e f', '', 'z:0'].map((each) => relevantCount(sample({ relevant: labels(each) })))
  near(metric('precision_at_5').ceiling?.(relevant) ?? -1, (0.2 + 0.6 + 1) / 3)
  near(metric('precision_at_1').ceiling?.(relevant) ?? -1, 1)
  assert.equal(metric('precision_at_5').ceiling?.([]), 1)
  assert.equal(metric('recall_at_5').ceiling, undefined)
})

const doc = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
const label = fc.record({ doc, grade: fc.integer({ min: 0, max: 3 }) })

test('all four agree with a plain reading of their definitions', () => {
  fc.assert(
    fc.property(
      fc.array(doc, { maxLength: 14 }),
      fc.uniqueArray(label, { selector: (each) => each.doc }),
      fc.integer({ min: 1, max: 9 }),
      (retrieved, relevant, k) => {
        const expected = plainly(retrieved, relevant, k)
        if (expected === undefined) return
        near(value(`precision_at_${k}`, retrieved, relevant), expected.precision)
        near(value(`recall_at_${k}`, retrieved, relevant), expected.recall)
        near(value('mrr', retrieved, relevant), expected.reciprocal)
        near(value(`ndcg_at_${k}`, retrieved, relevant), expected.ndcg)
      },
    ),
    { numRuns: 500 },
  )
})

/** The same measures written another way: loops over ranks and a full sort of the labels. */
function plainly(retrieved: readonly string[], relevant: readonly Relevant[], k: number) {
  const order: string[] = []
  for (const each of retrieved) if (!order.includes(each)) order.push(each)
  const gradeOf = (each: string | undefined) => relevant.find((one) => one.doc === each)?.grade ?? 0
  const grades = relevant.map((one) => one.grade ?? 1).filter((grade) => grade > 0)
  if (grades.length === 0) return undefined
  let [hits, gained, reciprocal, ideal] = [0, 0, 0, 0]
  grades.sort((a, b) => b - a)
  for (let rank = 1; rank <= k; rank += 1) {
    const grade = gradeOf(order[rank - 1])
    if (grade > 0) hits += 1
    gained += grade / log2(rank + 1)
    ideal += (grades[rank - 1] ?? 0) / log2(rank + 1)
  }
  for (let rank = order.length; rank >= 1; rank -= 1) if (gradeOf(order[rank - 1]) > 0) reciprocal = 1 / rank
  return { precision: hits / k, recall: hits / grades.length, reciprocal, ndcg: gained / ideal }
}

function value(name: string, retrieved: readonly string[], relevant: readonly Relevant[]): number {
  const score = scoreOf(
    name,
    sample({ relevant }),
    retrieved.map((each) => ({ doc: each })),
  )
  assert.equal(score.status, 'measured')
  return score.status === 'measured' ? score.value : NaN
}

function scoreOf(name: string, asked: Sample, retrieved: readonly { doc: string; score?: number }[]): Score {
  return metric(name).scorer.score(asked, answered('x', { retrieved }))
}

function metric(name: string) {
  const found = metricFor(name, instruments(), {})
  assert.ok(found)
  return found
}

function split(text: string): readonly string[] {
  return text.split(' ').filter((each) => each !== '')
}

function labels(text: string): readonly Relevant[] {
  return split(text).map((each) => {
    const [name = '', grade] = each.split(':')
    return grade === undefined ? { doc: name } : { doc: name, grade: Number(grade) }
  })
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`)
}
