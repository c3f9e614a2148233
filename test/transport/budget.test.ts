import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallFailed, type ChatCall, type ChatReply } from '../../src/domain/call.ts'
import type { FailureCode } from '../../src/domain/output.ts'
import type { PriceOf } from '../../src/domain/price.ts'
import { budget } from '../../src/transport/budget.ts'
import { cache } from '../../src/transport/cache.ts'
import { openPurse } from '../../src/transport/purse.ts'
import { retry } from '../../src/transport/retry.ts'
import { stack } from '../../src/transport/stack.ts'
import { calm, chatCall, chatReply, embedCall, failure, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

// A million tokens cost 1 to ask and 10 to answer with.
const priceOf: PriceOf = (model) => ({ 'pinned-1': { input: 1, output: 10 }, free: 'free' as const })[model]

const call: ChatCall = { ...chatCall, maxTokens: 100 }
const perMillion = (usd: number): number => Math.round(usd * 1e6)

const paying = async (end: ChatReply | CallFailed, limit = 1): Promise<{ readonly spent: number; readonly asked: number }> => {
  const purse = openPurse(limit)
  const { ask, asked } = fakeAsk(end)
  await budget(purse, priceOf)(ask)(call, calm).catch((error: unknown) => assert.ok(error instanceof CallFailed))
  return { spent: perMillion(purse.spent()), asked: asked.length }
}

/** "Hello?" is 6 bytes, its frame and the request's 16 each; 100 tokens of an answer cost 1,000. */
const most = 6 + 2 * 16 + 100 * 10

test('a reply costs what the server counted', async () => {
  assert.deepEqual(await paying(chatReply({ tokensIn: 7, tokensOut: 3 })), { spent: 37, asked: 1 })
})

test('a reply whose tokens nobody counted costs the most it can have cost', async () => {
  assert.deepEqual(await paying(chatReply()), { spent: most, asked: 1 })
})

test('a call is put where the most it can cost fits, and not where it does not', async () => {
  assert.equal((await paying(chatReply(), most / 1e6)).asked, 1)
  assert.equal((await paying(chatReply(), (most - 1) / 1e6)).asked, 0)
})

const failing = (code: FailureCode, spent: number): void => {
  test(`a call that failed as ${code} costs ${spent === 0 ? 'nothing' : 'the most it can have cost'}`, async () => {
    assert.equal((await paying(failure(code))).spent, spent)
  })
}

for (const code of ['auth', 'quota', 'not_found', 'rate_limited', 'input', 'too_long', 'server'] as const) failing(code, 0)
for (const code of ['timeout', 'network', 'parse', 'truncated', 'filtered', 'interrupted'] as const) failing(code, most)

test('a reply that was cut off costs what it used', async () => {
  const used = { served: 'pinned-1', tokensIn: 7, tokensOut: 100 }
  assert.equal((await paying(new CallFailed('truncated', 'cut', { used }))).spent, 1007)
})

test('an answer without a limit could cost anything, and is not asked for', async () => {
  const { ask, asked } = fakeAsk()
  await assert.rejects(budget(openPurse(1000), priceOf)(ask)(chatCall, calm), { code: 'budget' })
  assert.equal(asked.length, 0)
})

test('an unknown price is not a price of nothing', async () => {
  const { ask, asked } = fakeAsk()
  await assert.rejects(budget(openPurse(1000), priceOf)(ask)({ ...call, model: 'unpriced' }, calm), /nobody said what unpriced costs/)
  assert.equal(asked.length, 0)
})

test('what is free needs no budget', async () => {
  const { ask } = fakeAsk(chatReply({ served: 'free' }))
  await budget(openPurse(0), priceOf)(ask)({ ...chatCall, model: 'free' }, calm)
})

test('texts are embedded for what they cost to ask', async () => {
  const purse = openPurse(1)
  const texts = embedCall('abc', 'défg')
  await budget(purse, priceOf)(fakeAsk().ask)(texts, calm)
  assert.equal(perMillion(purse.spent()), 8)
})

test('a cached reply costs nothing, also where nothing is left', async () => {
  const entries = new Map<string, Buffer>()
  const store = { get: async (key: string) => entries.get(key), put: async (key: string, bytes: Buffer) => void entries.set(key, bytes) }
  const kept = cache({ baseUrl: '', adapter: '', store, onDamaged: (key) => assert.fail(key) })
  const reply = chatReply({ tokensIn: 7, tokensOut: 3 })
  const asking = (limit: number) => stack([kept, budget(openPurse(limit), priceOf)], fakeAsk(reply).ask)(call, calm)
  assert.equal((await asking(1)).cached, false)
  assert.equal((await asking(0)).cached, true)
})

test('every attempt is paid for that may have been charged', async () => {
  const purse = openPurse(1)
  const lost = failure('network', { retryable: true })
  const { ask, asked } = fakeAsk(lost, failure('rate_limited', { retryable: true }), chatReply({ tokensIn: 7, tokensOut: 3 }))
  const layers = [retry({ clock: fakeClock('impatient'), random: () => 0 }), budget(purse, priceOf)]
  await stack(layers, ask)(call, calm)
  assert.deepEqual([asked.length, perMillion(purse.spent())], [3, most + 37])
})

test('a second attempt that the budget does not cover is not made', async () => {
  const { ask, asked } = fakeAsk(failure('network', { retryable: true }))
  const layers = [retry({ clock: fakeClock('impatient'), random: () => 0 }), budget(openPurse(most / 1e6), priceOf)]
  await assert.rejects(stack(layers, ask)(call, calm), { code: 'budget' })
  assert.equal(asked.length, 1)
})
