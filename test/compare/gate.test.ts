import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { settle } from '../../src/compare/gate.ts'
import type { Outcome, Verdict } from '../../src/domain/comparison.ts'
import type { Approval } from '../../src/domain/gate.ts'

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

test('a gate that was changed says what either set comes to, and how to approve', () => {
  assert.deepEqual(settled('pass', 'not-measured'), {
    outcome: 'gate-changed',
    reasons: [
      "under this change's own gate inputs: pass (because pass)",
      'under those of HEAD^1 (0123456): could not measure (because not-measured)',
      'gate inputs of this change: h',
    ],
    next: ['a reviewer sets the label "aieval: gate inputs approved", or approves these inputs alone: aieval run --approve-inputs h'],
    unproven: false,
  })
  assert.match(settled('no-verdict', 'fail').reasons.join('\n'), /inputs: no verdict \(because[^]*: fail \(because/)
})
