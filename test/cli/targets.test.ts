import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startAppServer } from '../servers/app.ts'
import { startOpenAiServer } from '../servers/openai.ts'
import { gone, written } from '../targets/apps.ts'
import { aieval, folderWith, startAieval } from './spawn.ts'

const samples = Array.from(
  { length: 12 },
  (_, index) => `{"id":"q-${index}","input":"Say \\"${index}\\"\\n?","expected":{"answerable":true,"facts":[{"id":"f1","text":"blue"}]}}`,
)

const suite = (target: string, more = ''): Readonly<Record<string, string>> => ({
  'samples.jsonl': `${samples.join('\n')}\n`,
  'aieval.config.yaml': `test_set_path: samples.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.05 }
target: ${target}
${more}`,
})

type Recorded = {
  readonly id: string
  readonly output: { readonly status: string; readonly failure?: { readonly code: string; readonly message: string } }
}

const records = async (folder: string): Promise<readonly Recorded[]> =>
  (await readFile(join(folder, '.aieval', 'last', 'records.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded)

const hanging = {
  module: {
    target: '{ kind: module, module: app.mjs }',
    app: `import { writeFileSync } from 'node:fs'
export default async () => { writeFileSync('pid', String(process.pid)); for (;;); }`,
  },
  command: {
    target: '{ kind: command, command: [node, app.mjs] }',
    app: `import { writeFileSync } from 'node:fs'
writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1e6)`,
  },
  persistent: {
    target: '{ kind: command, command: [node, app.mjs], mode: persistent }',
    app: `import { writeFileSync } from 'node:fs'
writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1e6)`,
  },
  'started http': {
    target: '{ kind: http, url: "http://127.0.0.1:{{port}}/", start: { command: [node, app.mjs], ready: /health } }',
    app: `import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
process.on('SIGTERM', () => {})
createServer((request, response) => { if (request.url === '/health') response.end(); else writeFileSync('pid', String(process.pid)) }).listen(Number(process.env.PORT))`,
  },
} as const

describe('SIGINT', { concurrency: 2, timeout: 120_000 }, () => {
  for (const [way, { target, app }] of Object.entries(hanging))
    test(`leaves no process of a ${way} app behind`, async () => {
      const folder = await folderWith({ ...suite(target, 'concurrency: 1\n'), 'app.mjs': app })
      const running = startAieval(folder, ['run'])
      const pid = Number(await written(join(folder, 'pid')))
      running.kill('SIGINT')
      assert.equal((await running.ended).exit, 130)
      await gone(pid)
    })
})

test('an http app gets the question escaped in JSON, its secret from the environment, and one key for one question', async () => {
  const server = await startAppServer(() => ({ body: { answer: 'It is blue.' } }))
  const files = suite(`
  kind: http
  url: ${server.url}/ask?id={{id}}&q={{input}}
  headers: { authorization: { env: APP_TOKEN, prefix: 'Bearer ' }, x-tenant: demo }
  body: '{"question": "{{input}}", "trial": {{trial}}}'
  deterministic: true`)
  const folder = await folderWith(files)
  const env = { APP_TOKEN: 'tok-123456' }
  assert.equal((await aieval(folder, ['baseline', '-q'], env)).exit, 0)
  assert.equal((await aieval(folder, ['run'], env)).exit, 0)
  await server.close()
  const first = server.requests.find(({ url }) => url.startsWith('/ask?id=q-3&'))
  assert.deepEqual(JSON.parse(first?.body ?? ''), { question: 'Say "3"\n?', trial: 1 })
  assert.equal(new URL(first?.url ?? '', server.url).searchParams.get('q'), 'Say "3"\n?')
  assert.deepEqual(
    [first?.headers.authorization, first?.headers['x-tenant'], first?.headers['content-type']],
    ['Bearer tok-123456', 'demo', 'application/json'],
  )
  const keys = server.requests.map(({ headers }) => String(headers['idempotency-key']))
  assert.deepEqual([keys.length, new Set(keys).size], [24, 12])
  const kept = await readFile(join(folder, '.aieval', 'last', 'report.json'), 'utf8')
  assert.ok(!kept.includes('tok-123456'))
})

test('an app that is not there ends the run as not measured, and never as a score', async () => {
  const folder = await folderWith(suite('{ kind: http, url: "http://127.0.0.1:9/ask" }'))
  const { exit, out } = await aieval(folder, ['run'])
  assert.equal(exit, 3, out)
  assert.match(out, /COULD NOT MEASURE/)
  assert.ok((await records(folder)).every(({ output }) => output.status === 'errored' && output.failure?.code === 'network'))
})

const app = (wrong: string): string => `export default async (input, { trial }) => (${wrong}) ? 'It is red.' : 'It is blue.'`

test('a stochastic app is asked three times for its baseline, and asked again before a drop within noise fails it', async () => {
  const folder = await folderWith({ ...suite('{ kind: module, module: app.mjs }'), 'app.mjs': app('false') })
  const accepted = await aieval(folder, ['baseline'])
  assert.match(accepted.err, /12 samples × 3 put to the target/)
  await writeFile(join(folder, 'app.mjs'), app(`input.includes('"3"') && trial === 1`))
  const { exit, out, err } = await aieval(folder, ['run'])
  assert.match(err, /confirming factual_accuracy: /)
  assert.equal(exit, 0, out)
})

test('a prompt is put to the pinned model, and a structured reply is read and held to its schema', async () => {
  const server = await startOpenAiServer({ reply: () => ({ text: '{"reply":"It is blue."}' }) })
  const files: Readonly<Record<string, string>> = {
    ...suite(
      '{ kind: chat, prompt: prompt.md, schema: reply.schema.json, response: { answer: /reply }, deterministic: true }',
      `models: { primary: { provider: openai, model: m-2026-01-01, base_url: ${server.url} } }\n`,
    ),
    'prompt.md': 'You know the doors.',
    'reply.schema.json': '{"type":"object","additionalProperties":false,"required":["reply"],"properties":{"reply":{"type":"string"}}}',
  }
  const folder = await folderWith({
    ...files,
    'aieval.config.yaml': files['aieval.config.yaml']?.replace('[factual_accuracy]', '[factual_accuracy, format_compliance]') ?? '',
  })
  assert.equal((await aieval(folder, ['baseline', '-q'])).exit, 0)
  const { exit, out } = await aieval(folder, ['run'])
  assert.equal(exit, 0, out)
  assert.match(out, /format_compliance\s+12\s+1\.000\s+1\.000/)
  const tried = await aieval(folder, ['compare-models', 'other-2026-01-01', '-q'])
  assert.match(tried.out, /other-2026-01-01/)
  await server.close()
})
