import assert from 'node:assert/strict'
import test from 'node:test'
import type { Ask } from '../../src/domain/call.ts'
import { CallFailed } from '../../src/domain/call.ts'
import type { FailureCode } from '../../src/domain/output.ts'
import { outage } from '../../src/transport/outage.ts'
import { retry } from '../../src/transport/retry.ts'
import { stack } from '../../src/transport/stack.ts'
import { calm, chatCall, chatReply, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const messageOf = async (ask: Ask): Promise<string> => {
  const came: unknown = await ask(chatCall, calm).catch((error: unknown) => error)
  return came instanceof CallFailed ? `${came.message}${came.retryable ? ' …' : ''}` : 'answered'
}

/** So many failures of a code, evenly over the time. */
const after = async (count: number, ms: number, code: FailureCode = 'server') => {
  const clock = fakeClock()
  const { ask, asked } = fakeAsk(...Array.from({ length: count }, () => failure(code, { retryable: true })), chatReply())
  const watched = outage(clock)(ask)
  const messages: string[] = []
  for (let index = 0; index < count; index += 1) {
    messages.push(await messageOf(watched))
    if (index < count - 1) clock.advance(ms / (count - 1))
  }
  return { clock, watched, asked, messages }
}

test('eight failures over half a minute are an outage: the eighth is final, and nothing more is asked', async () => {
  const { watched, asked, messages } = await after(8, 30_000)
  assert.deepEqual(messages.slice(-2), ['scripted server …', 'scripted server (nothing was answered for 30 s)'])
  assert.equal(await messageOf(watched), 'not asked: nothing was answered for 30 s')
  assert.equal(asked.length, 8)
})

test('seven are none, and any number at once is none', async () => {
  assert.equal(await messageOf((await after(7, 30_000)).watched), 'answered')
  assert.equal(await messageOf((await after(200, 29_000)).watched), 'answered')
})

test('attempts that hang count from when they began', async () => {
  const clock = fakeClock()
  const { ask } = fakeAsk(failure('timeout', { retryable: true }))
  const hanging: Ask = async (call, signal) => (await clock.sleep(60_000, signal), ask(call, signal))
  const watched = outage(clock)(hanging)
  const calls = Array.from({ length: 8 }, () => messageOf(watched))
  clock.advance(60_000)
  assert.equal((await Promise.all(calls)).at(-1), 'scripted timeout (nothing was answered for 60 s)')
})

test('every half minute one attempt is made, and an answer ends the outage', async () => {
  const { clock, watched, asked } = await after(8, 30_000)
  clock.advance(29_999)
  assert.match(await messageOf(watched), /^not asked/)
  clock.advance(1)
  assert.equal(await messageOf(watched), 'answered')
  assert.equal(await messageOf(watched), 'answered')
  assert.equal(asked.length, 10)
})

for (const code of ['rate_limited', 'auth', 'input', 'parse'] as const) {
  test(`${code} is said by a server that is there`, async () => {
    assert.equal(await messageOf((await after(50, 60_000, code)).watched), 'answered')
  })
}

test('being called off says nothing', async () => {
  assert.equal(await messageOf((await after(50, 60_000, 'interrupted')).watched), 'answered')
})

test('in an outage no call is tried again', async () => {
  const clock = fakeClock()
  const { ask, asked } = fakeAsk(failure('server', { retryable: true, retryAfterMs: 30_000 }))
  const asking = stack([retry({ clock, random: () => 0, planned: 1000 }), outage(clock)], ask)
  const calls = Array.from({ length: 16 }, () => messageOf(asking))
  while (clock.waits.length < 16) await new Promise(setImmediate)
  clock.advance(30_000)
  const messages = await Promise.all(calls)
  assert.equal(messages.filter((message) => message === 'not asked: nothing was answered for 30 s').length, 0)
  assert.equal(messages.filter((message) => message === 'scripted server (nothing was answered for 30 s)').length, 16)
  assert.equal(asked.length, 32)
})
