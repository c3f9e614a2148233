import assert from 'node:assert/strict'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { exists } from '../../src/files/disk.ts'
import { parentsOf, resolveCommit, withCommitTree, type CommitTree } from '../../src/files/git-tree.ts'
import { commit, git, put } from '../cli/repository.ts'
import { folderWith } from '../cli/spawn.ts'

type Links = Readonly<Record<string, string>>

const repository = async (files: Links, links: Links = {}): Promise<{ readonly folder: string; readonly commit: string }> => {
  const folder = await folderWith(files)
  await git(folder, 'init', '-q', '-b', 'main')
  for (const [name, target] of Object.entries(links)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await symlink(target, join(folder, name))
  }
  return { folder, commit: await commit(folder, 'base') }
}

/** What is found below the tree's root after every file of the commit was asked for; undefined where it was not laid out. */
const laidOut = async (at: { readonly folder: string; readonly commit: string }): Promise<Readonly<Record<string, string | undefined>>> => {
  const scratch = join(await folderWith({}), 'scratch')
  return withCommitTree({ ...at, scratch }, async (tree) => {
    await tree.take(tree.files)
    return Object.fromEntries(await Promise.all(tree.files.map(async (file) => [relative(tree.root, file), await textOf(file)] as const)))
  })
}

const textOf = async (file: string): Promise<string | undefined> => ((await exists(file)) ? readFile(file, 'utf8') : undefined)

test('a link to a file of the commit has the bytes of that file, through other links too', async () => {
  const at = await repository({ 'data/set.jsonl': 'committed\n' }, { 'link.jsonl': 'data/set.jsonl', 'data/twice.jsonl': '../link.jsonl' })
  await put(at.folder, { 'data/set.jsonl': 'changed since\n' })
  assert.deepEqual(await laidOut(at), { 'data/set.jsonl': 'committed\n', 'data/twice.jsonl': 'committed\n', 'link.jsonl': 'committed\n' })
})

test('a link out of the commit is not followed, be the file it leads to there or not', async () => {
  const outside = await folderWith({ 'secret.jsonl': 'of this machine\n' })
  const links = { 'absolute.jsonl': join(outside, 'secret.jsonl'), 'above.jsonl': '../secret.jsonl', 'nowhere.jsonl': 'gone.jsonl' }
  const at = await repository({ 'set.jsonl': 'committed\n' }, links)
  assert.deepEqual(await laidOut(at), {
    'above.jsonl': undefined,
    'absolute.jsonl': undefined,
    'nowhere.jsonl': undefined,
    'set.jsonl': 'committed\n',
  })
})

test('links in a circle, through a file, and to a folder are left out, and the files after them are not', async () => {
  const links = { 'a.jsonl': 'b.jsonl', 'b.jsonl': 'a.jsonl', 'folder.jsonl': 'data', 'through.jsonl': 'data/set.jsonl/x' }
  const at = await repository({ 'data/set.jsonl': 'committed\n', 'z.jsonl': 'last, without a newline' }, links)
  assert.deepEqual(await laidOut(at), {
    'a.jsonl': undefined,
    'b.jsonl': undefined,
    'data/set.jsonl': 'committed\n',
    'folder.jsonl': undefined,
    'through.jsonl': undefined,
    'z.jsonl': 'last, without a newline',
  })
})

test('a file that became a link since is the committed file', async () => {
  const at = await repository({ 'set.jsonl': 'committed\n' })
  const easier = await folderWith({ 'easy.jsonl': 'easier\n' })
  await put(at.folder, { 'set.jsonl': '' })
  await symlink(join(easier, 'easy.jsonl'), join(at.folder, 'set.jsonl'))
  assert.deepEqual(await laidOut(at), { 'set.jsonl': 'committed\n' })
})

test('names that git would quote, empty files and bytes that are no text come out as they went in', async () => {
  const bytes = Buffer.from([0, 255, 10, 13, 10])
  const at = await repository({ 'ä "b" c.txt': 'quoted', 'empty.txt': '', 'bytes.bin': bytes.toString('latin1') })
  const found = await laidOut(at)
  assert.deepEqual([found['ä "b" c.txt'], found['empty.txt'], found['bytes.bin']], ['quoted', '', bytes.toString('latin1')])
})

test('of a folder of the repository the tree has the whole repository, and its own place in it', async () => {
  const at = await repository({ 'apps/bot/config.yaml': 'bot', 'data/set.jsonl': 'set' })
  const scratch = join(await folderWith({}), 'scratch')
  const folder = join(at.folder, 'apps/bot')
  const kept = await withCommitTree({ folder, commit: at.commit, scratch }, async (tree: CommitTree) => {
    assert.equal(tree.folder, join(scratch, 'apps/bot/'))
    assert.deepEqual(tree.files.toSorted(), [join(scratch, 'apps/bot/config.yaml'), join(scratch, 'data/set.jsonl')])
    assert.equal(tree.inWorkTree(join(scratch, 'data/set.jsonl')), join(at.folder, 'data/set.jsonl'))
    await tree.take([join(scratch, 'data/set.jsonl'), join(scratch, 'not/there'), '/etc/hostname'])
    return [await exists(join(scratch, 'data/set.jsonl')), await exists(join(scratch, 'not/there'))]
  })
  assert.deepEqual(kept, [true, false])
  assert.equal(await exists(scratch), false, 'nothing is left afterwards')
})

test('nothing is left where the work fails either', async () => {
  const at = await repository({ 'a.txt': 'a' })
  const scratch = join(await folderWith({}), 'scratch')
  const failing = withCommitTree({ ...at, scratch }, async (tree) => {
    await tree.take(tree.files)
    throw new Error('broken off')
  })
  await assert.rejects(failing, /broken off/)
  assert.equal(await exists(scratch), false)
})

test('a name stands for its commit; one that stands for none, or reads like an option, says so in the words of git', async () => {
  const at = await repository({ 'a.txt': 'a' })
  assert.deepEqual(await resolveCommit(at.folder, 'main'), { commit: at.commit })
  for (const ref of ['nowhere', '--all', `${at.commit}:a.txt`]) assert.ok('why' in (await resolveCommit(at.folder, ref)), ref)
})

test('the parents of a commit are those that it names, not those of its message', async () => {
  const at = await repository({ 'a.txt': 'a' })
  const made = await commit(at.folder, `a message\n\nparent ${'f'.repeat(40)}`)
  assert.deepEqual([await parentsOf(at.folder, at.commit), await parentsOf(at.folder, made)], [[], [at.commit]])
})
