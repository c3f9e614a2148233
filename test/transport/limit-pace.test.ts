import assert from 'node:assert/strict'
import test from 'node:test'
import { climbedIn, shareAfter } from '../../src/transport/limit-climb.ts'
import { pace } from '../../src/transport/limit-pace.ts'
import type { Pace, Ticket } from '../../src/transport/limit-pace.ts'

/** A pace and the requests sent through it; `send` waits as long as it is told to. */
const paced = () => {
  const speed: Pace = pace()
  let serial = 0
  let now = 0
  const send = (): Ticket => {
    now += Math.min(speed.waitMs(now), 1e9)
    const ticket = { serial: (serial += 1), at: now }
    speed.sent(ticket)
    return ticket
  }
  const pass = (ms: number): void => void (now += ms)
  const turnAway = (ticket: Ticket, toldMs?: number): void => speed.turnedAway(ticket, now, toldMs)
  return {
    speed,
    send,
    pass,
    turnAway,
    waitMs: () => speed.waitMs(now),
    now: () => now,
    times: (count: number) => Array.from({ length: count }, send),
  }
}

/** As if the server had taken `taken` requests in `ms`, from empty to empty. */
const learnt = (taken: number, ms: number) => {
  const it = paced()
  it.turnAway(it.send(), 0)
  it.pass(ms - it.waitMs())
  const start = it.now()
  const tickets = Array.from({ length: taken }, () => {
    const ticket = it.send()
    it.speed.ended(ticket, 'answered')
    return ticket
  })
  assert.equal(it.now(), start, 'before a limit is known nothing is paced')
  it.turnAway(it.send(), 0)
  return { ...it, tickets }
}

test('at first eight may be under way, and each answer lets two more go', () => {
  const it = paced()
  const tickets = it.times(8)
  assert.equal(it.waitMs(), Infinity)
  for (const ticket of tickets) it.speed.ended(ticket, 'answered')
  it.times(16)
  assert.equal(it.waitMs(), Infinity)
})

test('a hang holds its own slot and no other', () => {
  const it = paced()
  const [, ...others] = it.times(8)
  for (const ticket of others) it.speed.ended(ticket, 'answered')
  it.times(14)
  assert.equal(it.waitMs(), Infinity)
})

test('a server error gives its slot back and adds none', () => {
  const it = paced()
  for (const ticket of it.times(8)) it.speed.ended(ticket, 'broke')
  it.times(8)
  assert.equal(it.waitMs(), Infinity)
})

test('a 429 pauses everyone for as long as it told, the longest wait of an episode', () => {
  const it = paced()
  const [one, two, three] = it.times(3) as [Ticket, Ticket, Ticket]
  it.turnAway(one, 2000)
  assert.equal(it.waitMs(), 2000)
  it.turnAway(two, 5000)
  it.turnAway(three, 1000)
  assert.equal(it.waitMs(), 5000)
})

test('where none is told the pause doubles until something gets through', () => {
  const it = paced()
  const waits = [1, 2, 3, 4].map(() => {
    it.turnAway(it.send())
    return it.waitMs()
  })
  assert.deepEqual(waits, [100, 200, 400, 800])
})

test('from empty to empty the server took what it permits: the pace after it is nine tenths of that', () => {
  const it = learnt(100, 10_000)
  const from = it.now()
  it.times(12)
  const perSecond = 11_000 / (it.now() - from - 100)
  assert.ok(perSecond > 8.9 && perSecond < 10, `${perSecond}`)
})

test('what was sent before the cut and is turned away after it cuts nothing more', () => {
  const it = learnt(100, 10_000)
  const before = it.waitMs()
  const stragglers = it.tickets.slice(-5)
  for (const ticket of stragglers) it.turnAway(ticket)
  assert.equal(it.waitMs(), before)
})

test('a server error pauses the climb', () => {
  const [calm, broken] = [learnt(100, 10_000), learnt(100, 10_000)]
  const span = (it: typeof calm, how: 'answered' | 'broke'): number => {
    const from = it.now()
    for (let count = 0; count < 60; count += 1) it.speed.ended(it.send(), how)
    return it.now() - from
  }
  assert.ok(span(broken, 'broke') > span(calm, 'answered') * 1.05)
})

test('headers that say the limit is used up set the pace before any 429, and no later ones', () => {
  const it = paced()
  it.send()
  it.speed.ranLow(it.now(), 0.01)
  assert.equal(it.waitMs(), 100)
  it.speed.ranLow(it.now(), 0.0001)
  assert.equal(it.waitMs(), 100)
})

test('headers that lie low are forgotten within a few dozen requests', () => {
  const it = paced()
  it.send()
  it.speed.ranLow(it.now(), 0.01)
  for (let count = 0; count < 150; count += 1) it.speed.ended(it.send(), 'answered')
  const from = it.now()
  it.times(50)
  assert.ok(it.now() - from < 500, `${it.now() - from} ms for 50 requests`)
})

test('a climb starts at nine tenths, reaches all, and doubles once the measure is disproved', () => {
  assert.deepEqual(
    [0, 50, 100, 350, 450].map((sent) => Number(shareAfter(sent, sent, 100).toFixed(4))),
    [0.9, 0.95, 1, 1.25, 2.5],
  )
})

test('what is sent to a server that answers nothing disproves nothing', () => {
  assert.equal(shareAfter(1000, 200, 100), 1.25)
})

test('a pause stands for the part of the climb that would have saved as much', () => {
  assert.equal(climbedIn(0, 100), 0)
  assert.equal(climbedIn(5, 100), 100)
  assert.equal(climbedIn(50, 100), 100)
  const half = climbedIn(2.5, 100)
  const savedBelowHalf = ((1 - shareAfter(0, 0, 100) + (1 - shareAfter(half, half, 100))) / 2) * half
  assert.ok(Math.abs(savedBelowHalf - 2.5) < 1e-9)
})
