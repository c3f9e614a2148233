import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Output } from '../../src/domain/output.ts'
import type { Metric, Score, Scorer } from '../../src/domain/score.ts'
import { scoreOutput } from '../../src/run/score.ts'
import { answer, failure, placed, saysYes, skipped } from './plan.ts'

const mistakes: Metric = {
  name: 'mistakes',
  scorer: {
    ...saysYes.scorer,
    name: 'mistakes',
    better: 'lower',
    score: (_, { text }) => ({ status: 'measured', value: text === 'yes' ? 0 : 1 }),
  },
}
const found: Metric = {
  name: 'found',
  scorer: {
    ...saysYes.scorer,
    name: 'found',
    score: (_, { retrieved }) =>
      retrieved === undefined ? { status: 'unscored', why: 'no documents' } : { status: 'measured', value: Math.min(1, retrieved.length) },
  },
}
const metrics = [saysYes, mistakes, found]

const scores = (claim: string, output: Output, expected: Readonly<Record<string, Score>>, sample = placed('s0')): void => {
  test(claim, () => assert.deepEqual(scoreOutput(sample.read(sample), output, metrics), expected))
}

const measured = (value: number): Score => ({ status: 'measured', value })
const worst = (value: number): Score => ({ status: 'measured', value, why: 'the app failed: app happened' })

scores('an answer has the score of every metric', answer('yes', { retrieved: [{ doc: 'a' }] }), {
  says_yes: measured(1),
  mistakes: measured(0),
  found: measured(1),
})
scores('what a scorer cannot score stays so', answer('yes'), {
  says_yes: measured(1),
  mistakes: measured(0),
  found: { status: 'unscored', why: 'no documents' },
})
scores('an error has no scores', failure('timeout'), {})
scores('a failed app has the worst value of each metric, 1 where lower is better', failure('app'), {
  says_yes: worst(0),
  mistakes: worst(1),
  found: worst(0),
})
scores(
  'what does not apply is no worse for a failed app',
  failure('app'),
  { says_yes: skipped, mistakes: worst(1), found: worst(0) },
  placed('s0', { tags: ['other'] }),
)

test('a scorer that would reward silence does not reward a failed app', () => {
  const scorer: Scorer = { ...saysYes.scorer, score: (_, { text }) => measured(text === '' ? 1 : 0) }
  assert.deepEqual(scoreOutput(placed('s0').read(placed('s0')), failure('app'), [{ name: 'quiet', scorer }]), { quiet: worst(0) })
})
