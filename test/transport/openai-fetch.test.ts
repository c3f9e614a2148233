import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { openFetch, Stalled } from '../../src/transport/openai-fetch.ts'
import { openAi } from '../../src/transport/openai.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import type { ScriptedReply } from '../servers/openai.ts'
import { calm, chatCall } from './fake-ask.ts'
import { fakeClock } from './fake-clock.ts'

const serving = async (t: TestContext, listener: RequestListener): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => (server.closeAllConnections(), server.close()))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { url: `http://127.0.0.1:${address.port}/v1`, server }
}

const post = { method: 'POST', body: '{"é":1}' }

test('what is sent arrives, and what comes back is read as a Response would be', async (t) => {
  const { url } = await serving(t, (incoming, outgoing) => {
    let sent = ''
    incoming.setEncoding('utf8').on('data', (part: string) => (sent += part))
    incoming.on('end', () => {
      outgoing.writeHead(201, { 'X-Many': ['a', 'b'], 'content-type': 'text/plain' })
      outgoing.end(`${incoming.method} ${String(incoming.headers['x-own'])} ${incoming.headers['content-length']} ${sent}`)
    })
  })
  const response = await openFetch({ headers: { 'x-own': 'yes' }, clock: fakeClock() })(url, post)
  assert.equal(await response.text(), 'POST yes 8 {"é":1}')
  assert.deepEqual([response.ok, response.status, response.headers.get('X-MANY'), response.headers.get('none')], [true, 201, 'a, b', null])
  assert.equal(new Map(response.headers).get('content-type'), 'text/plain')
  assert.equal(Buffer.from(await response.arrayBuffer()).toString(), 'POST yes 8 {"é":1}')
})

test('one connection serves one call after the other', async (t) => {
  const ports = new Set<number | undefined>()
  const { url } = await serving(t, (incoming, outgoing) => (ports.add(incoming.socket.remotePort), void outgoing.end('ok')))
  const fetching = openFetch({ headers: {}, clock: fakeClock() })
  for (let count = 0; count < 3; count += 1) {
    await (await fetching(url, post)).text()
    await new Promise(setImmediate)
  }
  assert.equal(ports.size, 1)
})

test('a redirect is an answer like any other', async (t) => {
  const { url } = await serving(t, (_, outgoing) => void outgoing.writeHead(307, { location: '/elsewhere' }).end())
  const response = await openFetch({ headers: {}, clock: fakeClock() })(url, post)
  assert.deepEqual([response.status, response.headers.get('location')], [307, '/elsewhere'])
})

test('a chunked body that breaks off is not taken for a whole one', async (t) => {
  const { url } = await serving(t, (_, outgoing) => void outgoing.writeHead(200).write('{"a":1}', () => outgoing.socket?.destroy()))
  const response = await openFetch({ headers: {}, clock: fakeClock() })(url, post)
  await assert.rejects(response.arrayBuffer())
})

const silences: Record<string, ScriptedReply> = {
  'before the first byte': { instead: 'hang' },
  'in the middle of the body': { stallAfter: 30 },
  'in the middle of an error': { status: 500, stallAfter: 10 },
}
for (const [place, reply] of Object.entries(silences)) {
  test(`silence of a minute ${place} ends the call`, async (t) => {
    const clock = fakeClock()
    const server = await startOpenAiServer({ reply: () => (setTimeout(() => clock.advance(60_000), 50), reply) })
    t.after(server.close)
    const ask = openAi({ baseUrl: server.url, clock })
    await assert.rejects(ask(chatCall, calm), { code: reply.status === 500 ? 'server' : 'timeout', retryable: true })
  })
}

test('each byte starts the minute anew, and silence after it ends the body', async (t) => {
  const clock = fakeClock()
  const answering = Promise.withResolvers<ServerResponse>()
  const { url } = await serving(t, (_, outgoing) => (outgoing.writeHead(200).flushHeaders(), answering.resolve(outgoing)))
  const heard = { times: 0 }
  const looking = { ...clock, now: () => ((heard.times += 1), clock.now()) }
  const response = await openFetch({ headers: {}, clock: looking })(url, post)
  const body = assert.rejects(response.text(), Stalled)
  const outgoing = await answering.promise
  for (let count = 0; count < 3; count += 1) {
    clock.advance(40_000)
    heard.times = 0
    outgoing.write('a')
    while (heard.times === 0) await new Promise(setImmediate)
  }
  clock.advance(60_000)
  await body
  assert.equal(clock.now() - fakeClock().now(), 180_000)
})

test('an abort before sending sends nothing', async (t) => {
  let asked = 0
  const { url } = await serving(t, () => void (asked += 1))
  const fetching = openFetch({ headers: {}, clock: fakeClock() })
  await assert.rejects(fetching(url, { ...post, signal: AbortSignal.abort() }), { name: 'AbortError' })
  assert.equal(asked, 0)
})
