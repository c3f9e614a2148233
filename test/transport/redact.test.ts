import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { CallFailed } from '../../src/domain/call.ts'
import { openAi } from '../../src/transport/openai.ts'
import { redact } from '../../src/transport/redact.ts'
import { stack } from '../../src/transport/stack.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import { calm, chatCall, chatReply, fakeAsk } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const secret = 'sk-a+b/"c"=Zürich 9'

const said = async (message: string, secrets: readonly string[] = [secret]): Promise<string> => {
  const { ask } = fakeAsk(new CallFailed('server', message, { retryable: true, retryAfterMs: 7 }))
  const failed: unknown = await redact(secrets)(ask)(chatCall, calm).catch((error: unknown) => error)
  assert.ok(failed instanceof CallFailed)
  assert.deepEqual([failed.code, failed.retryable, failed.retryAfterMs], ['server', true, 7])
  return failed.message
}

for (const [form, written] of Object.entries({
  itself: secret,
  'in a URL': encodeURIComponent(secret),
  'in JSON': JSON.stringify(secret).slice(1, -1),
})) {
  test(`a secret is taken out ${form}`, async () => assert.equal(await said(`bad key ${written}.`), 'bad key [redacted].'))
}

test('a secret is taken out of base64, wherever it stands in what was encoded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.string(),
      fc.constantFrom('base64' as const, 'base64url' as const),
      async (before, after, encoding) => {
        const encoded = Buffer.from(before + secret + after).toString(encoding)
        const core = Buffer.from(secret).subarray(2, -2).toString('latin1')
        const left = Buffer.from((await said(encoded)).replaceAll('[redacted]', ''), encoding).toString('latin1')
        assert.ok(!left.includes(core))
        assert.match(await said(encoded), /\[redacted\]/)
      },
    ),
  )
})

test('a message that was cut within a secret loses its beginning too', async () => {
  assert.equal(await said(`bad key ${secret.slice(0, 12)}…`), 'bad key [redacted]…')
})

test('a placeholder for a key is no secret', async () => {
  assert.equal(await said('model ollama is none', ['ollama', '']), 'model ollama is none')
})

test('replies and bugs go through', async () => {
  assert.deepEqual(await redact([secret])(fakeAsk(chatReply()).ask)(chatCall, calm), chatReply())
  await assert.rejects(redact([secret])(() => Promise.reject(new TypeError('a bug')))(chatCall, calm), TypeError)
})

test('a server that quotes the key does not bring it into a failure', async (t) => {
  const server = await startOpenAiServer({
    reply: ({ headers }) => ({
      status: 401,
      body: { error: { message: `Incorrect API key: ${headers.authorization}${'x'.repeat(400)}` } },
    }),
  })
  t.after(server.close)
  const ask = stack([redact(['sk-secret-key'])], openAi({ baseUrl: server.url, apiKey: 'sk-secret-key', clock: fakeClock() }))
  await assert.rejects(ask(chatCall, calm), { code: 'auth', message: /^401 Incorrect API key: Bearer \[redacted\]x+…$/ })
})

test('what a failed call used is known also where a secret was taken out of its message', async () => {
  const used = { served: 'pinned-1', tokensIn: 7, tokensOut: 3 }
  const error = new CallFailed('truncated', `bad key ${secret}`, { used })
  await assert.rejects(redact([secret])(fakeAsk(error).ask)(chatCall, calm), { used, message: 'bad key [redacted]' })
})
