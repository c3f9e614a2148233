import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { aieval, folderWith } from './spawn.ts'

export type Files = Readonly<Record<string, string>>

const run = promisify(execFile)

export const git = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const { stdout } = await run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
  })
  return stdout.trim()
}

export const commit = async (folder: string, message: string): Promise<string> => {
  await git(folder, 'add', '-A')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', message)
  return git(folder, 'rev-parse', 'HEAD')
}

/** Writes files over those that are there; an empty one is taken away. */
export const put = async (folder: string, files: Files): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await (content === '' ? rm(join(folder, name), { force: true }) : writeFile(join(folder, name), content))
  }
}

const made = new Map<Files, Promise<string>>()

/** A repository whose main branch holds these files and, unless told otherwise, the baseline that they make; made once and copied. */
export const repositoryWith = async (files: Files, more: More = {}): Promise<string> => {
  const template = made.get(files) ?? make(files, more)
  made.set(files, template)
  const folder = join(await folderWith({}), 'repository')
  await cp(await template, folder, { recursive: true })
  return folder
}

type More = { readonly baseline?: boolean; readonly env?: Files }

const make = async (files: Files, more: More): Promise<string> => {
  const folder = await folderWith({ '.gitignore': '.aieval\n', ...files })
  await git(folder, 'init', '-q', '-b', 'main')
  if (more.baseline !== false) {
    const accepted = await aieval(folder, ['baseline', '--quiet'], more.env)
    if (accepted.exit !== 0) throw new Error(accepted.out + accepted.err)
  }
  await commit(folder, 'base')
  return folder
}

export type PullRequest = { readonly folder: string; readonly head: string; readonly env: Readonly<Record<string, string>> }

/** Commits a change on a branch and checks out its merge commit, as a pull request's job finds it. */
export const pullRequest = async (
  folder: string,
  change: (folder: string) => Promise<void>,
  labels: readonly string[] = [],
): Promise<PullRequest> => {
  await git(folder, 'checkout', '-q', '-b', 'change')
  await change(folder)
  const head = await commit(folder, 'change')
  await git(folder, 'checkout', '-q', '--detach', 'main')
  await git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'change')
  const event = join(folder, '.aieval', 'event.json')
  await put(folder, {
    '.aieval/event.json': JSON.stringify({ pull_request: { head: { sha: head }, labels: labels.map((name) => ({ name })) } }),
  })
  return { folder, head, env: { CI: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event } }
}
