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

/** Texts as they are put to a model, a call each. */
export const inParts = (texts: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(texts.length / perCall) }, (_, part) => texts.slice(part * perCall, (part + 1) * perCall))

export const embedInParts = async (embed: Embed, texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
  const vectors: Float32Array[] = []
  for (const part of inParts(texts)) vectors.push(...(await embed(part, signal)))
  return vectors
}
