import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { CallFailed } from '../../src/domain/call.ts'
import { retry } from '../../src/transport/retry.ts'
import { calm, chatCall, chatReply, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const highest = (): number => 0.999_999

const givesUpAfter = (claim: string, error: CallFailed, attempts: number): void => {
  test(claim, async () => {
    const { ask, asked } = fakeAsk(error)
    const clock = fakeClock('impatient')
    await assert.rejects(retry({ clock, random: highest })(ask)(chatCall, calm), { code: error.code, attempts })
    assert.equal(asked.length, attempts)
    assert.equal(clock.waits.length, attempts - 1)
  })
}

givesUpAfter('a server error is tried four times', failure('server', { retryable: true }), 4)
givesUpAfter('a rate limit is tried four times', failure('rate_limited', { retryable: true }), 4)
givesUpAfter('a time-out is tried four times', failure('timeout', { retryable: true }), 4)
givesUpAfter('a damaged reply is tried three times', failure('parse', { retryable: true }), 3)
givesUpAfter('a broken connection is tried three times', failure('network', { retryable: true }), 3)
givesUpAfter('a final failure is tried once', failure('auth'), 1)
givesUpAfter('a wrong model is tried once', failure('model_mismatch'), 1)

test('the reply says at which attempt it came', async () => {
  const { ask } = fakeAsk(failure('server', { retryable: true }), failure('parse', { retryable: true }), chatReply())
  const reply = await retry({ clock: fakeClock('impatient'), random: highest })(ask)(chatCall, calm)
  assert.deepEqual(reply, chatReply({ attempts: 3 }))
})

test('two damaged replies among other failures leave the four attempts', async () => {
  const parse = failure('parse', { retryable: true })
  const { ask } = fakeAsk(parse, failure('server', { retryable: true }), parse, chatReply())
  assert.equal((await retry({ clock: fakeClock('impatient'), random: highest })(ask)(chatCall, calm)).attempts, 4)
})

test('the ceiling of the wait doubles from half a second to twenty', async () => {
  const clock = fakeClock('impatient')
  const { ask } = fakeAsk(failure('server', { retryable: true }))
  await assert.rejects(retry({ clock, random: highest, attempts: 9 })(ask)(chatCall, calm))
  assert.deepEqual(clock.waits.map(Math.round), [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000])
})

test('no wait is shorter than told or longer than the larger of told and ceiling', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(90_000), async (random, retryAfterMs) => {
      const clock = fakeClock('impatient')
      const { ask } = fakeAsk(failure('rate_limited', { retryable: true, retryAfterMs }), chatReply())
      await retry({ clock, random: () => random })(ask)(chatCall, calm)
      const [wait = Number.NaN] = clock.waits
      assert.ok(wait >= retryAfterMs && wait <= Math.max(retryAfterMs, 500))
    }),
  )
})

test('an abort during the wait ends it and is no failure of the server', async () => {
  const stop = new AbortController()
  const { ask, asked } = fakeAsk(failure('server', { retryable: true }))
  const call = retry({ clock: fakeClock(), random: highest })(ask)(chatCall, stop.signal)
  setImmediate(() => stop.abort())
  await assert.rejects(call, { code: 'interrupted', retryable: false, attempts: 1 })
  assert.equal(asked.length, 1)
})

test('a bug is not retried', async () => {
  const layer = retry({ clock: fakeClock(), random: highest })
  await assert.rejects(layer(() => Promise.reject(new TypeError('a bug')))(chatCall, calm), TypeError)
})

const server = failure('server', { retryable: true })

test('a wait longer than what is left of ten minutes fails at once and says how long it is', async () => {
  const clock = fakeClock()
  const { ask, asked } = fakeAsk(failure('rate_limited', { retryable: true, retryAfterMs: 3_600_000 }))
  await assert.rejects(retry({ clock, random: highest })(ask)(chatCall, calm), {
    code: 'rate_limited',
    attempts: 1,
    message: 'scripted rate_limited (the next attempt would be in 3600 s, and 600 s are left)',
  })
  assert.deepEqual([asked.length, clock.waits.length], [1, 0])
})

test('a run retries a tenth of its calls and twenty, then each failure is final and says so', async () => {
  const { ask, asked } = fakeAsk(server)
  const asking = retry({ clock: fakeClock('impatient'), random: () => 0, planned: 100 })(ask)
  for (let call = 0; call < 100; call += 1) await assert.rejects(asking(chatCall, calm))
  assert.equal(asked.length, 100 + 30)
  await assert.rejects(asking(chatCall, calm), {
    code: 'server',
    retryable: false,
    attempts: 1,
    message: 'scripted server (not asked again: the run has used up its retries)',
  })
})

test('all who share a layer share its retries', async () => {
  const { ask, asked } = fakeAsk(server)
  const layer = retry({ clock: fakeClock('impatient'), random: () => 0 })
  for (let call = 0; call < 20; call += 1) await assert.rejects(layer(ask)(chatCall, calm))
  assert.equal(asked.length, 20 + 22)
})
