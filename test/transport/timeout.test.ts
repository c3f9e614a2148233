import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ask } from '../../src/domain/call.ts'
import { interrupted } from '../../src/transport/interrupted.ts'
import { timeout } from '../../src/transport/timeout.ts'
import { calm, chatCall, chatReply, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

/** Never answers; stops when its signal says so, if it heeds it. */
const hanging = (heeds: boolean): { ask: Ask; signals: AbortSignal[] } => {
  const signals: AbortSignal[] = []
  const ask: Ask = (_, signal) => {
    signals.push(signal)
    return new Promise((_, reject) => {
      if (heeds) signal.addEventListener('abort', () => reject(interrupted()))
    })
  }
  return { ask, signals }
}

for (const heeds of [true, false]) {
  test(`an attempt ends after its time where what is below ${heeds ? 'heeds' : 'ignores'} the signal`, async () => {
    const clock = fakeClock()
    const { ask, signals } = hanging(heeds)
    const call = timeout(clock)(ask)(chatCall, calm)
    clock.advance(119_999)
    assert.equal(signals[0]?.aborted, false)
    clock.advance(1)
    await assert.rejects(call, { code: 'timeout', retryable: true, message: 'no complete reply within 120 s' })
    assert.equal(signals[0]?.aborted, true)
  })

  test(`an abort from outside is an interruption where what is below ${heeds ? 'heeds' : 'ignores'} the signal`, async () => {
    const stop = new AbortController()
    const call = timeout(fakeClock())(hanging(heeds).ask)(chatCall, stop.signal)
    stop.abort()
    await assert.rejects(call, { code: 'interrupted', retryable: false })
  })
}

test('a reply in time goes through and the timer is let go', async () => {
  const clock = fakeClock()
  const signals: AbortSignal[] = []
  const seen: Ask = (call, signal) => (signals.push(signal), fakeAsk(chatReply()).ask(call, signal))
  assert.deepEqual(await timeout(clock)(seen)(chatCall, calm), chatReply())
  assert.equal(signals[0]?.aborted, true)
})

test('a failure in time goes through as it is', async () => {
  await assert.rejects(timeout(fakeClock())(fakeAsk(failure('quota')).ask)(chatCall, calm), { code: 'quota' })
})
