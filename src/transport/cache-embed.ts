import type { Ask, EmbedCall, EmbedReply } from '../domain/call.ts'
import { textKey } from './cache-key.ts'
import type { CacheScope } from './cache-key.ts'
import type { Drawer } from './cache-drawer.ts'
import { isObject } from './json.ts'

type Around = { readonly next: Ask; readonly drawer: Drawer; readonly scope: CacheScope }

/** One text's part of a reply; its tokens are a share by length, so that the parts of one call add up to what the call cost. */
type Part = { readonly vector: string; readonly served: string; readonly ms: number; readonly tokensIn?: number }

/** Asks only for the texts that are not kept yet, each once; the tokens and the time are those of what was asked. */
export const embedCached = async ({ next, drawer, scope }: Around, call: EmbedCall, signal: AbortSignal): Promise<EmbedReply> => {
  const texts = [...new Set(call.texts)]
  const taken = await Promise.all(texts.map(async (text) => ({ text, part: await drawer.take(textKey(scope, call, text), isPart) })))
  const kept = new Map(taken.flatMap(({ text, part }) => (part ? [[text, part]] : [])))
  const missing = texts.filter((text) => !kept.has(text))
  if (missing.length === 0 && kept.size > 0) return fromParts(call, kept)

  const reply = await next({ ...call, texts: missing }, signal)
  const fresh = new Map(partsOf(missing, reply))
  await Promise.all(Array.from(fresh, ([text, part]) => drawer.put(textKey(scope, call, text), part)))
  return { ...reply, vectors: vectorsOf(call, new Map([...kept, ...fresh])) }
}

export const isPart = (content: unknown): content is Part =>
  isObject(content) && typeof content['vector'] === 'string' && typeof content['served'] === 'string' && typeof content['ms'] === 'number'

const fromParts = (call: EmbedCall, kept: ReadonlyMap<string, Part>): EmbedReply => {
  const parts = [...kept.values()]
  const tokensIn = parts.reduce((sum, part) => sum + (part.tokensIn ?? Number.NaN), 0)
  return {
    kind: 'embed',
    served: parts[0]?.served ?? '',
    attempts: 0,
    cached: true,
    ms: Math.max(...parts.map((part) => part.ms)),
    ...(Number.isFinite(tokensIn) && { tokensIn: Math.round(tokensIn) }),
    vectors: vectorsOf(call, kept),
  }
}

const partsOf = (texts: readonly string[], { vectors, served, ms, tokensIn }: EmbedReply): [string, Part][] => {
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  return vectors.map((vector, index) => {
    const text = texts[index] ?? ''
    const share = tokensIn !== undefined && { tokensIn: (tokensIn * text.length) / Math.max(1, characters) }
    return [text, { vector: toBase64(vector), served, ms, ...share }]
  })
}

const vectorsOf = (call: EmbedCall, parts: ReadonlyMap<string, Part>): Float32Array[] =>
  call.texts.map((text) => fromBase64(parts.get(text)?.vector ?? ''))

const toBase64 = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')

/** Copied, because a Buffer's bytes need not start where a Float32Array can. */
const fromBase64 = (text: string): Float32Array => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)
