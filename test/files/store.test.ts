import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { contentsOf, readEntry, remove, removeEntry } from '../../src/files/cache-folder.ts'
import { entryPath, folderStore } from '../../src/files/store.ts'

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'aieval-store-'))
const keyOf = (digit: string): string => digit.repeat(64)
const day = 86_400_000
const now = Date.UTC(2026, 5, 30)

const usedAt = async (folder: string, key: string): Promise<number> => (await stat(join(folder, entryPath(key)))).mtimeMs

/** A store with one entry that was written so long ago. */
const withEntry = async (age: number): Promise<string> => {
  const folder = await newFolder()
  await folderStore(folder).put(keyOf('a'), 'content')
  await utimes(join(folder, entryPath(keyOf('a'))), (now - age) / 1000, (now - age) / 1000)
  return folder
}

test('what was put is there, what was not is not, and a second put replaces the first', async () => {
  const { get, put } = folderStore(await newFolder())
  assert.equal(await get(keyOf('a')), undefined)
  await put(keyOf('a'), 'one')
  await put(keyOf('a'), Buffer.from('two'))
  assert.equal((await get(keyOf('a')))?.toString(), 'two')
  assert.equal(await get(keyOf('b')), undefined)
})

test('reading an entry notes that it is in use, once a day', async () => {
  const folder = await withEntry(3 * day)
  await folderStore(folder, () => now).get(keyOf('a'))
  assert.equal(await usedAt(folder, keyOf('a')), now)
  await folderStore(folder, () => now + day - 1).get(keyOf('a'))
  assert.equal(await usedAt(folder, keyOf('a')), now)
})

test('whoever only looks notes nothing', async () => {
  const folder = await withEntry(3 * day)
  await folderStore(folder).get(keyOf('a'))
  await readEntry(folder, keyOf('a'))
  assert.equal(await usedAt(folder, keyOf('a')), now - 3 * day)
})

test('an entry that can only be read can be used', async () => {
  const folder = await withEntry(3 * day)
  await chmod(join(folder, entryPath(keyOf('a'))), 0o400)
  assert.equal((await folderStore(folder, () => now).get(keyOf('a')))?.toString(), 'content')
})

test('contents are entries and unfinished writes; anything else in the folder is none of ours', async () => {
  const folder = await withEntry(day)
  const file = join(folder, entryPath(keyOf('a')))
  await writeFile(`${file}.0f8fad5b-d9cb-469f-a165-70867728950e.tmp`, 'half')
  await writeFile(join(dirname(file), 'README'), 'mine')
  await writeFile(join(folder, '.gitignore'), '*')
  await mkdir(join(folder, 'bb', keyOf('b').slice(2)), { recursive: true })
  const { entries, leftovers } = await contentsOf(folder)
  assert.deepEqual(entries, [{ key: keyOf('a'), bytes: 7, usedAt: now - day }])
  assert.deepEqual(
    leftovers.map(({ bytes }) => bytes),
    [4],
  )
})

test('what is gone is no trouble', async () => {
  const folder = await withEntry(day)
  assert.equal(await removeEntry(folder, keyOf('a')), true)
  assert.equal(await removeEntry(folder, keyOf('a')), false)
  assert.equal(await remove(join(folder, 'never')), false)
  assert.equal(await readEntry(folder, keyOf('a')), undefined)
  assert.deepEqual(await contentsOf(join(folder, 'none')), { entries: [], leftovers: [] })
  assert.deepEqual(await readdir(join(folder, 'aa')), [])
})
