import type { Ask } from '../domain/call.ts'

/** Unit vectors of texts, in order. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>

export const embedBy =
  (ask: Ask, model: string): Embed =>
  async (texts, signal) => {
    const { vectors } = await ask({ kind: 'embed', model, texts }, signal)
    if (vectors.length !== texts.length) throw new TypeError(`${model} gave ${vectors.length} vectors for ${texts.length} texts`)
    return vectors
  }

/** Providers limit the texts of one call. */
const perCall = 128

export const embedInParts = async (embed: Embed, texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
  const vectors: Float32Array[] = []
  for (let start = 0; start < texts.length; start += perCall) vectors.push(...(await embed(texts.slice(start, start + perCall), signal)))
  return vectors
}
