import { endWorker, type Worker } from './worker.ts'

export type Queue = {
  /** A process to ask, in the caller's hands until it is released; undefined where the signal aborted first. */
  readonly acquire: (alone: boolean, signal: AbortSignal) => Promise<Worker | undefined>
  readonly release: (worker: Worker) => void
  readonly buried: (worker: Worker) => void
  /** All processes there are. */
  readonly workers: ReadonlySet<Worker>
  readonly start: () => Worker
}

export type QueueSettings = { readonly open: () => Worker; readonly processes: number; readonly calls: number }

type Waiting = { readonly alone: boolean; readonly take: (worker: Worker | undefined) => void }

/** Deals questions out to processes, first come, first served: whoever wants one alone is not overtaken for ever. */
export const queueOf = (settings: QueueSettings): Queue => {
  const workers = new Set<Worker>()
  const waiting: Waiting[] = []
  const start = (): Worker => {
    const worker = settings.open()
    workers.add(worker)
    return worker
  }
  const serve = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const worker = pick(workers, next, settings) ?? (workers.size < settings.processes ? start() : undefined)
      if (worker === undefined) return
      waiting.shift()
      worker.exclusive = next.alone
      worker.load += 1
      next.take(worker)
    }
  }
  return {
    workers,
    start,
    acquire(alone, signal) {
      const { promise, resolve } = Promise.withResolvers<Worker | undefined>()
      const one: Waiting = { alone, take: resolve }
      const leave = (): void => {
        const at = waiting.indexOf(one)
        if (at === -1) return
        waiting.splice(at, 1)
        resolve(undefined)
      }
      waiting.push(one)
      if (signal.aborted) leave()
      else signal.addEventListener('abort', leave, { once: true })
      serve()
      return promise.finally(() => signal.removeEventListener('abort', leave))
    },
    release(worker) {
      worker.load -= 1
      if (worker.load === 0) worker.exclusive = false
      if (worker.load === 0 && worker.retired) endWorker(worker)
      serve()
    },
    buried(worker) {
      workers.delete(worker)
      serve()
    },
  }
}

/** The process that holds least; none where another one can be started before two questions share one. */
const pick = (workers: ReadonlySet<Worker>, { alone }: Waiting, { processes, calls }: QueueSettings): Worker | undefined => {
  const least = [...workers]
    .filter((each) => !each.gone && !each.retired && !each.exclusive && each.load < (alone ? 1 : calls))
    .toSorted((one, other) => one.load - other.load)[0]
  return least !== undefined && (least.load === 0 || workers.size >= processes) ? least : undefined
}
