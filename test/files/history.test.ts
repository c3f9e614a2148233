import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { HistoryEntry } from '../../src/domain/history.ts'
import { anchorFile, appendHistory, historyFile, readHistory } from '../../src/files/history.ts'
import { folderWith } from '../cli/spawn.ts'

const entry: HistoryEntry = { at: '2026-11-01T00:00:00.000Z', commit: '', why: 'first', run: 'r1', metrics: { accuracy: 0.5 } }
const second: HistoryEntry = { ...entry, run: 'r2', anchored: { run: 'r1', drops: { accuracy: -0.1 } } }

test('what was appended is read back, oldest first', async () => {
  const file = join(await folderWith({}), 'eval', 'history.jsonl')
  assert.deepEqual(await readHistory(file), [])
  await appendHistory(file, entry)
  await appendHistory(file, second)
  assert.deepEqual(await readHistory(file), [entry, second])
})

test('a line that an editor left without its end is ended first', async () => {
  const file = join(await folderWith({}), 'history.jsonl')
  await writeFile(file, JSON.stringify(entry))
  await appendHistory(file, second)
  assert.equal(await readFile(file, 'utf8'), `${JSON.stringify(entry)}\n${JSON.stringify(second)}\n`)
})

test('every damaged line is named', async () => {
  const file = join(await folderWith({ 'history.jsonl': `${JSON.stringify(entry)}\n=======\n{"at":1}\n` }), 'history.jsonl')
  await assert.rejects(readHistory(file), ({ problems }: { problems: readonly { at: { line: number } }[] }) => {
    assert.deepEqual([...new Set(problems.map(({ at }) => at.line))], [2, 3])
    return true
  })
})

test('two baselines in one folder have each their own files', () => {
  assert.deepEqual([historyFile('/e/baseline.json'), anchorFile('/e/baseline.json')], ['/e/history.jsonl', '/e/anchor.json'])
  assert.deepEqual([historyFile('/e/chat.json'), anchorFile('/e/chat.json')], ['/e/chat.history.jsonl', '/e/chat.anchor.json'])
})
