import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { findBase } from '../../src/commands/gate-base.ts'
import type { Context } from '../../src/domain/context.ts'
import type { Base } from '../../src/domain/gate.ts'
import { UsageError } from '../../src/domain/usage-error.ts'
import { commit, git, pullRequest, put, repositoryWith, type PullRequest } from '../cli/repository.ts'
import { folderWith } from '../cli/spawn.ts'

const inPullRequest: Context = {
  cwd: '/',
  env: { CI: 'true', GITHUB_EVENT_NAME: 'pull_request' },
  out: () => undefined,
  err: () => undefined,
  outIsTty: false,
  errIsTty: false,
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  random: () => 0,
  stopping: new AbortController().signal,
  signal: new AbortController().signal,
  version: '0.1.0',
}

const baseOf = (folder: string, head?: string): Promise<Base | undefined> =>
  findBase(inPullRequest, {}, { folder, event: { labels: [], ...(head === undefined ? {} : { head }) } })

const refused = async (folder: string, head: string | undefined, why: RegExp): Promise<void> => {
  await assert.rejects(
    () => baseOf(folder, head),
    (error) => error instanceof UsageError && why.test(error.message),
  )
}

const notMerged = /HEAD is not the merge commit of this pull request, so that HEAD\^1 is not its base/

const app = { 'app.txt': 'one' }
const changed = async (): Promise<PullRequest> =>
  pullRequest(await repositoryWith(app, { baseline: false }), (folder) => put(folder, { 'app.txt': 'two' }))

test('the base of a pull request is the first parent of its merge commit', async () => {
  const { folder, head } = await changed()
  const main = await git(folder, 'rev-parse', 'main')
  assert.deepEqual(await baseOf(folder, head), { ref: 'HEAD^1', commit: main })
  assert.deepEqual(await baseOf(folder), { ref: 'HEAD^1', commit: main }, 'an event without a head names nothing to hold it to')
})

test('a merge commit of something else is refused: its second parent is not the head of the pull request', async () => {
  const { folder, head } = await changed()
  await git(folder, 'checkout', '-q', '-b', 'other', 'main')
  await put(folder, { 'other.txt': 'three' })
  const other = await commit(folder, 'other')
  await refused(folder, head, notMerged)
  await git(folder, 'checkout', '-q', '--detach', 'main')
  await git(folder, 'merge', '-q', '--no-ff', '-m', 'merge of another branch', 'other')
  await refused(folder, head, notMerged)
  assert.ok(await baseOf(folder, other))
})

test('a change that is a merge itself is refused on its own branch: HEAD^1 is a commit of the change', async () => {
  const { folder } = await changed()
  await git(folder, 'checkout', '-q', 'main')
  await put(folder, { 'main.txt': 'meanwhile' })
  await commit(folder, 'meanwhile')
  await git(folder, 'checkout', '-q', 'change')
  await git(folder, 'merge', '-q', '--no-ff', '-m', 'main into the change', 'main')
  await refused(folder, await git(folder, 'rev-parse', 'HEAD'), notMerged)
})

test('a commit with one parent is refused, whatever the event says', async () => {
  const { folder, head } = await changed()
  await git(folder, 'checkout', '-q', 'change')
  await refused(folder, head, notMerged)
  await refused(folder, undefined, notMerged)
})

test('what is no repository, or an empty one, has no base', async () => {
  const folder = await folderWith(app)
  await refused(folder, undefined, /the base HEAD\^1 cannot be read \(.*not a git repository/)
  await git(folder, 'init', '-q')
  await refused(folder, undefined, /the base HEAD\^1 cannot be read/)
})

test('the parents are read where they were not fetched, and the base is missed then', async () => {
  const { folder, head } = await changed()
  await git(folder, 'branch', 'merged', 'HEAD')
  const shallow = await folderWith({})
  await git(shallow, 'clone', '-q', '--depth', '1', '--branch', 'merged', pathToFileURL(folder).href, '.')
  await refused(shallow, head, /the base HEAD\^1 cannot be read/)
  await refused(shallow, 'f'.repeat(40), notMerged)
})
