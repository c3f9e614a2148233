import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/domain/clock.ts'
import type { Output } from '../../src/domain/output.ts'
import type { ReplyMap } from '../../src/domain/suite.ts'
import type { Target } from '../../src/domain/target.ts'
import type { AskApp } from '../../src/targets/attempt.ts'
import { commandApp } from '../../src/targets/command.ts'
import { persistentWorkers } from '../../src/targets/command-persistent.ts'
import { appTarget } from '../../src/targets/contract.ts'
import { moduleWorkers } from '../../src/targets/module.ts'
import { redactor } from '../../src/targets/redact.ts'
import { folderWith } from '../cli/spawn.ts'
import { calm } from '../transport/fake-ask.ts'

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
}

/** The shape in which an app answers unless its suite says otherwise. */
export const plainReply: ReplyMap = {
  given: false,
  answer: '/answer',
  retrieved: { list: '/retrieved', required: false },
  confidence: '/confidence',
  route: '/route',
  reason: '/reason',
  model: '/model',
  usage: '/usage',
}

export type Options = {
  readonly timeoutMs?: number
  readonly startMs?: number
  readonly processes?: number
  readonly calls?: number
  readonly reply?: ReplyMap
  readonly secrets?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

export type Started = {
  readonly folder: string
  readonly put: (input: string, more?: { readonly trial?: number; readonly signal?: AbortSignal }) => Promise<Output>
  readonly close: () => Promise<void>
}

/** Long enough for a machine under load; what hangs for ever is given `soon`. */
const ample = 60_000
export const soon = 400

const settingsOf = (folder: string, { secrets = {}, env = {}, ...options }: Options) => ({
  folder,
  env: { PATH: process.env['PATH'], ...env },
  redactor: redactor(secrets),
  reply: options.reply ?? plainReply,
  timeoutMs: options.timeoutMs ?? ample,
  startMs: options.startMs ?? ample,
  processes: options.processes ?? 1,
  calls: options.calls ?? 4,
  clock: realClock,
})

export const contractOf = (ask: AskApp, { secrets = {} }: Options = {}, clock: Clock = realClock): Target =>
  appTarget({ name: 'app', ask, clock, random: () => 0, redact: redactor(secrets).redact })

const startedIn = (folder: string, target: Target, close: () => Promise<void> = async () => undefined): Started => ({
  folder,
  put: (input, { trial = 1, signal = calm } = {}) => target({ id: `id of ${input}`, input, tags: [] }, trial, signal),
  close,
})

/** A module whose default export is `async (input, how) => …`; `folder` is there as a file name prefix for what it remembers. */
export const startModule = async (source: string, options: Options = {}): Promise<Started> => {
  const folder = await folderWith({ 'app.mjs': source })
  const workers = moduleWorkers({ ...settingsOf(folder, options), file: join(folder, 'app.mjs'), name: 'default' })
  return startedIn(folder, contractOf(workers.ask, options), workers.close)
}

export const startCommand = async (source: string, options: Options = {}): Promise<Started> => {
  const folder = await folderWith({ 'app.mjs': source })
  const ask = commandApp({ ...settingsOf(folder, options), command: [process.execPath, 'app.mjs'] })
  return startedIn(folder, contractOf(ask, options))
}

export const startPersistent = async (source: string, options: Options = {}): Promise<Started> => {
  const folder = await folderWith({ 'app.mjs': source })
  const workers = persistentWorkers({ ...settingsOf(folder, { startMs: 0, ...options }), command: [process.execPath, 'app.mjs'] })
  return startedIn(folder, contractOf(workers.ask, options), workers.close)
}

/** Starts an app, uses it and ends it, also where the use fails. */
export const using = async <Result>(starting: Promise<Started>, use: (app: Started) => Promise<Result>): Promise<Result> => {
  const app = await starting
  try {
    return await use(app)
  } finally {
    await app.close()
  }
}

/** As many looks, ten milliseconds apart, as a machine under load may need. */
const looks = 2000

/** The file once somebody else has written it. */
export const written = async (file: string): Promise<string> => {
  for (let look = 0; look < looks; look += 1) {
    try {
      const text = await readFile(file, 'utf8')
      if (text !== '') return text
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
    await wait(10)
  }
  throw new Error(`nobody wrote ${file}`)
}

/** Settles once the process is gone. */
export const gone = async (pid: number): Promise<void> => {
  for (let look = 0; look < looks; look += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await wait(10)
  }
  throw new Error(`process ${pid} lives on`)
}

/** An output in a few words: its text, or how it failed. */
export const inShort = (output: Output): string =>
  output.status === 'answered' ? `answered: ${output.text}` : `${output.status}: ${output.failure.code}`

export const messageOf = (output: Output): string => (output.status === 'answered' ? '' : output.failure.message)
