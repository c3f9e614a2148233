/** A thread with the model in it: says whether it is ready, then answers rows with vectors. */
import { parentPort } from 'node:worker_threads'
import { CallFailed } from '../domain/call.ts'
import type { FailureCode } from '../domain/output.ts'
import { loadVectors } from './local-use-lite.ts'
import type { Vectors } from './local-use-lite.ts'

export type Work = { readonly id: number; readonly rows: readonly (readonly number[])[]; readonly length: number }
export type Said =
  | { readonly ready: true }
  | { readonly ready: false; readonly code: FailureCode; readonly message: string }
  | { readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly id: number; readonly failed: string }

const say = (said: Said): void => parentPort?.postMessage(said)

const start = async (): Promise<void> => {
  try {
    const vectors = await loadVectors()
    parentPort?.on('message', (work: Work) => void answer(vectors, work))
    say({ ready: true })
  } catch (error) {
    say({
      ready: false,
      code: error instanceof CallFailed ? error.code : 'server',
      message: error instanceof Error ? error.message : String(error),
    })
  }
}

const answer = async (vectors: Vectors, { id, rows, length }: Work): Promise<void> => {
  try {
    say({ id, vectors: await vectors(rows, length) })
  } catch (error) {
    say({ id, failed: String(error) })
  }
}

await start()
