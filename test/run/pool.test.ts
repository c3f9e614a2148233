import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { pool } from '../../src/run/pool.ts'

const calm = new AbortController().signal

/** Work that stays open until it is let go, item by item. */
const openWork = () => {
  const open = new Map<number, PromiseWithResolvers<void>>()
  const started: number[] = []
  const work = (item: number): Promise<void> => {
    started.push(item)
    const promise = Promise.withResolvers<void>()
    open.set(item, promise)
    return promise.promise
  }
  return {
    work,
    started,
    finish: (item: number) => open.get(item)?.resolve(),
    fail: (item: number) => open.get(item)?.reject(new Error(`broke ${item}`)),
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('no more than the width are under way, and each that ends makes room for one', async () => {
  const { work, started, finish } = openWork()
  const results = pool([0, 1, 2, 3, 4], work, { width: 2, signal: calm })
  await settled()
  assert.deepEqual(started, [0, 1])
  finish(1)
  await settled()
  assert.deepEqual(started, [0, 1, 2])
  for (const item of [0, 2]) finish(item)
  await settled()
  assert.deepEqual(started, [0, 1, 2, 3, 4])
  for (const item of [3, 4]) finish(item)
  await results
})

test('an abort starts nothing new and keeps what was under way', async () => {
  const stop = new AbortController()
  const { work, started, finish } = openWork()
  const results = pool([0, 1, 2, 3], work, { width: 2, signal: stop.signal })
  await settled()
  stop.abort()
  for (const item of [0, 1]) finish(item)
  await results
  assert.deepEqual(started, [0, 1])
})

test('an abort beforehand starts nothing', async () => {
  const { work, started } = openWork()
  await pool([0, 1], work, { width: 2, signal: AbortSignal.abort() })
  assert.deepEqual(started, [])
})

test('work that throws ends the pool, and the others start nothing new', async () => {
  const { work, started, finish, fail } = openWork()
  const results = pool([0, 1, 2, 3], work, { width: 2, signal: calm })
  await settled()
  fail(0)
  await assert.rejects(results, /broke 0/)
  finish(1)
  await settled()
  assert.deepEqual(started, [0, 1])
})

test('nothing to do is done', async () =>
  assert.equal(await pool([], () => Promise.reject(new Error('never')), { width: 4, signal: calm }), undefined))

test('every item is worked on once, however wide', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), async (items, width) => {
      const worked: number[] = []
      await pool(items, async (item) => void worked.push(item), { width, signal: calm })
      assert.deepEqual(worked, items)
    }),
  )
})

test('items are taken one by one: what is not started is not made', async () => {
  let made = 0
  const items = function* (): Generator<number> {
    for (;;) yield made++
  }
  const stop = new AbortController()
  const { work, finish } = openWork()
  const results = pool(items(), work, { width: 2, signal: stop.signal })
  await settled()
  assert.equal(made, 2)
  stop.abort()
  for (const item of [0, 1]) finish(item)
  await results
  assert.ok(made <= 4)
})
