import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { kill } from 'node:process'
import type { Redactor } from './redact.ts'
import { tailOf, type Tail } from './tail.ts'

/** How a user's program is started, whatever it is asked afterwards. */
export type Program = {
  readonly command: readonly string[]
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly redactor: Redactor
}

/** How a process ended: the error where it did not even start. */
export type Ending = { readonly code: number | null; readonly signal: string | null; readonly error?: NodeJS.ErrnoException }

export type Running = {
  readonly child: ChildProcess
  /** Settled once the process is gone and its streams are at their end. */
  readonly ended: Promise<Ending>
  /** The end of what it wrote to stderr. */
  readonly complaints: Tail
  /** Ends the process and all that it started. */
  readonly kill: (signal?: 'SIGTERM' | 'SIGKILL') => void
}

/** Starts a program at the head of a process group of its own, so that what it starts in its turn ends with it. */
export const startProgram = ({ command, folder, env, redactor }: Program, stdio: StdioOptions): Running => {
  const [file = '', ...args] = command
  return supervise(spawn(file, args, groupIn(folder, env, stdio)), redactor)
}

export const groupIn = (cwd: string, env: Program['env'], stdio: StdioOptions): Group => ({ cwd, env, stdio, detached: true })

type Group = { readonly cwd: string; readonly env: Program['env']; readonly stdio: StdioOptions; readonly detached: true }

/** A stdout that nobody asked for is read to nowhere, or the process would wait for a reader. */
export const supervise = (child: ChildProcess, redactor: Redactor): Running => {
  const complaints = tailOf(redactor)
  child.stderr?.setEncoding('utf8').on('data', complaints.add)
  for (const stream of child.stdio) stream?.on('error', ignore)
  const end = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void => killGroup(child.pid, signal)
  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (error) => child.pid === undefined && resolve({ code: null, signal: null, error }))
    // Whoever is left in the group may hold the streams open for ever.
    child.once('exit', () => end())
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  return { child, ended, complaints, kill: end }
}

/** A pipe to a process that is gone says nothing that its end does not say. */
const ignore = (): void => undefined

const killGroup = (pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void => {
  if (pid === undefined) return
  try {
    kill(-pid, signal)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** EPERM is what macOS says of a group that holds none but zombies. */
const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')

/** The end of a process in words, with what it wrote to stderr last. */
export const endingText = ({ code, signal, error }: Ending, complaints: Tail): string => {
  if (error !== undefined) return `could not be started: ${error.message}`
  const how = signal === null ? `exited with ${code ?? 'no code'}` : `was killed by ${signal}`
  const said = complaints.text()
  return said === '' ? `${how} and wrote nothing to stderr` : `${how}; its stderr ends:\n${said}`
}
