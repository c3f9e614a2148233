import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { CallFailed, ChatCall, ChatReply } from '../../src/domain/call.ts'
import { contentsOf, removeEntry } from '../../src/files/cache-folder.ts'
import { folderStore } from '../../src/files/store.ts'
import { cache } from '../../src/transport/cache.ts'
import { calm, chatCall, chatReply, failure, fakeAsk } from './fake-ask.ts'

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'aieval-cache-'))
const worker = join(import.meta.dirname, 'cache-worker.ts')

type Told = { readonly asked: number; readonly damaged: number; readonly wrong: number }

const startWorker = async (folder: string, questions: number, rounds: number): Promise<Told> => {
  const { stdout } = await promisify(execFile)(process.execPath, [worker, folder, String(questions), String(rounds)])
  return JSON.parse(stdout) as Told
}

/** A cache in a folder, over a leaf that gives these outcomes; counts what it asked and what it found damaged. */
const cacheIn = (folder: string, ...outcomes: readonly (ChatReply | CallFailed)[]) => {
  const { ask: leaf, asked } = fakeAsk(...outcomes)
  const damaged: string[] = []
  const ask = cache({ baseUrl: 'b', adapter: 'a', store: folderStore(folder), onDamaged: (key) => damaged.push(key) })(leaf)
  return { ask, asked, damaged }
}

const call = (content: string, more: Partial<ChatCall> = {}): ChatCall => ({ ...chatCall, messages: [{ role: 'user', content }], ...more })
const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name.length > 3)

test('several processes may use one cache at once: nobody reads half an entry, and all end up with the same answers', async () => {
  const folder = await newFolder()
  const told = await Promise.all(Array.from({ length: 4 }, () => startWorker(folder, 60, 3)))
  for (const { damaged, wrong } of told) assert.deepEqual([damaged, wrong], [0, 0])
  assert.deepEqual(
    [(await contentsOf(folder)).entries.length, (await contentsOf(folder)).leftovers.length],
    [60, 0],
    'one entry for each question, and nothing half done',
  )
  assert.equal((await startWorker(folder, 60, 1)).asked, 0)
})

test('what is pruned under the hands of others is asked again, and no trouble', async () => {
  const folder = await newFolder()
  const working = Promise.all([startWorker(folder, 40, 8), startWorker(folder, 40, 8)])
  const ended = new AbortController()
  const done = working.finally(() => ended.abort())
  let removed = 0
  while (!ended.signal.aborted) {
    for (const { key } of (await contentsOf(folder)).entries) removed += (await removeEntry(folder, key)) ? 1 : 0
    await new Promise(setImmediate)
  }
  for (const { damaged, wrong } of await done) assert.deepEqual([damaged, wrong], [0, 0])
  assert.ok(removed > 0)
})

test('two caches are merged by copying one over the other', async () => {
  const [one, other] = [await newFolder(), await newFolder()]
  await cacheIn(one, chatReply({ text: 'one' })).ask(call('a'), calm)
  await cacheIn(one, chatReply({ text: 'both' })).ask(call('c'), calm)
  await cacheIn(other, chatReply({ text: 'other' })).ask(call('b'), calm)
  await cacheIn(other, chatReply({ text: 'both' })).ask(call('c'), calm)
  await cp(one, other, { recursive: true })
  const { ask, asked, damaged } = cacheIn(other, failure('server'))
  const texts = await Promise.all(['a', 'b', 'c'].map(async (content) => (await ask(call(content), calm)).text))
  assert.deepEqual([texts, asked.length, damaged.length], [['one', 'other', 'both'], 0, 0])
})

test('an entry that was cut, flipped, emptied or put in the place of another is a miss, counted, and mended', async () => {
  for (const damage of [(bytes: string) => bytes.slice(0, -1), (bytes: string) => bytes.replace('Hello', 'Hullo'), () => '', () => '{}']) {
    const folder = await newFolder()
    await cacheIn(folder).ask(call('a'), calm)
    const [file = ''] = await filesIn(folder)
    const bytes = (await folderStore(folder).get(file.replace('/', ''))) ?? Buffer.alloc(0)
    await writeFile(join(folder, file), damage(bytes.toString()))
    const first = cacheIn(folder)
    assert.equal((await first.ask(call('a'), calm)).cached, false)
    assert.deepEqual([first.asked.length, first.damaged.length], [1, 1])
    assert.equal((await cacheIn(folder, failure('server')).ask(call('a'), calm)).cached, true)
  }
})

test('nothing but successes is ever written', async () => {
  const folder = await newFolder()
  for (const code of [
    'auth',
    'rate_limited',
    'server',
    'parse',
    'truncated',
    'filtered',
    'model_mismatch',
    'budget',
    'interrupted',
  ] as const)
    await assert.rejects(cacheIn(folder, failure(code)).ask(call(code), calm))
  assert.deepEqual(await filesIn(folder), [])
})

test('each trial of a question is a question of its own', async () => {
  const folder = await newFolder()
  for (const trial of [1, 2, 3]) await cacheIn(folder, chatReply({ text: `trial ${trial}` })).ask(call('a', { trial }), calm)
  const { ask, asked } = cacheIn(folder)
  assert.equal((await ask(call('a', { trial: 2 }), calm)).text, 'trial 2')
  await ask(call('a', { trial: 4 }), calm)
  assert.equal(asked.length, 1)
})
