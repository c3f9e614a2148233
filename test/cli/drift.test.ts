import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordedSuite } from './recorded-suite.ts'
import { aieval, folderWith } from './spawn.ts'

/** Accepts ten changes that each lose three samples of a hundred, 5 points allowed; gives what each printed. */
const acceptTen = async (folder: string): Promise<readonly string[]> => {
  const printed: string[] = []
  for (let change = 1; change <= 10; change += 1) {
    await writeFile(join(folder, 'outputs.jsonl'), recordedSuite(100, { wrong: 3 * change })['outputs.jsonl'] ?? '')
    const { exit, out, err } = await aieval(folder, ['baseline', '-q', '--reason', `change ${change}`])
    assert.equal(exit, 0, err)
    printed.push(out)
  }
  return printed
}

test('ten small drops that are each accepted raise an alarm against the anchor, which stays where it was', async () => {
  const folder = await folderWith(recordedSuite(100))
  assert.equal((await aieval(folder, ['baseline', '-q', '--anchor'])).exit, 0)
  const anchor = await readFile(join(folder, 'eval/anchor.json'), 'utf8')
  const printed = await acceptTen(folder)
  assert.deepEqual(
    printed.map((out) => out.includes('drift alarm')),
    [false, false, ...Array.from({ length: 8 }, () => true)],
  )
  const { exit, out } = await aieval(folder, ['run', '--json'])
  assert.equal(exit, 0)
  const { drift, warnings } = JSON.parse(out) as {
    drift: readonly { alarm: boolean; runs: readonly unknown[] }[]
    warnings: readonly string[]
  }
  assert.equal(drift[0]?.alarm, true)
  assert.equal(drift[0]?.runs.length, 10)
  assert.match(warnings.join('\n'), /drift alarm: factual_accuracy .* .moving average of 10 accepted runs, this run 30\.0/)
  assert.equal(await readFile(join(folder, 'eval/anchor.json'), 'utf8'), anchor)
})

test('without an anchor the same ten pass in silence, and each has its line in the history', async () => {
  const folder = await folderWith(recordedSuite(100))
  assert.equal((await aieval(folder, ['baseline', '-q'])).exit, 0)
  assert.ok((await acceptTen(folder)).every((out) => !out.includes('drift')))
  const { out } = await aieval(folder, ['run', '--json'])
  assert.doesNotMatch(out, /drift/)
  const lines = (await readFile(join(folder, 'eval/history.jsonl'), 'utf8')).trim().split('\n')
  assert.equal(lines.length, 11)
  assert.ok(lines.every((line) => !line.includes('anchored')))
})
