import assert from 'node:assert/strict'
import { test } from 'node:test'
import { priceOf } from '../../src/commands/prices.ts'
import { listPrice } from '../../src/config/prices.ts'
import type { Suite } from '../../src/domain/suite.ts'
import { fakeContext } from './fake-context.ts'

const listed = { provider: 'openai', model: 'gpt-4o-2024-08-06' } as const
const suiteOf = (primary: Suite['models']['primary'], more: Partial<Suite['models']> = {}): Suite =>
  ({ models: { ...(primary && { primary }), candidates: [], ...more } }) as unknown as Suite

const costs = (claim: string, suite: Suite, expected: unknown, env: Readonly<Record<string, string>> = {}): void => {
  test(claim, () => assert.deepEqual(priceOf(fakeContext({ env }), suite)(listed.model), expected))
}

costs('a pin of the provider itself costs what is listed', suiteOf(listed), listPrice(listed))
costs('the suite knows better', suiteOf({ ...listed, price: { input: 1, output: 2 } }), { input: 1, output: 2 })
costs('behind another server the same name may cost anything', suiteOf({ ...listed, baseUrl: 'http://127.0.0.1:1/v1' }), undefined)
costs('also where the environment names that server', suiteOf(listed), undefined, { OPENAI_BASE_URL: 'https://gateway.example/v1' })
costs('the provider by its own address is the provider', suiteOf({ ...listed, baseUrl: 'https://api.openai.com/v1/' }), listPrice(listed))
costs('a local model costs nothing', suiteOf({ provider: 'local', model: listed.model }), 'free')
costs('a model that the suite does not name has no price', suiteOf({ provider: 'openai', model: 'other-2026-01-01' }), undefined)
costs(
  'the fallback has a price of its own',
  suiteOf({ provider: 'openai', model: 'other-2026-01-01' }, { fallback: listed }),
  listPrice(listed),
)
costs('and so has the embedding', suiteOf(undefined, { embedding: { ...listed, price: { input: 3, output: 0 } } }), { input: 3, output: 0 })
