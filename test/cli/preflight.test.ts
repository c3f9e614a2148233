import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { startOpenAiServer, type Handler, type OpenAiServer, type ScriptedReply } from '../servers/openai.ts'
import { isProbe, questionsOf } from '../servers/questions.ts'
import { chatSuite, key, priced } from './chat-suite.ts'
import { aieval, folderWith, type Ran } from './spawn.ts'

const withServer = async (reply: Handler, work: (server: OpenAiServer) => Promise<void>): Promise<void> => {
  const server = await startOpenAiServer({ reply, apiKey: key.MY_KEY })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const blue: ScriptedReply = { text: 'It is blue.' }

/** A run against a server that answers probes like this, and every question well. */
const runWith = async (
  probe: (request: Parameters<Handler>[0]) => ScriptedReply,
  check: (ran: Ran, server: OpenAiServer) => void,
): Promise<void> =>
  withServer(
    (request) => (isProbe(request) ? probe(request) : blue),
    async (server) => check(await aieval(await folderWith(chatSuite(server.url, { price: priced })), ['run', '--json'], key), server),
  )

const found = (claim: string, probe: ScriptedReply, { exit, says }: { readonly exit: number; readonly says: RegExp }): void => {
  test(`${claim} is found before any question is put`, () =>
    runWith(
      () => probe,
      (ran, server) => {
        assert.equal(ran.exit, exit)
        assert.match(ran.err, says)
        assert.equal(questionsOf(server).length, 0)
      },
    ))
}

found('a key that is refused', { status: 403 }, { exit: 3, says: /^aieval: before the run, openai\/chat-2026-01-01: 403/ })
found(
  'a quota that is used up',
  { status: 429, errorCode: 'insufficient_quota' },
  { exit: 3, says: /before the run, .*insufficient_quota/ },
)
found(
  'a model that is not there',
  { status: 404, errorCode: 'model_not_found' },
  {
    exit: 2,
    says: /^aieval\.config\.yaml:4:40: openai\/chat-2026-01-01 is not there at http:\S+\/v1: .*\(check the name, and base_url\)\n$/,
  },
)
found(
  'another model than the pin',
  { model: 'chat-2026-09-09' },
  { exit: 3, says: /the server served "chat-2026-09-09" \(pin the model that is served, or declare the alias with served_as\)/ },
)
found('also in an answer that was cut off', { model: 'chat-2026-09-09', finishReason: 'length' }, { exit: 3, says: /chat-2026-09-09/ })

const passes = (claim: string, probe: (request: Parameters<Handler>[0]) => ScriptedReply): void => {
  test(`${claim} keeps no run from going on`, () => runWith(probe, (ran) => assert.equal(ran.exit, 4, ran.err)))
}

for (const status of [400, 422, 429, 500, 503, 529]) passes(`a ${status} to the probe`, () => ({ status }))
passes('a connection that breaks at the probe', () => ({ instead: 'reset' }))
passes('a probe that came to pieces', () => ({ body: 'not JSON' }))
passes('an answer of one token', () => ({ finishReason: 'length' }))

test('a model that thinks first is given room for it', () =>
  runWith(
    ({ body }) => (body['max_tokens'] === 1 ? { status: 400, errorCode: 'odd' } : { model: 'chat-2026-09-09' }),
    (ran, server) => {
      assert.equal(ran.exit, 3)
      assert.deepEqual(
        server.requests.map(({ body }) => body['max_tokens']),
        [1, 256],
      )
    },
  ))

test('the probe is counted and paid for as a call, and where all is cached there is none', () =>
  withServer(
    () => ({ ...blue, usage: { prompt_tokens: 10, completion_tokens: 10 } }),
    async (server) => {
      const folder = await folderWith(chatSuite(server.url, { price: priced }))
      const spend = async (): Promise<unknown> => {
        const { calls, cached, usd } = (
          JSON.parse((await aieval(folder, ['run', '--json'], key)).out) as { readonly spend: Record<string, number> }
        ).spend
        return { calls, cached, usd: usd?.toFixed(6) }
      }
      assert.deepEqual(await spend(), { calls: 21, cached: 0, usd: (21 * 110e-6).toFixed(6) })
      assert.deepEqual(await spend(), { calls: 20, cached: 20, usd: '0.000000' })
      assert.equal(server.requests.length, 21)
    },
  ))

test('the fallback and the embedding are probed too, and everything that is not there is named at once', () =>
  withServer(
    (request) => (isProbe(request) && request.model !== 'chat-2026-01-01' ? { status: 404, errorCode: 'model_not_found' } : blue),
    async (server) => {
      const files = chatSuite(server.url, {
        price: 'fallback: spare-2026-01-01',
        more: `embedding: { provider: openai, model: embed-2026-01-01, base_url: ${server.url}, api_key_env: MY_KEY }`,
        target: '{ kind: rag, corpus: docs/*.md }',
      })
      const folder = await folderWith({ ...files, 'docs/one.md': '---\nid: one\ntitle: One\n---\n# One\n\nDoors are blue.\n' })
      const { exit, err } = await aieval(folder, ['run'], key)
      assert.equal(exit, 2)
      assert.match(err, /^aieval\.config\.yaml:4:\d+: openai\/spare-2026-01-01 is not there/m)
      assert.match(err, /^aieval\.config\.yaml:5:\d+: openai\/embed-2026-01-01 is not there/m)
      assert.equal(questionsOf(server).length, 0)
      assert.equal((await readdir(folder)).includes('.aieval'), false, 'nothing was begun')
    },
  ))

test('two names for one model on one server are probed once', () =>
  withServer(
    () => blue,
    async (server) => {
      const folder = await folderWith(chatSuite(server.url, { price: 'fallback: chat-2026-01-01' }))
      await aieval(folder, ['run'], key)
      assert.equal(server.requests.filter(isProbe).length, 1)
    },
  ))
