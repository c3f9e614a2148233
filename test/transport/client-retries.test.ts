import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { OpenAI } from 'openai'
import { limit } from '../../src/transport/limit.ts'
import { openAi } from '../../src/transport/openai.ts'
import { retry } from '../../src/transport/retry.ts'
import { stack } from '../../src/transport/stack.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import type { ScriptedReply } from '../servers/openai.ts'
import { calm, chatCall } from './fake-ask.ts'
import { quickClock } from './quick-clock.ts'

const serving = async (t: TestContext, reply: ScriptedReply) => {
  const server = await startOpenAiServer({ reply: () => ({ ...reply, headers: { 'retry-after-ms': '1', ...reply.headers } }) })
  t.after(server.close)
  return server
}

const ours = async (t: TestContext, reply: ScriptedReply): Promise<number> => {
  const server = await serving(t, reply)
  const clock = quickClock('speaks')
  await stack([retry({ clock, random: () => 0 }), limit(clock)], openAi({ baseUrl: server.url, clock }))(chatCall, calm).catch(
    () => undefined,
  )
  return server.requests.length
}

const theirs = async (t: TestContext, reply: ScriptedReply): Promise<number> => {
  const server = await serving(t, reply)
  const client = new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 3, logLevel: 'off' })
  await client.chat.completions.create({ model: 'pinned-1', messages: [{ role: 'user', content: 'Hello?' }] }).catch(() => undefined)
  return server.requests.length
}

/** Attempts of ours and of the client left to itself; README.md lists where they differ. */
const rows: readonly (readonly [string, ScriptedReply, number, number])[] = [
  ...[408, 409, 429, 500, 503, 529].map((status) => [String(status), { status }, 4, 4] as const),
  ['a reset connection', { instead: 'reset' }, 3, 4],
  ['insufficient_quota', { status: 429, errorCode: 'insufficient_quota' }, 1, 4],
  ['400', { status: 400 }, 1, 1],
  ['401', { status: 401 }, 1, 1],
  ['404', { status: 404 }, 1, 1],
  ['400 with x-should-retry', { status: 400, headers: { 'x-should-retry': 'true' } }, 1, 4],
  ['503 with x-should-retry: false', { status: 503, headers: { 'x-should-retry': 'false' } }, 4, 1],
  ['a body that is no JSON', { body: '{"model"' }, 3, 1],
  ['a body that is cut', { cutAfter: 40 }, 3, 1],
]

describe('attempts, here and of the client left to itself', { concurrency: 4 }, () => {
  for (const [fault, reply, here, there] of rows)
    test(`${fault}: ${here} and ${there}`, async (t) => {
      assert.deepEqual([await ours(t, reply), await theirs(t, reply)], [here, there])
    })
})
