import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Counts } from '../../src/domain/run.ts'
import { answer, call, failure, record, runOf } from './plan.ts'
import { measured, type Recorded } from './recorded.ts'

const counts = (claim: string, run: Recorded, expected: Counts): void => {
  test(claim, () => assert.deepEqual(measured(run).counts, expected))
}

const planned = ['s0', 's1', 's2', 's3']

counts('an empty plan is done', runOf([]), { planned: 0, scored: 0, errored: 0, notRun: 0, failed: 0 })
counts('answers are scored', runOf([record(answer())]), { planned: 1, scored: 1, errored: 0, notRun: 0, failed: 0 })
counts('a failed app is scored, and counted apart', runOf([record(failure('app')), record(answer(), { id: 's1' })]), {
  planned: 2,
  scored: 2,
  errored: 0,
  notRun: 0,
  failed: 1,
})
counts('an error is not scored', runOf([record(failure('timeout'))]), { planned: 1, scored: 0, errored: 1, notRun: 0, failed: 0 })
counts('what is planned and has no record was not run', runOf([record(answer())], { planned }), {
  planned: 4,
  scored: 1,
  errored: 0,
  notRun: 3,
  failed: 0,
})
counts('each trial counts', runOf([record(answer()), record(failure('parse'), { trial: 2 })], { planned, trials: 3 }), {
  planned: 12,
  scored: 1,
  errored: 1,
  notRun: 10,
  failed: 0,
})

test('the models that answered are named once, in order, and those that failed not at all', () => {
  const calls = [
    call({ served: 'b' }),
    call({ served: 'a', cached: true }),
    call({ served: '', failed: 'timeout' }),
    call({ kind: 'embed', served: 'b' }),
  ]
  assert.deepEqual(
    measured(runOf([record(answer('yes', { calls })), record({ ...failure('server'), calls: [call({ served: 'c', failed: 'server' })] })]))
      .served,
    ['a', 'b'],
  )
})
