import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/aieval.js', import.meta.url))

export type Ran = { readonly exit: number | null; readonly out: string; readonly err: string }

export type Running = { readonly ended: Promise<Ran>; readonly kill: (signal: NodeJS.Signals) => void }

/** Starts the built CLI as a user would, with nothing of this process's environment that could change what it prints. */
export const startAieval = (folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running => {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env } })
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(([closed, out, err]) => {
    const [exit]: (number | null)[] = closed
    return { exit: exit ?? null, out, err }
  })
  return { ended, kill: (signal) => void child.kill(signal) }
}

export const aieval = (folder: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran> =>
  startAieval(folder, args, env).ended

/** An empty folder with these files in it. */
export const folderWith = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'aieval-'))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}
