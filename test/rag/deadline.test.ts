import assert from 'node:assert/strict'
import test from 'node:test'
import { DeadlinePassed, deadlineOf } from '../../src/rag/deadline.ts'
import { calm, embedCall, embedReply } from '../transport/fake-ask.ts'
import { fakeClock } from '../transport/fake-clock.ts'
import { byKind } from '../../src/transport/by-kind.ts'

const never = (): Promise<never> => new Promise(() => undefined)

test('work that takes too long ends with the deadline, although it heeds no signal', async () => {
  const clock = fakeClock()
  const deadline = deadlineOf(4000, clock)
  const work = deadline.during(never)
  clock.advance(3999)
  assert.equal(deadline.signal.aborted, false)
  clock.advance(1)
  await assert.rejects(work, new DeadlinePassed(4000))
  assert.equal(deadline.signal.aborted, true)
})

test('work that is done in time stops the clock', async () => {
  const clock = fakeClock()
  const deadline = deadlineOf(4000, clock)
  assert.equal(await deadline.during(() => Promise.resolve(7)), 7)
  clock.advance(5000)
  await Promise.resolve()
  assert.equal(deadline.signal.aborted, false)
})

test('in a transport only the time of calls below it counts, added up over calls', async () => {
  const clock = fakeClock()
  const deadline = deadlineOf(4000, clock)
  const gate = Promise.withResolvers<void>()
  const ask = deadline.modelTime(
    byKind(never, async (call) => {
      await (call.texts[0] === 'a' ? gate.promise : never())
      return embedReply(call)
    }),
  )
  const work = deadline.during(async () => {
    await ask(embedCall('a'), calm)
    clock.advance(60_000)
    await ask(embedCall('b'), calm)
  })
  clock.advance(3000)
  gate.resolve()
  while (clock.waits.length < 2) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(clock.waits, [4000, 1000])
  clock.advance(1000)
  await assert.rejects(work, DeadlinePassed)
})
