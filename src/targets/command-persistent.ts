import type { Duplex, Readable } from 'node:stream'
import type { ReplyMap } from '../domain/suite.ts'
import { readAnswer } from './answer.ts'
import { broken, errored, largestReply, upstreamCode, type Attempt } from './attempt.ts'
import { lookUp } from './pointer.ts'
import { endingText, startProgram, type Program, type Running } from './program.ts'
import type { Hooks, Link, Open } from './worker.ts'
import { workersFor, type Workers, type WorkersSettings } from './workers.ts'

export type PersistentApp = Program & Omit<WorkersSettings, 'open' | 'saysReady'> & { readonly reply: ReplyMap }

/** A program of the user's that stays: JSON lines in on descriptor 3 and out on descriptor 4, so that stdout is its own. */
export const persistentWorkers = (app: PersistentApp): Workers => workersFor({ ...app, saysReady: false, open: openLine(app) })

const openLine =
  (app: PersistentApp): Open =>
  (hooks) => {
    const running = startProgram(app, ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'])
    running.child.stdout?.resume()
    const held = new Set<number>()
    readLines(running.child.stdio[4] as Readable, (line) => hear(line, { app, hooks, held }))
    void report(app, running, hooks)
    return linkTo(running, held)
  }

const linkTo = ({ child, kill }: Running, held: Set<number>): Link => {
  const requests = child.stdio[3] as Duplex
  // A pipe whose other direction nobody reads is never seen to end.
  requests.resume()
  return {
    send(call, question) {
      held.add(call)
      requests.write(`${JSON.stringify({ call, ...question })}\n`)
    },
    // The program is not told: it may answer still, to nobody.
    cancel: () => undefined,
    kill: () => kill(),
  }
}

type Line = { readonly app: PersistentApp; readonly hooks: Hooks; readonly held: Set<number> }

/** A reply names its call; where only one is under way it need not. */
const hear = (line: string | undefined, { app, hooks, held }: Line): void => {
  const garbled = (why: string): void => hooks.said({ kind: 'garbled', message: `${app.command[0] ?? ''}: ${why}` })
  if (line === undefined) return garbled(`a line on descriptor 4 is longer than ${largestReply / 1024 / 1024} MiB`)
  if (line.trim() === '') return
  const said = parse(line)
  if (said === undefined) return garbled(`a line on descriptor 4 is not JSON: ${line.slice(0, 200)}`)
  const named = lookUp(said.value, '/call')
  const call = 'value' in named ? named.value : held.size === 1 ? [...held][0] : undefined
  if (typeof call !== 'number')
    return garbled(`a reply names no call while ${held.size} are under way: copy "call" from the request: ${line.slice(0, 200)}`)
  held.delete(call)
  hooks.said({ kind: 'replied', call, attempt: attemptOf(said.value, app.reply) })
}

const attemptOf = (said: unknown, reply: ReplyMap): Attempt => {
  const failed = lookUp(said, '/error')
  if ('value' in failed && failed.value !== null) return failure(failed.value)
  const read = readAnswer(said, reply)
  return 'why' in read ? broken(read.why) : { kind: 'answered', answer: read.answer, ms: 0 }
}

const failure = (error: unknown): Attempt => {
  if (typeof error === 'string') return broken(error)
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  const text = typeof message === 'string' ? message : JSON.stringify(error)
  return code === upstreamCode ? errored('server', `the app says that it is not to blame: ${text}`) : broken(text)
}

const report = async (app: PersistentApp, running: Running, hooks: Hooks): Promise<void> => {
  const ending = await running.ended
  hooks.over({
    message: `${app.command[0] ?? ''} ${endingText(ending, running.complaints)}`,
    code: ending.code,
    found: ending.error === undefined,
  })
}

const parse = (line: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(line) as unknown }
  } catch {
    return undefined
  }
}

/** Lines as they come to their end; undefined, and no more, for one that is too long. */
const readLines = (stream: Readable, onLine: (line: string | undefined) => void): void => {
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
    if (rest.length <= largestReply) return
    rest = ''
    onLine(undefined)
    stream.destroy()
  })
}
