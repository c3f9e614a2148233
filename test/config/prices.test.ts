import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floating } from '../../src/config/pins.ts'
import shipped from '../../src/config/prices.json' with { type: 'json' }
import { listPrice } from '../../src/config/prices.ts'

test('a price carries the day it was known', () => {
  assert.deepEqual(listPrice({ provider: 'openai', model: 'gpt-4o-2024-08-06' }), { input: 2.5, output: 10, asOf: shipped.as_of })
  assert.match(shipped.as_of, /^20\d\d-\d\d-\d\d$/)
})

test('what is not listed has no price', () => {
  for (const model of ['gpt-4o', 'toString', '']) assert.equal(listPrice({ provider: 'openai', model }), undefined)
  assert.equal(listPrice({ provider: 'local', model: 'gpt-4o-2024-08-06' }), undefined)
})

test('only pins are listed, each once, and none for nothing', () => {
  assert.equal(new Set(shipped.models.map(({ model }) => model)).size, shipped.models.length)
  for (const { provider, model, input, output } of shipped.models) {
    const isEmbedding = model.startsWith('text-embedding-')
    assert.equal(floating({ provider, model, ...(isEmbedding ? { version: '1' } : {}) }), undefined, model)
    assert.ok(input > 0 && (isEmbedding ? output === 0 : output > input), model)
  }
})
