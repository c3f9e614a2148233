import type { Call } from '../domain/call.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import type { Document } from '../rag/corpus.ts'
import { NotAsked, offline } from '../transport/offline.ts'
import { chatOf, readPrompt } from './system-rag.ts'

type Sized = { readonly primary: ModelSettings; readonly documents: readonly Document[] }

/** A question as it would be put with the shortest documents, and with the longest: what is retrieved lies between. */
export const promptSizes = async (suite: Suite, { primary, documents }: Sized): Promise<(input: string) => Promise<readonly Call[]>> => {
  const { topK } = suite.retrieval
  const knowledge = { documents: new Map(documents.map((document) => [document.id, document])) }
  const chat = chatOf(suite, primary.model, { knowledge, prompt: await readPrompt(suite) })
  const sorted = documents.toSorted((one, other) => lengthOf(one) - lengthOf(other))
  const { leaf } = offline()
  const put = async (text: string, found: readonly Document[]): Promise<Call> => {
    const ranked = found.map(({ id }) => ({ doc: id, score: 0, standout: 0 }))
    const given = { question: { text, terms: new Map() }, ranked, topK }
    try {
      return await chat.reply(given, { ask: leaf, trial: 1, signal: new AbortController().signal }).then(() => never())
    } catch (error) {
      if (error instanceof NotAsked) return error.call
      throw error
    }
  }
  return async (input) => [await put(input, sorted.slice(0, topK)), await put(input, sorted.slice(-topK))]
}

const lengthOf = ({ title, text }: Document): number => Buffer.byteLength(title) + Buffer.byteLength(text)

const never = (): never => {
  throw new Error('a reply came from nobody')
}
