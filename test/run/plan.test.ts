import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SampleRecord } from '../../src/domain/run.ts'
import { plannedCount, trialsOf } from '../../src/domain/trials.ts'
import { execute } from '../../src/run/execute.ts'
import { measure } from '../../src/run/measure.ts'
import { planTrials } from '../../src/run/plan.ts'
import { answer, failure, headerOf, placed, saysYes } from './plan.ts'
import { priceOf } from './recorded.ts'

const samples = [placed('calm'), placed('grave', { severity: 'critical' }), placed('high', { severity: 'high' })]
const live = { deterministic: false }

test('a critical sample of a live target is asked three times', () => {
  assert.deepEqual(planTrials(samples, 1, live), { trials: 1, moreTrials: { grave: 3 } })
})

test('where the answer is always the same, once is enough', () => {
  assert.deepEqual(planTrials(samples, 1, { deterministic: true }), { trials: 1 })
})

test('where all are asked so often already, none is asked more', () => {
  assert.deepEqual(planTrials(samples, 3, live), { trials: 3 })
})

test('an id that every object knows has the common number of trials', () => {
  assert.equal(trialsOf({ trials: 2, moreTrials: { grave: 3 } }, 'toString'), 2)
})

test('every planned trial ends in one state', async () => {
  const header = { ...headerOf(samples), ...planTrials(samples, 1, live) }
  const records: SampleRecord[] = []
  const run = await execute({
    header,
    samples,
    target: async ({ id }, trial) => (id === 'grave' && trial === 2 ? failure('timeout') : answer()),
    metrics: [saysYes],
    concurrency: 1,
    onRecord: async (record, place) => void (records[place] = record),
    priceOf,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
  })
  assert.deepEqual(
    records.map(({ id, trial }) => [id, trial]),
    [
      ['calm', 1],
      ['grave', 1],
      ['grave', 2],
      ['grave', 3],
      ['high', 1],
    ],
  )
  assert.equal(plannedCount(run), 5)
  assert.deepEqual(run.counts, { planned: 5, scored: 4, errored: 1, notRun: 0, failed: 0 })
  assert.deepEqual(measure(header, [], priceOf).counts, { planned: 5, scored: 0, errored: 0, notRun: 5, failed: 0 })
})
