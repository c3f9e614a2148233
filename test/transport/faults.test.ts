import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Ask, ChatReply } from '../../src/domain/call.ts'
import { CallFailed } from '../../src/domain/call.ts'
import { deadline } from '../../src/transport/deadline.ts'
import { limit } from '../../src/transport/limit.ts'
import { openAi } from '../../src/transport/openai.ts'
import { retry } from '../../src/transport/retry.ts'
import { servedModel } from '../../src/transport/served-model.ts'
import { stack } from '../../src/transport/stack.ts'
import { timeout } from '../../src/transport/timeout.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import type { OpenAiServer, ScriptedReply } from '../servers/openai.ts'
import { calm, chatCall } from './fake-ask.ts'
import { faultRows, faultTable } from './fault-rows.ts'
import { quickClock } from './quick-clock.ts'

/** The whole transport, on a server that gives these replies in order and the last one for ever. */
const connected = async (
  t: TestContext,
  replies: readonly ScriptedReply[],
  silent: boolean,
): Promise<{ readonly ask: Ask; readonly server: OpenAiServer }> => {
  const server = await startOpenAiServer({ reply: ({ index }) => replies[Math.min(index, replies.length - 1)] ?? {} })
  t.after(server.close)
  const clock = quickClock(silent ? 'is silent' : 'speaks')
  const layers = [servedModel(), deadline(clock), retry({ clock, random: () => 0.5 }), limit(clock), timeout(clock)]
  return { ask: stack(layers, openAi({ baseUrl: server.url, clock })), server }
}

type Came = { readonly outcome: string; readonly attempts: number; readonly asked: number }

const comesTo = async (t: TestContext, replies: readonly ScriptedReply[], silent: boolean): Promise<Came> => {
  const { ask, server } = await connected(t, replies, silent)
  const came: ChatReply | CallFailed = await ask(chatCall, calm).catch((error: unknown) => {
    if (error instanceof CallFailed) return error
    throw error
  })
  const outcome = came instanceof CallFailed ? came.code : 'answered'
  return { outcome, attempts: came.attempts, asked: server.requests.length }
}

describe('every fault', { concurrency: 4 }, () => {
  for (const { fault, replies, attempts, outcome } of faultRows) {
    const silent = outcome === 'timeout'
    for (const [index, reply] of replies.entries()) {
      const name = `${fault} (${index + 1} of ${replies.length})`
      test(`${name}, on every attempt`, async (t) => {
        assert.deepEqual(await comesTo(t, [reply], silent), { outcome, attempts, asked: attempts })
      })
      test(`${name}, on the first attempt`, async (t) => {
        const expected = attempts > 1 ? { outcome: 'answered', attempts: 2, asked: 2 } : { outcome, attempts: 1, asked: 1 }
        assert.deepEqual(await comesTo(t, [reply, {}], silent), expected)
      })
      test(`${name}, on the last attempt`, async (t) => {
        const busy = { status: 503 }
        assert.deepEqual(await comesTo(t, [busy, busy, busy, reply], silent), { outcome, attempts: 4, asked: 4 })
      })
    }
  }
})

test('the table of README.md is this one', async () => {
  const readme = await readFile(new URL('../../src/transport/README.md', import.meta.url), 'utf8')
  const rows = new Set(readme.split('\n').map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---')))
  for (const line of faultTable(faultRows).split('\n')) assert.ok(rows.has(line), `README.md lacks: ${line}`)
})
