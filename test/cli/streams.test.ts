import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { recordedSuite } from './recorded-suite.ts'
import { aieval, folderWith } from './spawn.ts'

const bin = fileURLToPath(new URL('../../bin/aieval.js', import.meta.url))
const pipeHolds = 65_536

/** A folder whose run fails with far more output than a pipe holds. */
const longFailure = async (): Promise<string> => {
  const folder = await folderWith(recordedSuite(600))
  assert.equal((await aieval(folder, ['baseline', '-q'])).exit, 0)
  await writeFile(join(folder, 'outputs.jsonl'), recordedSuite(600, { wrong: 600 })['outputs.jsonl'] ?? '')
  return folder
}

/** Runs with a reader that takes the first bytes of stdout and goes away. */
const withHastyReader = async (folder: string, args: readonly string[]): Promise<{ readonly exit: unknown; readonly err: string }> => {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder } })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.stdout.once('data', () => child.stdout.destroy())
  const closed: readonly unknown[] = await once(child, 'close')
  return { exit: closed[0], err }
}

test('a reader that goes away (head -1) does not change the exit code', async () => {
  const folder = await longFailure()
  assert.deepEqual(await withHastyReader(folder, ['run', '--json']), { exit: 1, err: '' })
  assert.deepEqual(await withHastyReader(folder, ['run']), { exit: 1, err: '' })
  assert.equal(JSON.parse(await readFile(join(folder, '.aieval', 'last', 'verdict.json'), 'utf8')).exit, 1)
})

test('output longer than a pipe holds arrives whole, as one JSON object and nothing else', async () => {
  const folder = await longFailure()
  const { out, err, exit } = await aieval(folder, ['run', '--json'])
  assert.ok(out.length > 2 * pipeHolds, `${out.length} characters`)
  assert.equal(exit, 1)
  assert.equal(err, '')
  const report = JSON.parse(out) as { readonly exit: number; readonly broken: readonly object[] }
  assert.equal(report.exit, 1)
  assert.equal(report.broken.length, 600)
  assert.equal(out, await readFile(join(folder, '.aieval', 'last', 'report.json'), 'utf8'))
})

test('problems by the hundred are cut short, not cut off', async () => {
  const folder = await folderWith({ ...recordedSuite(3), 'samples.jsonl': '{"id":1}\n'.repeat(500) })
  const { out, err, exit } = await aieval(folder, ['run', '--json'])
  assert.equal(exit, 2)
  assert.equal(out, '')
  assert.match(err, /… and 950 more\n$/)
})
