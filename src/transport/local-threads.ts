import { Worker } from 'node:worker_threads'
import { CallFailed } from '../domain/call.ts'
import type { Said, Work } from './local-thread.ts'
import type { Vectors } from './local-use-lite.ts'

type Waiting = { readonly resolve: (vectors: readonly Float32Array[]) => void; readonly reject: (reason: CallFailed) => void }

/** Compiled or not, the thread's file has the extension of this one. */
const file = new URL(`../transport/local-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** Starts a thread with the model in it, so that embedding blocks neither timers nor the other threads; it keeps the process alive only while it works. */
export const startThread = (): Promise<Vectors> => {
  const worker = new Worker(file)
  const waiting = new Map<number, Waiting>()
  const { promise, resolve, reject } = Promise.withResolvers<Vectors>()
  worker.on('message', (said: Said) => {
    if ('id' in said) return settle(worker, waiting, said)
    worker.unref()
    if (said.ready) resolve((rows, length) => order(worker, waiting, { rows, length }))
    else reject(new CallFailed(said.code, said.message))
  })
  worker.on('error', (cause) => {
    const failed = new CallFailed('server', `the local model's thread broke: ${String(cause)}`, { cause })
    reject(failed)
    for (const each of waiting.values()) each.reject(failed)
  })
  return promise
}

const order = (worker: Worker, waiting: Map<number, Waiting>, work: Omit<Work, 'id'>): Promise<readonly Float32Array[]> => {
  const id = waiting.size === 0 ? 0 : Math.max(...waiting.keys()) + 1
  const { promise, resolve, reject } = Promise.withResolvers<readonly Float32Array[]>()
  waiting.set(id, { resolve, reject })
  worker.ref()
  worker.postMessage({ id, ...work } satisfies Work)
  return promise
}

const settle = (worker: Worker, waiting: Map<number, Waiting>, said: Extract<Said, { readonly id: number }>): void => {
  const { resolve, reject } = waiting.get(said.id) ?? {}
  waiting.delete(said.id)
  if (waiting.size === 0) worker.unref()
  if ('vectors' in said) resolve?.(said.vectors)
  else reject?.(new CallFailed('server', `the local model failed: ${said.failed}`))
}
