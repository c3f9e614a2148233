import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changesOf, hashOfInputs, type GateInputs } from '../../src/compare/gate-inputs.ts'
import { settle } from '../../src/compare/gate.ts'
import type { Outcome, Verdict } from '../../src/domain/comparison.ts'
import type { Approval } from '../../src/domain/gate.ts'
import type { Entry } from '../../src/domain/sample.ts'
import { entryOf } from '../run/recorded.ts'

const verdict = (outcome: Outcome): Verdict => ({ outcome, reasons: [`because ${outcome}`], next: [], unproven: false })

const settled = (own: Outcome, base: Outcome, approval: Approval = 'none'): Verdict =>
  settle({
    hash: 'h',
    own: verdict(own),
    approval,
    base: {
      status: 'judged',
      ref: 'HEAD^1',
      commit: '0123456789',
      verdict: verdict(base),
      comparisons: [],
      changes: { settings: [], samples: { removed: [], changed: [], relabelled: [], added: [] } },
    },
  })

const outcomes = ['pass', 'fail', 'not-measured', 'no-verdict'] as const

describe('two verdicts come to one', () => {
  for (const own of outcomes)
    for (const base of outcomes)
      test(`${own} under its own, ${base} under the base's`, () => {
        assert.equal(settled(own, base).outcome, own === base ? own : 'gate-changed')
        assert.equal(settled(own, base, 'label').outcome, own)
        assert.equal(settled(own, base, 'hash').outcome, own)
      })

  test('where no base was read the own one counts', () => {
    assert.equal(settle({ hash: 'h', own: verdict('pass'), approval: 'none', base: { status: 'not-read' } }).outcome, 'pass')
  })
})

const placed = (id: string, hash: string, tags: readonly string[] = []): Entry =>
  entryOf({ sample: { id, input: id, tags }, hash, at: { file: 'set.jsonl', line: 1 } })

const inputs: GateInputs = { settings: { policy: 'threshold' }, samples: [placed('a', '1'), placed('b', '2')], baseline: undefined }

test('each change of the gate inputs is named', () => {
  const own: GateInputs = {
    settings: { policy: 'evidence', max_error_rate: '0.5' },
    samples: [placed('b', '2', ['late']), placed('c', '3')],
    baseline: undefined,
  }
  assert.deepEqual(changesOf(inputs, own), {
    settings: [
      { part: 'policy', base: 'threshold', now: 'evidence' },
      { part: 'max_error_rate', base: 'none', now: '0.5' },
    ],
    samples: { removed: ['a'], changed: [], relabelled: ['b'], added: ['c'] },
  })
})

test('the hash is that of the content: not of the order of samples nor of their place, but of every label', () => {
  const [first, second] = inputs.samples as readonly [Entry, Entry]
  const hash = hashOfInputs(inputs)
  assert.equal(
    hashOfInputs({ ...inputs, samples: [second, { ...first, at: { file: 'other.jsonl', line: 9, offset: 80, length: 7 } }] }),
    hash,
  )
  assert.notEqual(hashOfInputs({ ...inputs, samples: [placed('a', '1', ['critical']), second] }), hash)
  assert.notEqual(hashOfInputs({ ...inputs, settings: { policy: 'evidence' } }), hash)
})
