import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trialRun } from '../../src/run/trial-run.ts'
import { baselineOf, placed, recordOf, runOf } from '../compare/runs.ts'

const [one, two, three] = placed(3)

test('each trial of a baseline is the run it was: scores, skips, failures and what is missing', () => {
  assert.ok(one !== undefined && two !== undefined && three !== undefined)
  const records = [
    recordOf(one, 1, 1),
    recordOf(one, 0, 2),
    recordOf(two, 'skipped', 1),
    recordOf(two, 'timeout', 2),
    recordOf(three, 'app', 1),
  ]
  const baseline = baselineOf(runOf([one, two, three], [], { trials: 2, records }))
  for (const trial of [1, 2]) {
    const run = trialRun(baseline, trial)
    const kept = baseline.samples.flatMap(({ trials, ...sample }) =>
      trials.slice(trial - 1, trial).map((each) => ({ ...sample, trials: [each] })),
    )
    assert.deepEqual(run.samples, kept)
  }
  assert.deepEqual(trialRun(baseline, 1).counts, { planned: 3, scored: 3, errored: 0, notRun: 0, failed: 1 })
  assert.deepEqual(trialRun(baseline, 2).counts, { planned: 3, scored: 1, errored: 1, notRun: 1, failed: 0 })
})
