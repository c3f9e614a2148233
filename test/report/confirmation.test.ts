import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Comparison } from '../../src/domain/comparison.ts'
import type { Confirmation } from '../../src/domain/confirmation.ts'
import { confirmationJson, confirmationNotes, endsNote, intervalHead } from '../../src/report/confirmation.ts'

const comparison = (metric: string, alpha?: number): Comparison => ({
  metric,
  n: 500,
  base: 0.9,
  now: 0.86,
  delta: -0.04,
  interval: { lower: -0.06, upper: -0.02 },
  better: 10,
  worse: 30,
  clusters: 500,
  missing: 0,
  allowed: 0.03,
  state: 'regressed',
  beyondNoise: false,
  ...(alpha === undefined ? {} : { alpha }),
})

const confirmation: Confirmation = {
  metrics: ['accuracy'],
  discordant: 40,
  drawn: 103,
  rest: 460,
  chance: 0.25,
  trial: 4,
  counts: { planned: 143, scored: 143, errored: 0, notRun: 0, failed: 0 },
  calls: 143,
  first: [comparison('accuracy', 0.04)],
}

const heads = (claim: string, alphas: readonly (number | undefined)[], expected: string): void => {
  test(claim, () => assert.equal(intervalHead(alphas.map((alpha, index) => comparison(`m${index}`, alpha))), expected))
}

heads('one look without a second has both ends at 90 %', [undefined, undefined], 'Δ [90 %]')
heads('the first of two looks has both ends at 92 %', [0.04, 0.04], 'Δ [92 %]')
heads('beside it a confirmed metric has 96 %', [0.02, 0.04], 'Δ [92 or 96 %]')

test('the note under the table says which end holds with what', () => {
  assert.match(endsNote({ comparisons: [comparison('accuracy')] }), /holds with 95 %; the lower one/)
  assert.match(endsNote({ comparisons: [comparison('accuracy', 0.04)] }), /holds with 96 %; the lower one/)
  const both = { comparisons: [comparison('accuracy', 0.02), comparison('other', 0.04)], confirmation }
  assert.match(endsNote(both), /holds with 96 %, of a confirmed metric with 98 %; the lower one/)
  assert.match(endsNote({ comparisons: [comparison('accuracy', 0.02)], confirmation }), /holds with 98 %; the lower one/)
})

test('the price and the first look are told, and nothing where there was no second', () => {
  assert.deepEqual(confirmationNotes({ comparisons: [], confirmation }), [
    'confirmed with 143 more calls: 40 samples that differed and 103 of the other 460 were asked once more',
    'accuracy at first: dropped 4.0 points, 3.0 allowed, within noise',
  ])
  assert.deepEqual(confirmationNotes({ comparisons: [] }), [])
  assert.deepEqual(confirmationJson({ comparisons: [] }), {})
})

test('new trials without an answer are counted', () => {
  const counts = { planned: 143, scored: 140, errored: 2, notRun: 1, failed: 0 }
  assert.match(confirmationNotes({ comparisons: [], confirmation: { ...confirmation, counts } })[0] ?? '', /, 3 without an answer$/)
})

test('the JSON has the samples, the calls and the first look', () => {
  assert.deepEqual(confirmationJson({ comparisons: [], confirmation }), {
    confirmation: {
      metrics: ['accuracy'],
      samples: { discordant: 40, drawn: 103, rest: 460, chance: 0.25 },
      trial: 4,
      counts: confirmation.counts,
      calls: 143,
      first: [{ name: 'accuracy', delta: -0.04, lower: -0.06, upper: -0.02, state: 'regressed', beyondNoise: false }],
    },
  })
})
