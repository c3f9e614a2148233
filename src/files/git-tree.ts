import { execFile } from 'node:child_process'
import { rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { makeFolder } from './disk.ts'

const git = promisify(execFile)
const largest = 2 ** 30

/** The commit that a name stands for, or git's own words why it stands for none here. */
export const resolveCommit = async (folder: string, ref: string): Promise<{ readonly commit: string } | { readonly why: string }> => {
  try {
    return { commit: await answer(folder, ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`]) }
  } catch (error) {
    return { why: wordsOf(error) }
  }
}

/** The parents as the commit itself names them, fetched or not. */
export const parentsOf = async (folder: string, commit: string): Promise<readonly string[]> => {
  const [head = ''] = (await answer(folder, ['cat-file', 'commit', commit])).split('\n\n')
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent)
}

/** Files of a commit, laid out in a folder of their own as they are asked for. */
export type CommitTree = {
  /** Stands for the top of the repository. */
  readonly root: string
  /** Stands for the folder that the tree was opened from. */
  readonly folder: string
  /** Every file of the commit, as it would stand below `root`. */
  readonly files: readonly string[]
  /** Whether a file of the commit is in the working tree too. */
  readonly inWorkTree: (file: string) => string
  /** Writes these files; those that the commit does not have are left out. */
  readonly take: (files: readonly string[]) => Promise<void>
}

/** Lends a commit's files to `work`; nothing of them is left afterwards. Contents are the committed bytes, without filters. */
export const withCommitTree = async <Result>(
  at: { readonly folder: string; readonly commit: string; readonly scratch: string },
  work: (tree: CommitTree) => Promise<Result>,
): Promise<Result> => {
  const { folder, commit, scratch } = at
  const prefix = await answer(folder, ['rev-parse', '--show-prefix'])
  const top = join(folder, relative(`/${prefix}`, '/'))
  const listed = await answer(folder, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])
  const names = listed.split('\0').filter((name) => name !== '' && !name.includes('\n') && !name.split('/').includes('..'))
  const known = new Map(names.map((name) => [join(scratch, name), name]))
  try {
    return await work({
      root: scratch,
      folder: join(scratch, prefix),
      files: [...known.keys()],
      inWorkTree: (file) => join(top, relative(scratch, file)),
      take: async (files) => {
        const wanted = [...new Set(files)].filter((file) => known.has(file))
        const contents = await readBlobs(
          folder,
          wanted.map((file) => `${commit}:${known.get(file)}`),
        )
        for (const [index, file] of wanted.entries()) await write(file, contents[index])
      },
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
    // The folder around it stays only where something else is in it.
    await rmdir(dirname(scratch)).catch(() => undefined)
  }
}

const write = async (file: string, content: Buffer | undefined): Promise<void> => {
  if (content === undefined) return
  await makeFolder(dirname(file))
  await writeFile(file, content)
}

/** The bytes behind each name, through symbolic links inside the commit; undefined where a link leads out of it. */
const readBlobs = async (folder: string, names: readonly string[]): Promise<readonly (Buffer | undefined)[]> => {
  if (names.length === 0) return []
  const running = git('git', ['cat-file', '--batch', '--follow-symlinks'], { cwd: folder, encoding: 'buffer', maxBuffer: largest })
  running.child.stdin?.end(names.map((name) => `${name}\n`).join(''))
  return parseBatch((await running).stdout, names.length)
}

/** git's batch format: "<id> blob <size>", the bytes and a newline; links that lead nowhere have their size second. */
const parseBatch = (bytes: Buffer, count: number): readonly (Buffer | undefined)[] => {
  let offset = 0
  return Array.from({ length: count }, () => {
    const end = bytes.indexOf('\n', offset)
    const header = bytes.subarray(offset, end).toString()
    offset = end + 1
    if (header.endsWith(' missing')) return undefined
    const [, second = '', third] = header.split(' ')
    const size = Number(third ?? second)
    const content = bytes.subarray(offset, offset + size)
    offset += size + 1
    return second === 'blob' ? content : undefined
  })
}

const answer = async (folder: string, args: readonly string[]): Promise<string> => {
  const { stdout } = await git('git', [...args], { cwd: folder, encoding: 'utf8', maxBuffer: largest })
  return stdout.replace(/\n$/, '')
}

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) throw error
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim().split('\n')[0] : undefined
  return said === undefined || said === '' ? error.message : said
}
