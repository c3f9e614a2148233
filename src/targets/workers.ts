import type { Clock } from '../domain/clock.ts'
import { calledOff, errored, type AskApp, type Attempt, type How, type Question } from './attempt.ts'
import { inTime } from './in-time.ts'
import { queueOf } from './worker-queue.ts'
import { endWorker, settleAll, startWorker, type Held, type Open, type Worker } from './worker.ts'

export type WorkersSettings = {
  readonly open: Open
  /** Whether a process says when it can be asked; where it does not, its first call has the time to start as well. */
  readonly saysReady: boolean
  readonly processes: number
  /** Calls that one process may hold at once. */
  readonly calls: number
  readonly timeoutMs: number
  readonly startMs: number
  readonly clock: Clock
}

export type Workers = {
  readonly ask: AskApp
  /** Starts a process before anything is asked, and says what makes the app unusable where the process knows. */
  readonly warmUp: (signal: AbortSignal) => Promise<string | undefined>
  readonly close: () => Promise<void>
}

/** How long a process has to answer a ping before it counts as hung, and a call that was cancelled to heed its signal. */
const graceMs = 1000
/** As often in a row a process may end before it was ready; then no further one is started. */
const mostStarts = 3

/** Keeps a few processes that answer many questions each; one that dies or hangs costs no other question its answer. */
export const workersFor = (settings: WorkersSettings): Workers => {
  let failedStarts = 0
  let hopeless: Attempt | undefined
  const gone = new Map<Worker, () => void>()
  const open = (): Worker =>
    startWorker({
      ...settings,
      onReady: () => void (failedStarts = 0),
      onGone(worker, why) {
        if (settings.saysReady && !worker.isReady) failedStarts += 1
        if (failedStarts >= mostStarts) hopeless = why
        queue.buried(worker)
        gone.get(worker)?.()
      },
    })
  const queue = queueOf({ ...settings, open })
  const calls = counter()
  return {
    async ask(question, how) {
      if (hopeless !== undefined) return hopeless
      const worker = await queue.acquire(how.alone, how.signal)
      if (worker === undefined) return calledOff
      try {
        return await put(settings, worker, { call: calls(), question, how })
      } finally {
        queue.release(worker)
      }
    },
    async warmUp(signal) {
      const worker = queue.start()
      await inTime(worker.ready, { ms: settings.startMs, clock: settings.clock, signal })
      return worker.unusable
    },
    async close() {
      await Promise.all(
        [...queue.workers].map((worker) => {
          const buried = new Promise<void>((resolve) => gone.set(worker, resolve))
          endWorker(worker)
          return buried
        }),
      )
    },
  }
}

const counter = (): (() => number) => {
  let last = 0
  return () => (last += 1)
}

type Asked = { readonly call: number; readonly question: Question; readonly how: How }

const put = async (settings: WorkersSettings, worker: Worker, { call, question, how }: Asked): Promise<Attempt> => {
  const { clock, startMs, timeoutMs } = settings
  const limit = { clock, signal: how.signal }
  const begun = await inTime(worker.ready, { ...limit, ms: startMs })
  if (begun === 'called off') return calledOff
  if (begun === 'late') return slowStart(worker, settings)
  if (begun.done !== undefined) return begun.done
  const { promise, resolve } = Promise.withResolvers<Attempt>()
  const held: Held = { settle: resolve, since: clock.now(), shared: worker.held.size > 0 }
  for (const other of worker.held.values()) other.shared = true
  worker.held.set(call, held)
  try {
    worker.link.send(call, question)
    const ended = await inTime(promise, { ...limit, ms: worker.isReady ? timeoutMs : startMs + timeoutMs })
    if (ended === 'late') return await overdue(settings, worker, { call, held })
    if (ended !== 'called off') return timed(ended.done, clock.now() - held.since)
    leave(worker, call)
    return calledOff
  } finally {
    worker.held.delete(call)
  }
}

const timed = (attempt: Attempt, ms: number): Attempt => (attempt.kind === 'answered' ? { ...attempt, ms } : attempt)

const slowStart = (worker: Worker, { startMs }: WorkersSettings): Attempt => {
  worker.reason ??= errored('timeout', `the app was not ready within ${startMs / 1000} s (target.start_timeout allows more)`)
  endWorker(worker)
  return worker.reason
}

/** A call that nobody waits for any more may go on for ever: its process takes no new one. */
const leave = (worker: Worker, call: number): void => {
  worker.link.cancel(call)
  worker.retired = true
}

/** The time is up: this call's own doing only where no other call can have kept it waiting. */
const overdue = async (
  { clock, timeoutMs }: WorkersSettings,
  worker: Worker,
  { call, held }: { readonly call: number; readonly held: Held },
): Promise<Attempt> => {
  const late = (more: string): Attempt => errored('timeout', `no answer within ${timeoutMs / 1000} s${more} (target.timeout allows more)`)
  leave(worker, call)
  const hung = await isHung(worker, clock)
  if (hung) {
    settleAll(worker, late(''))
    endWorker(worker)
    return held.shared ? { kind: 'lost' } : late(', and the event loop of its process hangs')
  }
  const keptWaiting = worker.gone || worker.link.ping === undefined || worker.blockedAt >= held.since
  return held.shared && keptWaiting ? { kind: 'lost' } : late('')
}

const isHung = async (worker: Worker, clock: Clock): Promise<boolean> => {
  if (worker.link.ping === undefined || worker.gone) return false
  const { beats } = worker
  worker.link.ping()
  await clock.sleep(graceMs, new AbortController().signal)
  return worker.beats === beats && !worker.gone
}
