import assert from 'node:assert/strict'
import test from 'node:test'
import type { Ask } from '../../src/domain/call.ts'
import { byKind } from '../../src/transport/by-kind.ts'
import { deadline } from '../../src/transport/deadline.ts'
import { interrupted } from '../../src/transport/interrupted.ts'
import { limit } from '../../src/transport/limit.ts'
import { retry } from '../../src/transport/retry.ts'
import { stack } from '../../src/transport/stack.ts'
import { calm, chatCall, chatReply, embedReply, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const untilAborted: Ask = byKind(
  (_, signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(Object.assign(interrupted(), { attempts: 3 })))
    }),
  async (call) => embedReply(call),
)

test('a call ends after ten minutes, with the attempts it made', async () => {
  const clock = fakeClock()
  const call = deadline(clock)(untilAborted)(chatCall, calm)
  clock.advance(600_000)
  await assert.rejects(call, {
    code: 'timeout',
    retryable: false,
    attempts: 3,
    message: 'no reply within 600 s, waits and retries included',
  })
})

test('called off from outside it is an interruption, whenever the time is up', async () => {
  const clock = fakeClock()
  const stop = new AbortController()
  const call = deadline(clock)(untilAborted)(chatCall, stop.signal)
  stop.abort()
  clock.advance(600_000)
  await assert.rejects(call, { code: 'interrupted' })
})

test('a reply and a failure in time go through, and the timer is let go', async () => {
  const clock = fakeClock()
  assert.deepEqual(await deadline(clock)(fakeAsk(chatReply()).ask)(chatCall, calm), chatReply())
  await assert.rejects(deadline(clock)(fakeAsk(failure('quota')).ask)(chatCall, calm), { code: 'quota' })
})

test('the wait for a permit counts', async () => {
  const clock = fakeClock()
  const { ask, asked } = fakeAsk(failure('rate_limited', { retryAfterMs: 600_000 }))
  const stacked = stack([deadline(clock), limit(clock)], ask)
  await assert.rejects(stacked(chatCall, calm), { code: 'rate_limited' })
  const waiting = assert.rejects(stacked(chatCall, calm), { code: 'timeout' })
  await settled()
  clock.advance(600_000)
  await waiting
  assert.equal(asked.length, 1)
})

test('the waits between attempts count', async () => {
  const clock = fakeClock()
  const { ask } = fakeAsk(failure('rate_limited', { retryable: true, retryAfterMs: 400_000 }))
  const failed = assert.rejects(stack([deadline(clock), retry({ clock, random: () => 0 })], ask)(chatCall, calm), {
    code: 'rate_limited',
    attempts: 2,
    message: 'scripted rate_limited (the next attempt would be in 400 s, and 200 s are left)',
  })
  await settled()
  clock.advance(400_000)
  await failed
})
