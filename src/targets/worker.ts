import type { Clock } from '../domain/clock.ts'
import { broken, errored, upstreamExit, type Attempt, type Question } from './attempt.ts'

/** What a process that answers several questions has to say. */
export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly message: string }
  /** A sign of life, with how late it comes by the process's own clock. */
  | { readonly kind: 'beat'; readonly lateMs: number }
  | { readonly kind: 'replied'; readonly call: number; readonly attempt: Attempt }
  /** Something that belongs to no call. */
  | { readonly kind: 'garbled'; readonly message: string }

/** The end of a process; `found` is false where there was nothing to start. */
export type Over = { readonly message: string; readonly code: number | null; readonly found: boolean }
export type Hooks = { readonly said: (said: Said) => void; readonly over: (over: Over) => void }

/** How one process is spoken to. */
export type Link = {
  readonly send: (call: number, question: Question) => void
  readonly cancel: (call: number) => void
  /** Asks for a beat; absent where the process has none to give. */
  readonly ping?: () => void
  readonly kill: () => void
}
export type Open = (hooks: Hooks) => Link

/** A call under way; `shared` once another one was under way beside it, in one process with it */
export type Held = { readonly settle: (attempt: Attempt) => void; readonly since: number; shared: boolean }

export type Worker = {
  readonly link: Link
  readonly held: Map<number, Held>
  /** Undefined once it can be asked, or why it never can. */
  readonly ready: Promise<Attempt | undefined>
  /** Questions that it is meant for, asked already or not. */
  load: number
  isReady: boolean
  exclusive: boolean
  /** Takes no new question. */
  retired: boolean
  gone: boolean
  beats: number
  /** When it last said that its event loop had stood still. */
  blockedAt: number
  unusable?: string
  /** Why it was killed, where it was not its own end. */
  reason?: Attempt
}

/** A gap between two beats in which a process can have answered nobody. */
const blockedMs = 1000

export type Starting = {
  readonly open: Open
  readonly saysReady: boolean
  readonly clock: Clock
  readonly onReady: () => void
  readonly onGone: (worker: Worker, why: Attempt) => void
}

export const startWorker = ({ open, saysReady, clock, onReady, onGone }: Starting): Worker => {
  const { promise, resolve } = Promise.withResolvers<Attempt | undefined>()
  const isUp = (): void => {
    worker.isReady = true
    onReady()
    resolve(undefined)
  }
  const over = (end: Over): void => {
    worker.gone = true
    const why = worker.reason ?? blameOf(end)
    resolve(why)
    if (why.kind === 'errored') for (const { settle } of worker.held.values()) settle(why)
    else settleAll(worker, why)
    onGone(worker, why)
  }
  const worker: Worker = {
    link: open({ said: (said) => hear(worker, said, { isUp, now: clock.now() }), over }),
    held: new Map(),
    ready: saysReady ? promise : Promise.resolve(undefined),
    load: 0,
    isReady: false,
    exclusive: false,
    retired: false,
    gone: false,
    beats: 0,
    blockedAt: -Infinity,
  }
  return worker
}

const hear = (worker: Worker, said: Said, { isUp, now }: { readonly isUp: () => void; readonly now: number }): void => {
  switch (said.kind) {
    case 'ready':
      return isUp()
    case 'unusable':
      worker.unusable = said.message
      return
    case 'beat':
      worker.beats += 1
      if (said.lateMs >= blockedMs) worker.blockedAt = now
      return
    case 'replied':
      worker.isReady = true
      return worker.held.get(said.call)?.settle(said.attempt)
    case 'garbled':
      settleAll(worker, broken(said.message))
      return endWorker(worker)
  }
}

/** Whoever was the only one under way has to answer for it; of several nobody can. */
export const settleAll = ({ held }: Worker, blame: Attempt): void => {
  for (const { settle } of held.values()) settle(held.size > 1 ? { kind: 'lost' } : blame)
}

export const endWorker = (worker: Worker): void => {
  worker.retired = true
  worker.link.kill()
}

const blameOf = ({ message, code, found }: Over): Attempt => {
  if (!found) return errored('not_found', message)
  return code === upstreamExit ? errored('server', `the app says that it is not to blame: ${message}`) : broken(message)
}
