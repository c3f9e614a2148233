import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Comparison } from '../../src/domain/comparison.ts'
import type { KnownSensitivity } from '../../src/domain/sensitivity.ts'
import { sensitivityNotes } from '../../src/report/sensitivity.ts'
import { held, passed } from './made.ts'

const sensitivity: KnownSensitivity = {
  status: 'known',
  from: 'trials',
  flipRate: 0.05,
  designEffect: 1.25,
  cleanPass: 0.664,
  blockedDrop: 0.0391,
  samples: 720,
  trials: 3,
}
const sure: KnownSensitivity = { ...sensitivity, from: 'deterministic', flipRate: 0, cleanPass: 1 }
const noted: Comparison = { ...held, sensitivity }

const notes = (comparisons: readonly Comparison[], more: Partial<typeof passed> = {}): readonly string[] =>
  sensitivityNotes({ comparisons, verdict: { ...passed, ...more } })

const figures =
  'flip rate 5.0 %, design effect 1.3: an unchanged app gets a clean pass 66 % of the time, a drop of 3.9 points is blocked 8 times in 10'

test('one line says what the set can see', () => {
  assert.deepEqual(notes([noted]), [`factual_accuracy: ${figures}`])
})

test('of several metrics an unproven one is shown, then the one that is seen least', () => {
  const other: Comparison = { ...noted, metric: 'mrr', sensitivity: { ...sensitivity, cleanPass: 0.9 } }
  assert.deepEqual(notes([other, noted]), [`factual_accuracy (1 of 2 metrics; all: aieval doctor): ${figures}`])
  assert.match(notes([{ ...other, state: 'unproven' }, noted])[0] ?? '', /^mrr/)
})

test('nothing is said where a deterministic target is held, where nothing could be measured, and where nothing is known to be gated', () => {
  assert.deepEqual(notes([{ ...noted, sensitivity: sure }]), [])
  assert.deepEqual(notes([noted], { outcome: 'not-measured' }), [])
  assert.deepEqual(notes([held]), [])
})

test('a deterministic target is shown where a metric is unproven', () => {
  assert.match(notes([{ ...noted, state: 'unproven', sensitivity: sure }])[0] ?? '', /flip rate 0\.0 % \(deterministic target\)/)
})

test('what is unknown is said once, whatever the number of metrics', () => {
  const unknown: Comparison = { ...held, sensitivity: { status: 'unknown', why: 'one trial' } }
  assert.deepEqual(notes([unknown, { ...unknown, metric: 'mrr' }]), ['one trial'])
})

test('a chance below 1 is not certain, and a drop that nothing blocks has no figure', () => {
  const [line = ''] = notes([{ ...noted, sensitivity: { ...sensitivity, cleanPass: 0.9999, blockedDrop: 'none' } }])
  assert.match(line, /99 % of the time, no drop is blocked 8 times in 10$/)
})
