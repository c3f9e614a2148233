import assert from 'node:assert/strict'
import test from 'node:test'
import type { Ask, CallFailed, ChatCall } from '../../src/domain/call.ts'
import type { Clock } from '../../src/domain/clock.ts'
import { byKind } from '../../src/transport/by-kind.ts'
import { limit } from '../../src/transport/limit.ts'
import { stack } from '../../src/transport/stack.ts'
import { calm, chatCall, chatReply, embedCall, embedReply, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** Holds every call until it is told how that one ends. */
const held = () => {
  const calls: { readonly call: ChatCall; readonly signal: AbortSignal; readonly end: (failed?: CallFailed) => Promise<void> }[] = []
  const ask: Ask = byKind(
    (call, signal) =>
      new Promise((resolve, reject) => {
        const end = (failed?: CallFailed): Promise<void> => (failed === undefined ? resolve(chatReply()) : reject(failed), settled())
        calls.push({ call, signal, end })
      }),
    async (call) => embedReply(call),
  )
  return { ask, calls }
}

const named = (content: string): ChatCall => ({ ...chatCall, messages: [{ role: 'user', content }] })
const names = ({ calls }: ReturnType<typeof held>): readonly string[] => calls.map(({ call }) => call.messages[0]?.content ?? '')
const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index))

const start = async (count: number) => {
  const clock = fakeClock()
  const leaf = held()
  const layer = limit(clock)
  const ask = stack([layer], leaf.ask)
  const results = numbers(count).map((name) => ask(named(name), calm))
  for (const result of results) result.catch(() => undefined)
  await settled()
  return { clock, leaf, layer, ask, results }
}

test('permits are given first come, first served, and grow with the answers', async () => {
  const { leaf } = await start(30)
  assert.deepEqual(names(leaf), numbers(8))
  await leaf.calls[0]?.end()
  assert.deepEqual(names(leaf), numbers(10))
})

test('all layers made of one limit share it, and each model has its own', async () => {
  const { clock, leaf, layer } = await start(8)
  const other = held()
  const ask = stack([layer], other.ask)
  void ask(named('same model'), calm)
  void ask({ ...named('other model'), model: 'other' }, calm)
  await settled()
  assert.deepEqual(names(other), ['other model'])
  await leaf.calls[0]?.end()
  assert.deepEqual(names(other), ['other model', 'same model'])
  assert.equal(clock.waits.length, 0)
})

test('whoever is called off leaves the queue, and the next one takes the place', async () => {
  const { leaf, ask } = await start(8)
  const stop = new AbortController()
  const waiting = ask(named('called off'), stop.signal)
  void ask(named('next'), calm)
  stop.abort()
  await assert.rejects(waiting, { code: 'interrupted' })
  await leaf.calls[0]?.end()
  assert.deepEqual(names(leaf), [...numbers(8), 'next'])
})

test('a call that was called off before it came is not sent', async () => {
  const { ask, asked } = fakeAsk()
  await assert.rejects(limit(fakeClock())(ask)(chatCall, AbortSignal.abort()), { code: 'interrupted' })
  assert.equal(asked.length, 0)
})

test('after a 429 everyone waits as long as it told', async () => {
  const { clock, leaf, ask } = await start(1)
  await leaf.calls[0]?.end(failure('rate_limited', { retryable: true, retryAfterMs: 3000 }))
  void ask(named('after'), calm)
  clock.advance(2999)
  await settled()
  assert.deepEqual(names(leaf), ['0'])
  clock.advance(1)
  await settled()
  assert.deepEqual(names(leaf), ['0', 'after'])
})

test('a pause longer than any call may take fails who waits for it at once, and says how long it is', async () => {
  const { leaf, ask } = await start(1)
  await leaf.calls[0]?.end(failure('rate_limited', { retryAfterMs: 3_600_000 }))
  await assert.rejects(ask(named('after'), calm), {
    code: 'rate_limited',
    retryable: false,
    message: 'the server asks for a pause of 3600 s',
  })
})

test('nobody waiting, no timer is left behind', async () => {
  const clock = fakeClock()
  const sleeping: AbortSignal[] = []
  const watched: Clock = { now: () => clock.now(), sleep: (ms, signal) => (sleeping.push(signal), clock.sleep(ms, signal)) }
  const ask = limit(watched)(fakeAsk(failure('rate_limited', { retryAfterMs: 60_000 })).ask)
  await assert.rejects(ask(chatCall, calm))
  const stop = new AbortController()
  const waiting = ask(chatCall, stop.signal)
  assert.deepEqual(
    sleeping.map((signal) => signal.aborted),
    [false],
  )
  stop.abort()
  await assert.rejects(waiting)
  assert.equal(sleeping[0]?.aborted, true)
})

test('what the server says of its limits is no part of the reply, and a used-up one is still an answer', async () => {
  const spent = { requests: { limit: 600, remaining: 0, resetMs: 60_000 } }
  const clock = fakeClock()
  const { ask, asked } = fakeAsk(chatReply({ limits: spent }), chatReply())
  const limited = limit(clock)(ask)
  assert.deepEqual(await limited(chatCall, calm), chatReply())
  const second = limited(chatCall, calm)
  await settled()
  assert.equal(asked.length, 1, 'one request comes back every 100 ms')
  clock.advance(100)
  await second
})

test('a bug passes through and holds no permit', async () => {
  const limited = limit(fakeClock())(() => Promise.reject(new TypeError('a bug')))
  for (let count = 0; count < 20; count += 1) await assert.rejects(limited(embedCall('a'), calm), TypeError)
})
