import type { EmbedCall, EmbedReply, Layer } from '../domain/call.ts'
import { sha256 } from '../domain/hash.ts'
import { usage } from '../domain/usage-error.ts'
import { byKind } from './by-kind.ts'
import { fromHalf, toHalf } from './local-float16.ts'
import { useLite } from './local-use-lite.ts'

/**
 * Vectors of one model's weights by text. Little-endian: magic, version, sha256 of the weights, dimensions, count;
 * then the sorted 16-byte prefixes of the texts' sha256; then the vectors in that order as float16.
 */
export type VectorIndex = { readonly weights: string; readonly count: number; readonly find: (text: string) => Float32Array | undefined }

const magic = Buffer.from('aievec\r\n')
const version = 1
const headerLength = magic.length + 4 + 32 + 4 + 4
const keyLength = 16

export const writeIndex = (weights: string, vectors: ReadonlyMap<string, Float32Array>): Uint8Array => {
  const entries = [...vectors].map(([text, vector]) => ({ key: keyOf(text), vector })).toSorted((one, other) => one.key.compare(other.key))
  const dimensions = entries[0]?.vector.length ?? 0
  const header = Buffer.alloc(headerLength)
  magic.copy(header)
  header.writeUInt32LE(version, magic.length)
  Buffer.from(weights, 'hex').copy(header, magic.length + 4)
  header.writeUInt32LE(dimensions, headerLength - 8)
  header.writeUInt32LE(entries.length, headerLength - 4)
  return Buffer.concat([header, ...entries.map(({ key }) => key), ...entries.map(({ vector }) => halves(vector))])
}

/** Throws UsageError where the bytes are no such file, or one that was cut off. */
export const readIndex = (content: Uint8Array): VectorIndex => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (bytes.length < headerLength || !bytes.subarray(0, magic.length).equals(magic)) throw damaged('is no vector index')
  if (bytes.readUInt32LE(magic.length) !== version)
    throw damaged(`has format ${bytes.readUInt32LE(magic.length)}, this version reads ${version}`)
  const dimensions = bytes.readUInt32LE(headerLength - 8)
  const count = bytes.readUInt32LE(headerLength - 4)
  const expected = headerLength + count * (keyLength + 2 * dimensions)
  if (bytes.length !== expected) throw damaged(`has ${bytes.length} bytes where ${expected} were written`)
  const keys = bytes.subarray(headerLength, headerLength + count * keyLength)
  const start = headerLength + keys.length
  return {
    weights: bytes.toString('hex', magic.length + 4, magic.length + 36),
    count,
    find: (text) => {
      const place = placeOf(keys, keyOf(text))
      return place === undefined ? undefined : vectorAt(bytes, start + place * 2 * dimensions, dimensions)
    },
  }
}

/** Answers the texts that the index has and asks only for the rest. */
export const vectorIndex = (content: Uint8Array): Layer => {
  const index = readIndex(content)
  if (index.weights !== useLite.weights) throw damaged(`belongs to other weights (${index.weights.slice(0, 12)}…) than ${useLite.name}`)
  return (next) =>
    byKind(next, (call, signal) =>
      call.model === useLite.name ? fromIndex(index, call, (rest) => next(rest, signal)) : next(call, signal),
    )
}

const fromIndex = async (index: VectorIndex, call: EmbedCall, next: (rest: EmbedCall) => Promise<EmbedReply>): Promise<EmbedReply> => {
  const found = call.texts.map(index.find)
  const missing = call.texts.filter((_, place) => found[place] === undefined)
  if (missing.length === 0)
    return { kind: 'embed', served: useLite.name, attempts: 0, cached: true, ms: 0, vectors: found.flatMap((vector) => vector ?? []) }
  const reply = await next({ ...call, texts: missing })
  const fresh = reply.vectors.values()
  return { ...reply, vectors: found.flatMap((vector) => vector ?? fresh.next().value ?? []) }
}

const damaged = (what: string): Error => usage(`the vector file ${what}`, 'build it again: npm run index')

const keyOf = (text: string): Buffer => Buffer.from(sha256(text).slice(0, 2 * keyLength), 'hex')

const halves = (vector: Float32Array): Buffer => {
  const bytes = Buffer.alloc(2 * vector.length)
  for (const [place, value] of vector.entries()) bytes.writeUInt16LE(toHalf(value), 2 * place)
  return bytes
}

const vectorAt = (bytes: Buffer, start: number, dimensions: number): Float32Array => {
  const vector = new Float32Array(dimensions)
  for (let place = 0; place < dimensions; place += 1) vector[place] = fromHalf(bytes.readUInt16LE(start + 2 * place))
  return vector
}

const placeOf = (keys: Buffer, wanted: Buffer): number | undefined => {
  let low = 0
  let high = keys.length / keyLength
  while (low < high) {
    const middle = (low + high) >> 1
    const order = keys.subarray(middle * keyLength, (middle + 1) * keyLength).compare(wanted)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return undefined
}
