import assert from 'node:assert/strict'
import test from 'node:test'
import { readLimits, refill } from '../../src/transport/limit-headers.ts'

type Said = readonly [limit: string, remaining: string, reset: string]

const lines = (name: string, values: Said | undefined): [string, string][] =>
  values === undefined
    ? []
    : ['limit', 'remaining', 'reset'].map((part, index): [string, string] => [`x-ratelimit-${part}-${name}`, values[index] ?? ''])

const said = (requests: Said | undefined, tokens?: Said): Headers =>
  new Headers([...lines('requests', requests), ...lines('tokens', tokens)])

test('both limits are read, each where it says all three parts', () => {
  assert.deepEqual(readLimits(said(['600', '599', '100ms'], ['40000', '0', '6m0s'])), {
    requests: { limit: 600, remaining: 599, resetMs: 100 },
    tokens: { limit: 40_000, remaining: 0, resetMs: 360_000 },
  })
})

for (const [what, headers] of Object.entries({
  nothing: new Headers(),
  'no reset': new Headers({ 'x-ratelimit-limit-requests': '600', 'x-ratelimit-remaining-requests': '1' }),
  'a negative rest': said(['600', '-1', '1s']),
  words: said(['many', 'few', 'soon']),
  'a limit that is no number': said(['Infinity', '0', '1s']),
})) {
  test(`${what} is no limit`, () => assert.equal(readLimits(headers), undefined))
}

const limits = (remaining: number, resetMs: number) => ({ requests: { limit: 600, remaining, resetMs } })
const alone = { ahead: 0, tokensEach: 100 }

test('where there is room for what was sent, nothing is held back', () => {
  assert.equal(refill(limits(1, 60_000), alone), undefined)
  assert.equal(refill(limits(600, 0), alone), undefined)
})

test('a used-up limit gives back what is missing until its reset', () => {
  assert.equal(refill(limits(0, 60_000), alone), 0.01)
  assert.equal(refill(limits(300, 30_000), { ...alone, ahead: 300 }), 0.01)
})

test('tokens count in requests of the size of the last one, and the slower limit decides', () => {
  const tokens = { limit: 60_000, remaining: 50, resetMs: 60_000 }
  assert.equal(refill({ tokens }, alone), 59_950 / 60_000 / 100)
  assert.equal(refill({ tokens, ...limits(0, 600_000) }, alone), 0.001)
  assert.equal(refill({ tokens }, { ahead: 0, tokensEach: 0 }), undefined, 'a server that does not count tokens')
})
