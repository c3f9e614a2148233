import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BaselineTrial } from '../../src/domain/run.ts'
import type { Metric, Score } from '../../src/domain/score.ts'
import type { Answered } from '../../src/domain/output.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { rescore, unreadableSamples } from '../../src/run/rescore.ts'
import { summarise } from '../../src/run/summarise.ts'
import { runOf, placed } from '../compare/runs.ts'

const sample: Sample = { id: 's0', input: 'question', tags: [] }

const metric = (name: string, score: (output: Answered) => Score): Metric => ({
  name,
  scorer: { name, version: 2, scale: 'unit', better: 'higher', needs: [], score: (_, output) => score(output) },
})
const long = metric('long', ({ text }) => ({ status: 'measured', value: text.length > 3 ? 1 : 0, label: text }))
const found = metric('found', ({ retrieved, route }) =>
  retrieved === undefined
    ? { status: 'skipped', why: 'nothing retrieved' }
    : { status: 'measured', value: retrieved[0]?.doc === 'd1' && route === 'serve' ? 1 : 0 },
)
const raw = metric('raw', () => ({ status: 'measured', value: 0 }))

const trialsOf = (trials: readonly BaselineTrial[], metrics: readonly Metric[], kept: readonly string[] = []) =>
  rescore({ id: 's0', hash: 'h', trials }, { sample, metrics, kept: new Set(kept) }).trials

test('stored answers, documents and routes are what today’s scorers see, trial by trial', () => {
  const stored: readonly BaselineTrial[] = [
    { status: 'answered', scores: { long: 0 }, labels: { long: 'old' }, route: 'serve', retrieved: ['d1', 'd2'], answer: 'word' },
    { status: 'answered', scores: { long: 1 }, answer: 'a' },
  ]
  assert.deepEqual(trialsOf(stored, [long, found]), [
    {
      status: 'answered',
      scores: { long: 1, found: 1 },
      labels: { long: 'word' },
      route: 'serve',
      retrieved: ['d1', 'd2'],
      answer: 'word',
    },
    { status: 'answered', scores: { long: 0, found: 'skipped' }, labels: { long: 'a' }, answer: 'a' },
  ])
})

test('a metric that is kept keeps its score and its label', () => {
  const stored: BaselineTrial = { status: 'answered', scores: { raw: 1, long: 1 }, labels: { raw: 'fine' }, answer: 'a' }
  assert.deepEqual(trialsOf([stored], [raw, long], ['raw']), [
    { status: 'answered', scores: { raw: 1, long: 0 }, labels: { raw: 'fine', long: 'a' }, answer: 'a' },
  ])
})

test('an app that failed stays at its worst, an errored trial stays missing', () => {
  const failed: BaselineTrial = { status: 'failed', scores: { long: 0 }, failure: 'app' }
  const errored: BaselineTrial = { status: 'errored', scores: {}, failure: 'timeout' }
  assert.deepEqual(trialsOf([failed, errored], [long, raw]), [{ ...failed, scores: { long: 0, raw: 0 } }, errored])
})

const stored = (text: string): BaselineTrial => ({ status: 'answered', scores: {}, answer: text })

test('an answer that was cut is told from one that only ends alike, whatever its letters', () => {
  for (const [letter, count] of [
    ['a', 5000],
    ['é', 2500],
    ['€', 2000],
    ['😀', 1500],
  ] as const)
    for (const shift of ['', 'x', 'xy', 'xyz']) {
      const samples = placed(1)
      const run = runOf(samples, [1])
      const [record] = run.records
      assert.ok(record?.output.status === 'answered')
      const text = `${shift}${letter.repeat(count)}`
      const kept = summarise([{ ...record, output: { ...record.output, text } }], 'answers')
      assert.deepEqual(unreadableSamples(kept).cut, ['s0'], `${shift}${letter}`)
    }
  const whole = [stored('and so on…'), stored('a'.repeat(4096))]
  assert.deepEqual(unreadableSamples([{ id: 's1', hash: 'h', trials: whole }]), { absent: [], cut: [] })
})

test('an answer that is not there is named once; a failed trial never had one', () => {
  const absent: BaselineTrial = { status: 'answered', scores: {} }
  const failed: BaselineTrial = { status: 'failed', scores: {}, failure: 'app' }
  const unreadable = unreadableSamples([
    { id: 's1', hash: 'h', trials: [absent, absent] },
    { id: 's2', hash: 'h', trials: [failed, stored('a')] },
  ])
  assert.deepEqual(unreadable.absent, ['s1'])
})
