import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attribute } from '../../src/compare/attribution.ts'
import type { FlipInput } from '../../src/compare/flips.ts'
import type { Attribution } from '../../src/domain/attribution.ts'
import type { BaselineSample, BaselineTrial } from '../../src/domain/run.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { byId } from './sides.ts'

/** A sample that was right; what became of it, and in which slice it is. */
type Case = { readonly now: Partial<BaselineTrial>; readonly slice?: string; readonly unlabelled?: boolean }

const right: Partial<BaselineTrial> = { scores: { accuracy: 1 } }

const attributed = (cases: readonly Case[], parts: readonly string[] = [], metric = 'accuracy'): Attribution => {
  const ids = cases.map((_, index) => `s${index}`)
  const side = (trials: readonly Partial<BaselineTrial>[]): readonly BaselineSample[] =>
    trials.map((trial, index) => ({
      id: `s${index}`,
      hash: 'h',
      trials: [{ status: 'answered', scores: { [metric]: 0 }, ...trial }],
    }))
  const samples = new Map(cases.map((each, index) => [`s${index}`, sampleOf(`s${index}`, each)]))
  const sides = { base: byId(side(cases.map(() => ({ scores: { [metric]: 1 } })))), head: byId(side(cases.map(({ now }) => now))) }
  const input: FlipInput = {
    sides,
    told: { base: (id) => sides.base.get(id), head: (id) => sides.head.get(id), labels: (id) => samples.get(id) },
    paired: ids,
    sampleOf: (id) => samples.get(id),
    whyOf: () => undefined,
    metric: { name: metric, better: 'higher' },
  }
  return attribute(
    input,
    parts.map((part) => ({ part, base: 'a', now: 'b' })),
  )
}

const sampleOf = (id: string, { slice, unlabelled = false }: Case): Sample => ({
  id,
  input: id,
  tags: [],
  expected: { answerable: true, ...(unlabelled ? {} : { relevant: [{ doc: 'fees' }] }) },
  ...(slice === undefined ? {} : { slice }),
})

const found = { retrieved: ['limits', 'fees'] }
const missed = { retrieved: ['limits'] }

test('broken samples part by whether their document was retrieved, and by whether they got an answer', () => {
  const { broken, retrieved, notRetrieved, unknown } = attributed([
    { now: right },
    { now: found },
    { now: { ...found, route: 'serve' } },
    { now: { ...found, route: 'fallback' } },
    { now: { ...missed, route: 'serve_with_caveat' } },
    { now: { ...missed, labels: { accuracy: 'not attempted' } } },
    { now: { ...missed, status: 'failed', failure: 'app' } },
    { now: {} },
    { now: found, unlabelled: true },
  ])
  assert.deepEqual(
    { broken, retrieved, notRetrieved, unknown },
    { broken: 8, retrieved: { answered: 2, notAnswered: 1 }, notRetrieved: { answered: 1, notAnswered: 2 }, unknown: 2 },
  )
})

test('another label than a refusal is an answer', () => {
  assert.deepEqual(attributed([{ now: { ...found, labels: { accuracy: 'incorrect' } } }]).retrieved, { answered: 1, notAnswered: 0 })
})

test('the slice that fell most is named, with what it lost', () => {
  const cases: readonly Case[] = [
    { now: right, slice: 'plain' },
    { now: found, slice: 'plain' },
    { now: found, slice: 'numeric' },
  ]
  assert.deepEqual(attributed(cases).worstSlice, { slice: 'numeric', n: 1, base: 1, now: 0, worse: 1 })
})

test('without slices, or where none lost a sample, no slice is named', () => {
  assert.equal('worstSlice' in attributed([{ now: found }]), false)
  assert.equal('worstSlice' in attributed([{ now: right, slice: 'plain' }, { now: found }]), false)
})

test('what changed is named as the parts of the system that it belongs to, each once', () => {
  const { metric, changed, likely } = attributed([{ now: missed }], ['data', 'retriever', 'models.primary', 'models.fallback'])
  assert.deepEqual([metric, changed], ['accuracy', ['retriever', 'model']])
  assert.equal(likely, 'the changed retriever (for 1 of 1 no relevant document was retrieved)')
})

test('a metric of retrieval needs no table to tell where it went wrong', () => {
  const { metric, likely } = attributed([{ now: { ...found, scores: { precision_at_5: 0 } } }], ['prompt', 'corpus'], 'precision_at_5')
  assert.deepEqual([metric, likely], ['precision_at_5', 'the changed corpus (the metric sees nothing but what was retrieved)'])
})
