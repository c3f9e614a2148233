import { throughHalf } from './local-float16.ts'
import type { Tokens } from './local-tokenizer.ts'
import type { Vectors } from './local-use-lite.ts'
import { unitLength } from './unit-length.ts'

/** Embeds one text; texts that come in together are put to the model together. */
export type EmbedText = (text: string, signal: AbortSignal) => Promise<Float32Array>

/** A batch of 32 short texts takes less than half the time of 32 batches of one, and more does not gain. */
const largest = 32

/** Long texts gain little from each other's company, and whoever comes next should not wait for seconds. */
const mostTokens = 256

/** The model reads no further. */
const longest = 128

/** Every text is computed at one of these lengths: the model's last bits depend on the padding, so the text alone must decide it. */
const lengths = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, longest]

type Waiting = {
  readonly tokens: readonly number[]
  readonly signal: AbortSignal
  readonly resolve: (vector: Float32Array) => void
  readonly reject: (reason: unknown) => void
}

/** Each lane, which is a copy of the model, works off one batch at a time. */
export const batching = (tokens: Tokens, lanes: readonly Vectors[]): EmbedText => {
  const queue: Waiting[] = []
  const idle = new Set(lanes)
  const work = async (lane: Vectors) => {
    idle.delete(lane)
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) await embedTogether(lane, takeBatch(queue, lanes.length))
    idle.add(lane)
  }
  return (text, signal) =>
    new Promise((resolve, reject) => {
      queue.push({ tokens: tokens(text).slice(0, longest), signal, resolve, reject })
      for (const lane of idle) void work(lane)
    })
}

/** The oldest text and those that are computed at the same length, shared among the lanes; texts that nobody waits for any more are dropped. */
const takeBatch = (queue: Waiting[], lanes: number): readonly Waiting[] => {
  const wanted = queue.filter(({ signal }) => !signal.aborted)
  const length = lengthOf(wanted[0]?.tokens ?? [])
  const alike = wanted.filter(({ tokens }) => lengthOf(tokens) === length)
  const share = wanted.length === alike.length ? Math.ceil(alike.length / lanes) : alike.length
  const taken = new Set(alike.slice(0, Math.min(largest, Math.floor(mostTokens / length), share)))
  queue.splice(0, queue.length, ...wanted.filter((waiting) => !taken.has(waiting)))
  return [...taken]
}

const lengthOf = (tokens: readonly number[]): number => lengths.find((length) => tokens.length <= length) ?? longest

const embedTogether = async (lane: Vectors, batch: readonly Waiting[]): Promise<void> => {
  if (batch.length === 0) return
  try {
    const rows = batch.map(({ tokens }) => tokens)
    const vectors = await lane(rows, lengthOf(rows[0] ?? []))
    for (const [index, { resolve }] of batch.entries()) resolve(stored(vectors[index] ?? new Float32Array()))
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}

const stored = (vector: Float32Array): Float32Array => {
  const unit = unitLength([...vector])
  if (unit === undefined) throw new TypeError('the local model gave a vector without direction')
  return throughHalf(unit)
}
