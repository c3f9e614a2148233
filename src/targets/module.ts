import { fork, type ForkOptions } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../domain/clock.ts'
import type { ReplyMap } from '../domain/suite.ts'
import { readAnswer } from './answer.ts'
import { broken, errored, upstreamCode, type Attempt } from './attempt.ts'
import { inTime } from './in-time.ts'
import type { FromChild, ToChild } from './module-messages.ts'
import { endingText, groupIn, supervise, type Ending, type Program, type Running } from './program.ts'
import type { Hooks, Link, Open, Said } from './worker.ts'
import { workersFor, type Workers, type WorkersSettings } from './workers.ts'

export type ModuleApp = Omit<Program, 'command'> &
  Omit<WorkersSettings, 'open' | 'saysReady'> & { readonly file: string; readonly name: string; readonly reply: ReplyMap }

/** Compiled or not, the child's file has the extension of this one. */
const childFile = fileURLToPath(new URL(`../targets/module-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))

/** A function of the user's, each call in one of a few child processes that it can break as it likes. */
export const moduleWorkers = (app: ModuleApp): Workers => workersFor({ ...app, saysReady: true, open: openChild(app) })

const openChild =
  (app: ModuleApp): Open =>
  (hooks) => {
    const { folder, env, redactor, file, name } = app
    const options: ForkOptions = { ...groupIn(folder, env, ['ignore', 'pipe', 'pipe', 'ipc']), execArgv: [] }
    const running = supervise(fork(childFile, [file, name], options), redactor)
    running.child.stdout?.resume()
    running.child.on('message', (message) => {
      const said = saidBy(message as FromChild, app)
      if (said !== undefined) hooks.said(said)
    })
    void outlive(running, { hooks, clock: app.clock })
    return linkTo(running)
  }

const linkTo = ({ child, kill }: Running): Link => {
  // Whether it arrived is told by the answer, or by the end of the child.
  const tell = (message: ToChild): void => void (child.connected && child.send(message, () => undefined))
  return {
    send: (call, { input, ...how }) => tell({ aieval: 'ask', call, input, how }),
    cancel: (call) => tell({ aieval: 'cancel', call }),
    ping: () => tell({ aieval: 'ping' }),
    kill: () => kill(),
  }
}

const saidBy = (message: FromChild, { reply }: ModuleApp): Said | undefined => {
  switch (message?.aieval) {
    case 'ready':
      return { kind: 'ready' }
    case 'unusable':
      return { kind: 'unusable', message: message.message }
    case 'beat':
      return { kind: 'beat', lateMs: message.lateMs }
    case 'answered':
      return { kind: 'replied', call: message.call, attempt: answered(JSON.parse(message.json), reply) }
    case 'threw':
      return { kind: 'replied', call: message.call, attempt: threw(message.message, message.code) }
    default:
      return undefined
  }
}

const answered = (value: unknown, reply: ReplyMap): Attempt => {
  const read = readAnswer(value, reply)
  return 'why' in read ? broken(read.why) : { kind: 'answered', answer: read.answer, ms: 0 }
}

const threw = (message: string, code: string): Attempt =>
  code === upstreamCode ? errored('server', `the app says that it is not to blame: ${message}`) : broken(message)

/** A child that closed its channel can be told nothing more, and has a moment to end by itself. */
const outlive = async (running: Running, { hooks, clock }: { readonly hooks: Hooks; readonly clock: Clock }): Promise<void> => {
  running.child.once('disconnect', () => {
    void inTime(running.ended, { ms: 1000, clock, signal: new AbortController().signal }).then(
      (ended) => ended === 'late' && running.kill(),
    )
  })
  const ending = await running.ended
  hooks.over({ message: said(ending, running), code: ending.code, found: ending.error === undefined })
}

const said = (ending: Ending, { complaints }: Running): string => `the process of the module ${endingText(ending, complaints)}`
