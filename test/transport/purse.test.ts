import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { openPurse, type Settle } from '../../src/transport/purse.ts'
import { calm } from './fake-ask.ts'

const shut = { name: 'CallFailed', code: 'budget', retryable: false }
const soon = (): Promise<void> => new Promise(setImmediate)

/** Whether something comes about by itself. */
const settledBy = async (work: Promise<unknown>): Promise<boolean> => {
  return Promise.race([work.then(() => true), soon().then(() => false)])
}

test('a call is let through where the most it may cost fits, and then counts with what it did cost', async () => {
  const purse = openPurse(1)
  const settle = await purse.take(0.9, calm)
  settle(0.2)
  assert.equal(purse.spent(), 0.2)
  await purse.take(0.8, calm)
})

test('to the last cent', async () => {
  await openPurse(1).take(1, calm)
  await openPurse(0).take(0, calm)
})

test('a call that could cost more than there is left is refused, with the figures', async () => {
  const purse = openPurse(1)
  ;(await purse.take(0.9, calm))(0.9)
  await assert.rejects(purse.take(0.25, calm), {
    ...shut,
    message: 'the budget of $1 does not cover the next call: $0.9 spent, up to $0.25 more',
  })
})

test('once refused, everything is: a smaller call would only hide what is missing', async () => {
  const purse = openPurse(1)
  await assert.rejects(purse.take(2, calm), shut)
  await assert.rejects(purse.take(0.01, calm), shut)
})

test('a call waits for those under way, which may turn out cheaper than they could have been', async () => {
  const purse = openPurse(1)
  const settle = await purse.take(0.8, calm)
  const waiting = purse.take(0.8, calm)
  assert.equal(await settledBy(waiting), false)
  settle(0.1)
  assert.equal(await settledBy(waiting), true)
  await waiting
})

test('where they do not, who waited is refused as soon as that is certain', async () => {
  const purse = openPurse(1)
  const settle = await purse.take(0.8, calm)
  const waiting = [purse.take(0.8, calm), purse.take(0.9, calm)]
  settle(0.8)
  assert.deepEqual(
    (await Promise.allSettled(waiting)).map(({ status }) => status),
    ['rejected', 'rejected'],
  )
})

test('who waits can be called off', async () => {
  const purse = openPurse(1)
  await purse.take(1, calm)
  const stop = new AbortController()
  const waiting = purse.take(0.5, stop.signal)
  stop.abort()
  await assert.rejects(waiting, { code: 'interrupted' })
})

test('rests of fractions keep nobody waiting for ever', async () => {
  const purse = openPurse(1)
  const settles: Settle[] = []
  for (const most of [0.1, 0.2, 0.3]) settles.push(await purse.take(most, calm))
  for (const settle of settles) settle(0)
  await purse.take(1, calm)
})

const calls = fc.array(fc.record({ most: fc.double({ min: 0, max: 2, noNaN: true }), share: fc.double({ min: 0, max: 1, noNaN: true }) }), {
  maxLength: 30,
})

test('however calls come and end, no more is ever spent than the limit, and everyone gets an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 10, noNaN: true }), calls, fc.integer({ min: 1, max: 6 }), async (limit, plan, width) => {
      const purse = openPurse(limit)
      const waiting = plan.values()
      let ended = 0
      const work = async (): Promise<void> => {
        for (const { most, share } of waiting) {
          const settle = await purse.take(most, calm).catch(() => undefined)
          await soon()
          settle?.(most * share)
          ended += 1
          assert.ok(purse.spent() <= limit + 1e-9)
        }
      }
      await Promise.all(Array.from({ length: width }, work))
      assert.equal(ended, plan.length)
    }),
    { numRuns: 60 },
  )
})
