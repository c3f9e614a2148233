import assert from 'node:assert/strict'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startOpenAiServer } from '../servers/openai.ts'
import { chatSuite, key } from './chat-suite.ts'
import { aieval, folderWith } from './spawn.ts'

test('damaged entries are counted and can be removed, old ones too, and unfinished writes once they are an hour old', async () => {
  const server = await startOpenAiServer()
  const folder = await folderWith(chatSuite(server.url))
  await aieval(folder, ['run'], key)
  await server.close()
  const cache = join(folder, '.aieval', 'cache')
  const files = (await readdir(cache, { recursive: true })).filter((name) => name.length > 40)
  const [first = '', second = '', third = ''] = files
  const aWeekAgo = Date.now() / 1000 - 7 * 86_400
  await writeFile(join(cache, first), 'cut')
  await utimes(join(cache, second), aWeekAgo, aWeekAgo)
  for (const [id, time] of [
    ['0f8fad5b-d9cb-469f-a165-70867728950e', aWeekAgo],
    ['7c9e6679-7425-40de-944b-e07fc1f90ae7', Date.now() / 1000],
  ] as const) {
    await writeFile(join(cache, `${third}.${id}.tmp`), 'half')
    await utimes(join(cache, `${third}.${id}.tmp`), time, time)
  }
  const of = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
    JSON.parse((await aieval(folder, ['cache', ...args, '--json'])).out) as Record<string, unknown>
  const verified = { kinds: { chat: 19, embedding: 0, answer: 0 }, damaged: 1 }
  assert.deepEqual([(await of('stats', '--verify'))['verified'], (await of('stats'))['unfinished']], [verified, 2])
  const before = await of('prune', '--damaged', '--older-than', '3d', '--dry-run')
  assert.deepEqual([before['removed'], (await of('stats'))['entries']], [2, 20])
  const pruned = await of('prune', '--damaged', '--older-than', '3d')
  assert.deepEqual([pruned['removed'], pruned['bytes']], [2, before['bytes']])
  const after = await of('stats', '--verify')
  assert.deepEqual(
    [after['entries'], after['unfinished'], after['verified']],
    [18, 1, { kinds: { ...verified.kinds, chat: 18 }, damaged: 0 }],
  )
})
