import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf, hashOfInputs, type GateInputs } from '../../src/compare/gate-inputs.ts'
import type { Entry } from '../../src/domain/sample.ts'
import { baselineOf, placed, runOf } from './runs.ts'

const samples = placed(3)
const baseline = baselineOf(runOf(samples, [1, 0, 'timeout']))
const inputs: GateInputs = { settings: { policy: 'threshold' }, samples, baseline }

test('what is the same is no change', () => {
  assert.deepEqual(changesOf(inputs, { ...inputs, samples: samples.toReversed() }), {
    settings: [],
    samples: { removed: [], changed: [], relabelled: [], added: [] },
  })
})

test('a setting that is new, gone or other is named with both values', () => {
  const before = { ...inputs, settings: { policy: 'threshold', seed: '1' } }
  const after = { ...inputs, settings: { policy: 'evidence', strict: 'true' } }
  assert.deepEqual(changesOf(before, after).settings, [
    { part: 'policy', base: 'threshold', now: 'evidence' },
    { part: 'seed', base: '1', now: 'none' },
    { part: 'strict', base: 'none', now: 'true' },
  ])
})

test('a sample is changed by its hash, and relabelled where it is the same question with another content', () => {
  const own = placed(3, (index) => [{ hash: 'other' }, { tags: ['late'] }, {}][index] ?? {})
  assert.deepEqual(changesOf(inputs, { ...inputs, samples: own }).samples, { removed: [], changed: ['s0'], relabelled: ['s1'], added: [] })
})

test('a changed baseline is told by its hash and the figures in which it differs', () => {
  const lowered = baselineOf(runOf(samples, [0, 0, 'timeout']))
  const changes = changesOf(inputs, { ...inputs, baseline: lowered }).settings
  assert.deepEqual(
    changes.map(({ part }) => part),
    ['baseline', 'baseline.accuracy'],
  )
  assert.ok(changes.every(({ part, base, now }) => part !== 'baseline' || (/^[0-9a-f]{8}$/.test(base) && /^[0-9a-f]{8}$/.test(now))))
  assert.deepEqual(changes[1], { part: 'baseline.accuracy', base: '0.5000', now: '0.0000' })
})

test('of a first baseline all figures are new; one without a measured value has a mean of none', () => {
  const unmeasured = baselineOf(runOf(samples, ['skipped', 'skipped', 'timeout']))
  const { settings } = changesOf({ ...inputs, baseline: undefined }, { ...inputs, baseline: unmeasured })
  assert.deepEqual(
    settings.map(({ part, base, now }) => [part, base, part === 'baseline' ? '' : now]),
    [
      ['baseline', 'none', ''],
      ['baseline.samples', 'none', '3'],
      ['baseline.accuracy', 'none', '0.0000'],
    ],
  )
})

test('the hash holds settings, samples and baseline, and neither the order of samples nor their place', () => {
  const hash = hashOfInputs(inputs)
  const moved = samples.toReversed().map((each): Entry => ({ ...each, at: { file: 'other.jsonl', line: 9, offset: 80, length: 7 } }))
  assert.match(hash, /^[0-9a-f]{32}$/)
  assert.equal(hashOfInputs({ ...inputs, samples: moved }), hash)
  const others: readonly GateInputs[] = [
    { ...inputs, settings: { policy: 'evidence' } },
    { ...inputs, samples: samples.slice(1) },
    { ...inputs, samples: placed(3, (index) => (index === 2 ? { tags: ['late'] } : {})) },
    { ...inputs, baseline: undefined },
    { ...inputs, baseline: baselineOf(runOf(samples, [1, 1, 'timeout'])) },
  ]
  assert.equal(new Set([hash, ...others.map(hashOfInputs)]).size, 1 + others.length)
})
