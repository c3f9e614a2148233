import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Output } from '../../src/domain/output.ts'
import { httpApp } from '../../src/targets/http.ts'
import { redactor } from '../../src/targets/redact.ts'
import { serverOf } from '../../src/targets/server.ts'
import { folderWith } from '../cli/spawn.ts'
import { startAppServer } from '../servers/app.ts'
import { calm } from '../transport/fake-ask.ts'
import { contractOf, gone, inShort, messageOf, plainReply, realClock, soon, written } from './apps.ts'

const limit = { timeout: 120_000 }

type Served = {
  readonly folder: string
  readonly put: (input: string) => Promise<Output>
  readonly stop: () => Promise<void>
}

/** A server that aieval starts: the body of its handler may use `question`, `send`, `later` and `times()`. */
const startServer = async (
  body: string,
  { startMs = 60_000, port }: { readonly startMs?: number; readonly port?: number } = {},
): Promise<Served> => {
  const folder = await folderWith({
    'server.mjs': `import { createServer } from 'node:http'
import { appendFileSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
appendFileSync('starts', process.pid + '\\n')
const once = (name) => !existsSync(name) && (writeFileSync(name, 'x'), true)
createServer(async (request, response) => {
  const send = (answer) => response.end(answer)
  if (request.url === '/health') return send('ok')
  const question = await text(request)
  ${body}
}).listen(Number(process.env.PORT), '127.0.0.1')`,
  })
  const server = serverOf({
    command: [process.execPath, 'server.mjs'],
    folder,
    env: { PATH: process.env['PATH'] },
    redactor: redactor({}),
    ready: (free) => `http://127.0.0.1:${port ?? free}/health`,
    startMs,
    clock: realClock,
  })
  const ask = httpApp({
    request: ({ input }, free) => ({ url: `http://127.0.0.1:${port ?? free}/ask`, method: 'POST', headers: {}, body: input }),
    reply: plainReply,
    timeoutMs: 60_000,
    clock: realClock,
    waitMs: () => undefined,
    server,
  })
  const target = contractOf(ask)
  return { folder, put: (input) => target({ id: input, input, tags: [] }, 1, calm), stop: server.stop }
}

const using = async <Result>(starting: Promise<Served>, use: (served: Served) => Promise<Result>): Promise<Result> => {
  const served = await starting
  try {
    return await use(served)
  } finally {
    await served.stop()
  }
}

const starts = async ({ folder }: Served): Promise<readonly number[]> =>
  (await written(join(folder, 'starts'))).trim().split('\n').map(Number)

test('a server is started once for all questions, on a free port, and is gone afterwards', limit, async () => {
  const served = await startServer('send("fine " + question)')
  const outputs = await using(Promise.resolve(served), ({ put }) => Promise.all(['one', 'two', 'three'].map(put)))
  assert.deepEqual(outputs.map(inShort), ['answered: fine one', 'answered: fine two', 'answered: fine three'])
  const pids = await starts(served)
  assert.equal(pids.length, 1)
  await gone(pids[0] ?? 0)
})

test('a server that dies is started again, and its death costs no neighbour its answer', limit, async () => {
  const body = `if (question === 'bomb') setTimeout(() => process.exit(3), 100)
  else setTimeout(() => send('fine ' + question), 200)`
  const outputs = await using(startServer(body), ({ put }) => Promise.all(['one', 'bomb', 'two'].map(put)))
  assert.deepEqual(outputs.map(inShort), ['answered: fine one', 'failed: app', 'answered: fine two'])
  assert.match(messageOf(outputs[1] as Output), /the server exited with 3/)
})

test('a server that died once is asked again', limit, async () => {
  const output = await using(startServer(`if (once('died')) process.exit(1); send('fine')`), ({ put }) => put('q'))
  assert.equal(inShort(output), 'answered: fine')
})

test('a server that does not start ends the run at once, and says why', limit, async () => {
  const output = await using(startServer('}}} no JavaScript'), ({ put }) => put('q'))
  assert.equal(inShort(output), 'errored: not_found')
  assert.match(messageOf(output), /server\.mjs: exited with 1; its stderr ends:\n[^]*SyntaxError/)
})

test('a server that is never ready ends the run at once, and is gone', limit, async () => {
  const served = await startServer('send("x")', { startMs: soon, port: 9 })
  const output = await using(Promise.resolve(served), ({ put }) => put('q'))
  assert.equal(inShort(output), 'errored: not_found')
  assert.match(messageOf(output), /http:\/\/127\.0\.0\.1:9\/health did not answer 2xx within 0\.4 s \(target\.start_timeout/)
})

test('another server in the place of one’s own is not taken for it', limit, async () => {
  const other = await startAppServer(() => ({ body: 'not yours' }))
  const output = await using(startServer('send("x")', { port: Number(new URL(other.url).port) }), ({ put }) => put('q'))
  await other.close()
  assert.equal(inShort(output), 'errored: not_found')
  assert.match(messageOf(output), /something answers at .* already: stop it, or leave target\.start out/)
})
