import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { FailureCode, Output } from '../../src/domain/output.ts'
import type { Run, SampleRecord } from '../../src/domain/run.ts'
import type { Entry } from '../../src/domain/sample.ts'
import type { Target } from '../../src/domain/target.ts'
import { execute, type Execution } from '../../src/run/execute.ts'
import { answer, failure, headerOf, many, placed, saysYes } from './plan.ts'
import { priceOf } from './recorded.ts'

const calm = new AbortController().signal

type Settings = Partial<Pick<Execution, 'concurrency' | 'stopping' | 'signal' | 'onRecord' | 'mostInARow' | 'earlier'>> & {
  readonly trials?: number
}

type Done = Run & { readonly records: readonly SampleRecord[] }

/** The run with the records that it handed on, each at its place in the plan. */
const run = async (samples: readonly Entry[], target: Target, { trials = 1, onRecord, ...more }: Settings = {}): Promise<Done> => {
  const records: SampleRecord[] = []
  const done = await execute({
    header: headerOf(samples, trials),
    samples,
    target,
    metrics: [saysYes],
    concurrency: 1,
    async onRecord(record, place) {
      records[place] = record
      await onRecord?.(record, place)
    },
    priceOf,
    stopping: calm,
    signal: calm,
    ...more,
  })
  return { ...done, records: records.flat() }
}

/** A target that ends each sample as the list says, and answers beyond it. */
const ending =
  (outputs: readonly Output[]): Target =>
  async ({ id }) =>
    outputs[Number(id.slice(1))] ?? answer()

test('every sample is put to the target once for each trial, in plan order', async () => {
  const asked: (readonly [string, number])[] = []
  const { records } = await run(
    many(2),
    async ({ id }, trial) => {
      asked.push([id, trial])
      return answer()
    },
    { trials: 3 },
  )
  const plan = [
    ['s0', 1],
    ['s0', 2],
    ['s0', 3],
    ['s1', 1],
    ['s1', 2],
    ['s1', 3],
  ]
  assert.deepEqual(asked, plan)
  assert.deepEqual(
    records.map(({ id, trial }) => [id, trial]),
    plan,
  )
})

test('records come in plan order, whichever was ready first', async () => {
  const { records } = await run(
    many(3),
    async ({ id }) => {
      for (let turns = 3 - Number(id.slice(1)); turns > 0; turns -= 1) await new Promise(setImmediate)
      return answer()
    },
    { concurrency: 3 },
  )
  assert.deepEqual(
    records.map(({ id }) => id),
    ['s0', 's1', 's2'],
  )
})

test('a record keeps what was asked, what came back and how it scored', async () => {
  const output = answer('no')
  const { records, stopped } = await run(many(1), async () => output)
  assert.deepEqual(records, [{ id: 's0', hash: 'hash of s0', trial: 1, output, scores: { says_yes: { status: 'measured', value: 0 } } }])
  assert.equal(stopped, undefined)
})

test('an errored output has no scores, a failed one the worst', async () => {
  const { records } = await run(many(3), ending([failure('timeout'), failure('app')]))
  assert.deepEqual(
    records.map(({ scores }) => scores),
    [
      {},
      { says_yes: { status: 'measured', value: 0, why: 'the app failed: app happened' } },
      { says_yes: { status: 'measured', value: 1 } },
    ],
  )
})

test('a metric that does not apply stays skipped where the app failed', async () => {
  const { records } = await run([placed('s0', { tags: ['other'] })], async () => failure('app'))
  assert.equal(records[0]?.scores['says_yes']?.status, 'skipped')
})

// Ending early.

test('what the budget does not cover ends the run and leaves no record: what was measured is kept, the rest was not run', async () => {
  const { records, stopped, counts } = await run(many(5), ending([answer(), answer('no'), failure('budget')]))
  assert.equal(records.length, 2)
  assert.deepEqual(stopped, { code: 'budget', message: 'budget happened' })
  assert.deepEqual(counts, { planned: 5, scored: 2, errored: 0, notRun: 3, failed: 0 })
})

const stopsAt = (code: FailureCode, asked: number): void => {
  test(asked === 1 ? `${code} stops the run at once` : `${code} does not stop the run`, async () => {
    const { records, stopped } = await run(many(5), ending([failure(code)]))
    assert.deepEqual([records.length, stopped], [asked, asked === 1 ? { code, message: `${code} happened` } : undefined])
  })
}

for (const code of ['auth', 'quota', 'not_found'] as const) stopsAt(code, 1)
for (const code of [
  'rate_limited',
  'timeout',
  'server',
  'network',
  'parse',
  'input',
  'too_long',
  'truncated',
  'filtered',
  'model_mismatch',
  'app',
] as const)
  stopsAt(code, 5)

const hard = (count: number): readonly Output[] => Array.from({ length: count }, (_, index) => failure('server', `down ${index}`))

test('the tenth hard failure in a row stops the run and says what the last was', async () => {
  const { records, stopped } = await run(many(30), ending(hard(30)))
  assert.equal(records.length, 10)
  assert.deepEqual(stopped, { code: 'failures', message: '10 samples in a row could not be measured, the last: down 9' })
})

test('nine in a row, an answer, nine in a row: the run goes on', async () => {
  const { records, stopped } = await run(many(30), ending([...hard(9), answer(), ...hard(9)]))
  assert.deepEqual([records.length, stopped], [30, undefined])
})

test('where going on costs nothing, failures in a row end nothing, and a refused key still does', async () => {
  const { records, stopped } = await run(many(30), ending(hard(30)), { mostInARow: Infinity })
  assert.deepEqual([records.length, stopped], [30, undefined])
  assert.equal((await run(many(30), ending([failure('auth')]), { mostInARow: Infinity })).stopped?.code, 'auth')
})

test('three refused requests at the very start stop the run; later, or after an answer, they do not', async () => {
  const refused = Array.from({ length: 9 }, (_, index) => failure('input', `400 bad request ${index}`))
  const first = await run(many(30), ending(refused))
  assert.deepEqual(
    [first.records.length, first.stopped],
    [3, { code: 'failures', message: '3 samples in a row could not be measured, the last: 400 bad request 2' }],
  )
  const later = await run(many(30), ending([answer(), ...refused]))
  assert.deepEqual([later.records.length, later.stopped], [30, undefined])
  assert.equal((await run(many(30), ending(refused), { mostInARow: Infinity })).stopped, undefined)
})

for (const code of ['truncated', 'too_long', 'filtered'] as const) {
  test(`${code} says nothing about the next sample: any number in a row goes on`, async () => {
    const { records, stopped } = await run(many(30), async () => failure(code))
    assert.deepEqual([records.length, stopped], [30, undefined])
  })
}

test('an app that fails on everything is measured to the end', async () => {
  const { records, stopped } = await run(many(30), async () => failure('app'))
  assert.deepEqual([records.length, stopped], [30, undefined])
})

test('what is under way when the run stops is called off, and its samples were not run', async () => {
  const samples = many(8)
  const calledOff: string[] = []
  const stopped = await run(
    samples,
    async ({ id }, _, signal) => {
      if (id === 's0') return failure('quota')
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      calledOff.push(id)
      return failure('interrupted')
    },
    { concurrency: 4 },
  )
  assert.deepEqual(calledOff, ['s1', 's2', 's3'])
  assert.deepEqual(stopped.counts, { planned: 8, scored: 0, errored: 1, notRun: 7, failed: 0 })
})

test('an interrupt keeps what was answered and says so', async () => {
  const stop = new AbortController()
  const samples = many(10)
  const interrupted = await run(
    samples,
    async ({ id }) => {
      if (id === 's3') stop.abort()
      return answer()
    },
    { signal: stop.signal },
  )
  assert.deepEqual(interrupted.stopped, { code: 'signal', message: 'interrupted' })
  assert.deepEqual(interrupted.counts, { planned: 10, scored: 4, errored: 0, notRun: 6, failed: 0 })
})

test('an interrupt beforehand asks nothing', async () => {
  const { records, stopped } = await run(many(3), () => Promise.reject(new Error('asked')), { signal: AbortSignal.abort() })
  assert.deepEqual([records, stopped?.code], [[], 'signal'])
})

test('a stop begins nothing new and lets what is under way come to its end', async () => {
  const stopping = new AbortController()
  const asked: string[] = []
  const stopped = await run(
    many(10),
    async ({ id }, _, signal) => {
      asked.push(id)
      if (id === 's1') stopping.abort()
      await new Promise(setImmediate)
      assert.equal(signal.aborted, false)
      return answer()
    },
    { stopping: stopping.signal, concurrency: 3 },
  )
  assert.deepEqual(asked, ['s0', 's1'])
  assert.deepEqual(stopped.stopped, { code: 'signal', message: 'interrupted' })
  assert.deepEqual(stopped.counts, { planned: 10, scored: 2, errored: 0, notRun: 8, failed: 0 })
})

test('a stop that comes when all is done stopped nothing', async () => {
  const stopping = new AbortController()
  const done = await run(
    many(2),
    async ({ id }) => {
      if (id === 's1') stopping.abort()
      return answer()
    },
    { stopping: stopping.signal },
  )
  assert.equal(done.stopped, undefined)
})

test('a run that goes on asks what has no record yet, and counts what has', async () => {
  const asked: string[] = []
  const before = await run(many(4), ending([answer(), answer('no')]), { onRecord: async () => undefined })
  const earlier = { has: (place: number) => place < 2, records: () => before.records.slice(0, 2) }
  const done = await run(
    many(4),
    async ({ id }) => {
      asked.push(id)
      return answer()
    },
    { earlier },
  )
  assert.deepEqual(asked, ['s2', 's3'])
  assert.deepEqual(done.counts, { planned: 4, scored: 4, errored: 0, notRun: 0, failed: 0 })
  assert.deepEqual(
    done.samples.map(({ trials }) => trials[0]?.scores['says_yes']),
    [1, 0, 1, 1],
  )
})

// Writing as it goes.

test('every record is handed on as it is known', async () => {
  const seen: SampleRecord[] = []
  const { records } = await run(many(4), ending([failure('timeout')]), { onRecord: async (record) => void seen.push(record) })
  assert.deepEqual(seen, records)
})

test('the target goes on while a record is being kept, and the run ends only once every record is safe', async () => {
  const safe = Promise.withResolvers<void>()
  const asked: string[] = []
  let ended = false
  const running = run(
    many(2),
    async ({ id }) => {
      asked.push(id)
      return answer()
    },
    { onRecord: () => safe.promise },
  ).finally(() => (ended = true))
  for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate)
  assert.deepEqual([asked, ended], [['s0', 's1'], false])
  safe.resolve()
  assert.equal((await running).records.length, 2)
})

test('no more records wait to be kept than twice what is under way', async () => {
  const safe = Promise.withResolvers<void>()
  let asked = 0
  const running = run(
    many(300),
    async () => {
      asked += 1
      return answer()
    },
    { onRecord: () => safe.promise, concurrency: 8 },
  )
  for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate)
  assert.ok(asked >= 16 && asked <= 24, `${asked} asked`)
  safe.resolve()
  assert.equal((await running).counts.scored, 300)
})

test('the record of the failure that stops the run is handed on too', async () => {
  const seen: string[] = []
  await run(many(3), ending([answer(), failure('auth')]), { onRecord: async ({ id }) => void seen.push(id) })
  assert.deepEqual(seen, ['s0', 's1'])
})

test('a record that cannot be kept ends the run: nothing more is asked', async () => {
  const asked: string[] = []
  const running = run(
    many(5),
    async ({ id }) => {
      asked.push(id)
      return answer()
    },
    { onRecord: () => Promise.reject(new Error('disk full')) },
  )
  await assert.rejects(running, /disk full/)
  assert.ok(asked.length <= 2, asked.join())
})

test('what is under way when a record cannot be kept is called off', async () => {
  const calledOff: string[] = []
  const running = run(
    many(5),
    async ({ id }, _, signal) => {
      if (id === 's0') return answer()
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      calledOff.push(id)
      return failure('interrupted')
    },
    { concurrency: 3, onRecord: () => Promise.reject(new Error('disk full')) },
  )
  await assert.rejects(running, /disk full/)
  await new Promise(setImmediate)
  assert.deepEqual(calledOff, ['s1', 's2'])
})

test('a bug of the target passes through', async () => {
  await assert.rejects(
    run(many(2), () => Promise.reject(new TypeError('a bug'))),
    TypeError,
  )
})

const codes: readonly FailureCode[] = ['server', 'timeout', 'app', 'quota', 'auth', 'interrupted']
const endings = fc.array(fc.constantFrom(answer(), answer('no'), ...codes.map((code) => failure(code))), { maxLength: 40 })

test('scored + errored + not run = planned, however a run goes', async () => {
  await fc.assert(
    fc.asyncProperty(endings, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }), async (outputs, concurrency, trials) => {
      const done = await run(many(outputs.length), ending(outputs), { concurrency, trials })
      const { planned, scored, errored, notRun, failed } = done.counts
      assert.equal(planned, outputs.length * trials)
      assert.equal(scored + errored + notRun, planned)
      assert.ok(notRun >= 0 && failed <= scored)
    }),
  )
})
