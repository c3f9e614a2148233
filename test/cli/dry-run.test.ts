import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startOpenAiServer, type OpenAiServer } from '../servers/openai.ts'
import { isProbe, questionsOf } from '../servers/questions.ts'
import { chatSuite, key, priced } from './chat-suite.ts'
import { aieval, folderWith } from './spawn.ts'

const withServer = async (work: (server: OpenAiServer) => Promise<void>): Promise<void> => {
  const server = await startOpenAiServer({ apiKey: key.MY_KEY })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

type Row = {
  readonly model: string
  readonly purpose: string
  readonly cached: number
  readonly asked: number
  readonly open: number
  readonly tokensIn: { readonly least: number; readonly most: number } | null
  readonly usd: { readonly least: number; readonly most: number } | null
}
type Plan = { readonly calls: readonly Row[]; readonly usd: Row['usd']; readonly notes: readonly string[]; readonly pricesAsOf?: string }

const dryRun = async (folder: string, ...args: readonly string[]): Promise<Plan> => {
  const { exit, out, err } = await aieval(folder, [...(args.length === 0 ? ['run'] : args), '--dry-run', '--json'])
  assert.deepEqual([exit, err], [0, ''])
  return JSON.parse(out) as Plan
}

const counts = ({ calls }: Plan): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    calls.map(({ purpose, model, cached, asked, open }) => [`${purpose} ${model.slice('openai/'.length)}`, [cached, asked, open]]),
  )

const document = (id: string, body: string): string => `---\nid: ${id}\ntitle: ${id}\n---\n# ${id}\n\n${body}\n`

const ragSuite = (url: string): Record<string, string> => ({
  ...chatSuite(url, {
    price: priced,
    more: `embedding: { provider: openai, model: embed-2026-01-01, base_url: ${url}, api_key_env: MY_KEY, price: { input: 1, output: 0 } }`,
    target: '{ kind: rag, corpus: docs/*.md, deterministic: true }',
  }),
  ...Object.fromEntries(
    Array.from({ length: 140 }, (_, index) => [
      `docs/door-${index}.md`,
      document(`door-${index}`, `Door ${index} is blue.${' It is very blue.'.repeat(index)}`),
    ]),
  ),
})

test('a dry run needs no key, asks nobody and leaves nothing behind', () =>
  withServer(async (server) => {
    const folder = await folderWith(ragSuite(server.url))
    const before = await readdir(folder, { recursive: true })
    await dryRun(folder)
    assert.deepEqual(await readdir(folder, { recursive: true }), before)
    assert.equal(server.requests.length, 0)
  }))

test('of a prompt it is known what is cached, trial by trial', () =>
  withServer(async (server) => {
    const folder = await folderWith({ ...chatSuite(server.url, { price: priced, config: 'trials: { run: 2, baseline: 3 }\n' }) })
    assert.deepEqual(counts(await dryRun(folder)), { 'answers chat-2026-01-01': [0, 40, 0], 'preflight chat-2026-01-01': [0, 1, 0] })
    await aieval(folder, ['run', '--only', 's1', 's2'], key)
    assert.deepEqual(counts(await dryRun(folder)), { 'answers chat-2026-01-01': [4, 36, 0], 'preflight chat-2026-01-01': [0, 1, 0] })
    assert.deepEqual(counts(await dryRun(folder, 'run', '--only', 's1')), { 'answers chat-2026-01-01': [2, 0, 0] })
    assert.deepEqual(counts(await dryRun(folder, 'run', '--no-cache'))['answers chat-2026-01-01'], [0, 40, 0])
    assert.deepEqual(counts(await dryRun(folder, 'baseline'))['answers chat-2026-01-01'], [4, 56, 0])
  }))

test('what is found decides what is asked: before the corpus is known, answers are open; afterwards the plan is what the run does', () =>
  withServer(async (server) => {
    const folder = await folderWith(ragSuite(server.url))
    const first = await dryRun(folder)
    assert.deepEqual(counts(first), {
      'corpus embed-2026-01-01': [0, 3, 0],
      'questions embed-2026-01-01': [0, 20, 0],
      'answers chat-2026-01-01': [0, 0, 20],
      'preflight chat-2026-01-01': [0, 1, 0],
      'preflight embed-2026-01-01': [0, 1, 0],
    })
    assert.match(first.notes.join('\n'), /"open" may or may not be asked/)
    await aieval(folder, ['run', '--only', 's1', 's2', 's3'], key)
    const asked = server.requests.length
    assert.deepEqual(
      [asked, server.requests.filter(isProbe).length, questionsOf(server).filter(({ kind }) => kind === 'embed').length],
      [11, 2, 6],
    )
    assert.deepEqual(counts(await dryRun(folder, 'run', '--only', 's1', 's2', 's3')), {
      'corpus embed-2026-01-01': [3, 0, 0],
      'questions embed-2026-01-01': [3, 0, 0],
      'answers chat-2026-01-01': [3, 0, 0],
    })
    assert.deepEqual(counts(await dryRun(folder))['answers chat-2026-01-01'], [3, 0, 17])
    await writeFile(join(folder, 'prompt.txt'), 'Answer from:\n{{documents}}\n')
    const files = await folderConfig(folder, server.url)
    const changed = counts(await dryRun(files, 'run', '--only', 's1', 's2', 's3'))
    assert.deepEqual(changed['answers chat-2026-01-01'], [0, 3, 0], 'another prompt is another question')
    assert.equal(server.requests.length, asked)
  }))

/** The same folder with a prompt of its own. */
const folderConfig = async (folder: string, url: string): Promise<string> => {
  const config = ragSuite(url)['aieval.config.yaml'] ?? ''
  await writeFile(join(folder, 'aieval.config.yaml'), config.replace('max_tokens: 100', 'max_tokens: 100, prompt: prompt.txt'))
  return folder
}

test('what a run then uses lies within what was planned', () =>
  withServer(async (server) => {
    const folder = await folderWith(ragSuite(server.url))
    const { usd, calls } = await dryRun(folder)
    const ran = await aieval(folder, ['run', '--json'], key)
    const { spend } = JSON.parse(ran.out) as { readonly spend: { readonly usd: number; readonly calls: number; readonly attempts: number } }
    assert.ok(usd !== null && usd.least > 0 && usd.least <= spend.usd && spend.usd <= usd.most, JSON.stringify([usd, spend]))
    assert.equal(
      spend.attempts,
      calls.reduce((sum, { asked, open }) => sum + asked + open, 0),
    )
  }))

test('without an embedding model nothing is open', () =>
  withServer(async (server) => {
    const files = ragSuite(server.url)
    const config = (files['aieval.config.yaml'] ?? '').replace(/,\n {2}embedding: .* \} \}\n/, ' }\n')
    const folder = await folderWith({ ...files, 'aieval.config.yaml': config })
    assert.deepEqual(counts(await dryRun(folder)), { 'answers chat-2026-01-01': [0, 20, 0], 'preflight chat-2026-01-01': [0, 1, 0] })
    await aieval(folder, ['run', '--only', 's1'], key)
    assert.deepEqual(counts(await dryRun(folder))['answers chat-2026-01-01'], [1, 19, 0])
  }))

test('a damaged entry is none', () =>
  withServer(async (server) => {
    const folder = await folderWith(chatSuite(server.url, { price: priced }))
    await aieval(folder, ['run', '--only', 's1'], key)
    const cache = join(folder, '.aieval', 'cache')
    const entry = (await readdir(cache, { recursive: true })).find((name) => name.length > 40) ?? ''
    await writeFile(join(cache, entry), 'cut')
    assert.deepEqual(counts(await dryRun(folder, 'run', '--only', 's1'))['answers chat-2026-01-01'], [0, 1, 0])
    await rm(cache, { recursive: true })
  }))

test('compared models share what is embedded, and each is asked for itself', () =>
  withServer(async (server) => {
    const folder = await folderWith(ragSuite(server.url))
    const plan = counts(await dryRun(folder, 'compare-models', 'new-2026-01-01'))
    assert.deepEqual(Object.keys(plan), [
      'corpus embed-2026-01-01',
      'questions embed-2026-01-01',
      'answers chat-2026-01-01',
      'preflight chat-2026-01-01',
      'preflight embed-2026-01-01',
      'answers new-2026-01-01',
      'preflight new-2026-01-01',
    ])
  }))
