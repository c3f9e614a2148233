import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export type Commit = { readonly commit: string; readonly dirty: boolean; readonly author: string }

const git = promisify(execFile)

/** The commit a folder stands on, whether its tree has uncommitted changes, and who git says works there; undefined outside a repository. */
export const readCommit = async (folder: string): Promise<Commit | undefined> => {
  const head = await answer(folder, ['rev-parse', 'HEAD'])
  if (head === undefined) return undefined
  const changes = await answer(folder, ['status', '--porcelain'])
  const author = await answer(folder, ['config', 'user.name'])
  return { commit: head, dirty: changes !== '', author: author ?? '' }
}

const answer = async (folder: string, args: readonly string[]): Promise<string | undefined> => {
  try {
    const { stdout } = await git('git', [...args], { cwd: folder, encoding: 'utf8' })
    return stdout.trim()
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
