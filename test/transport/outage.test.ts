import assert from 'node:assert/strict'
import test from 'node:test'
import { outage } from '../../src/transport/outage.ts'

const failed = (count: number, { from = 0, to = 30_000, code = 'server' as const } = {}) => {
  const server = outage()
  for (let index = 0; index < count; index += 1) server.failed({ code, from, to })
  return server
}

test('ten attempts that failed over half a minute are an outage', () => {
  assert.equal(failed(10).isDown(), true)
})

test('nine are none, and ten at once are none', () => {
  assert.equal(failed(9).isDown(), false)
  assert.equal(failed(200, { to: 29_999 }).isDown(), false)
})

test('attempts that hang count from when they began', () => {
  assert.equal(failed(16, { from: 0, to: 60_000 }).isDown(), true)
})

test('an answer ends it, and so does a refusal by a server that is there', () => {
  const server = failed(10)
  server.answered()
  assert.equal(server.isDown(), false)
  for (const code of ['rate_limited', 'auth', 'input', 'parse'] as const) {
    const other = failed(10)
    other.failed({ code, from: 0, to: 30_000 })
    assert.equal(other.isDown(), false, code)
  }
})
