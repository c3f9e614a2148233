import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { UsageError } from '../../src/domain/usage-error.ts'
import { findFiles, pointAt, readText, writeAtomically } from '../../src/files/disk.ts'
import { openJournal } from '../../src/files/journal.ts'
import { folderStore } from '../../src/files/store.ts'

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'aieval-'))

test('an atomic write makes its folder, replaces the file and leaves nothing beside it', async () => {
  const home = await folder()
  const file = join(home, 'deep', 'er', 'x.json')
  await writeAtomically(file, 'one')
  await writeAtomically(file, 'two')
  assert.equal(await readFile(file, 'utf8'), 'two')
  assert.deepEqual(await readdir(join(home, 'deep', 'er')), ['x.json'])
})

test('a write that fails leaves the old file', async () => {
  const home = await folder()
  const file = join(home, 'x')
  await writeAtomically(file, 'old')
  await assert.rejects(writeAtomically(join(file, 'below'), 'new'))
  assert.equal(await readFile(file, 'utf8'), 'old')
})

test('files are found in one order on every machine', async () => {
  const home = await folder()
  for (const name of ['b.md', 'a.md', 'C.md']) await writeFile(join(home, name), '')
  assert.deepEqual(
    await findFiles(home, ['*.md']),
    ['C.md', 'a.md', 'b.md'].map((name) => join(home, name)),
  )
})

test('a missing file and one that is not UTF-8 are the caller’s to mend', async () => {
  const home = await folder()
  await assert.rejects(readText(join(home, 'none')), (error) => error instanceof UsageError && /no such file/.test(error.message))
  await writeFile(join(home, 'latin'), Buffer.from([0x66, 0xfc, 0x72]))
  await assert.rejects(readText(join(home, 'latin')), /not UTF-8/)
})

test('a link is moved to another folder without a moment in which it is missing', async () => {
  const home = await folder()
  await symlink('old', join(home, 'last'))
  await pointAt(join(home, 'last'), join(home, 'new'))
  await writeAtomically(join(home, 'new', 'x'), '1')
  assert.equal(await readFile(join(home, 'last', 'x'), 'utf8'), '1')
})

test('a journal keeps every line, in the order of the calls, and appends to what is there', async () => {
  const file = join(await folder(), 'runs', 'j.jsonl')
  const journal = await openJournal(file)
  await Promise.all(Array.from({ length: 200 }, (_, index) => journal.append({ index })))
  await journal.close()
  const again = await openJournal(file)
  await again.append({ index: 200 })
  await again.close()
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { index: number }).index),
    Array.from({ length: 201 }, (_, index) => index),
  )
})

test('a store gives back what was put, and nothing for what was not', async () => {
  const store = folderStore(join(await folder(), 'cache'))
  await Promise.all(Array.from({ length: 20 }, () => store.put('abcdef', 'bytes')))
  assert.equal((await store.get('abcdef'))?.toString(), 'bytes')
  assert.equal(await store.get('abcdee'), undefined)
})
