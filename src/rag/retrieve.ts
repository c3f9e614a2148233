import type { Bm25 } from './bm25.ts'
import { describeFeedback, feedback } from './feedback.ts'
import type { Weights } from './postings.ts'
import type { Question } from './question.ts'
import { similarities } from './similarity.ts'
import type { Trigrams } from './trigrams.ts'
import { mix, zScores } from './z-scores.ts'

/** What is searched: documents, cut into chunks; `vectors` only where an embedding model is in use. */
export type SearchIndex = {
  readonly documents: readonly string[]
  readonly chunks: Parts & { readonly bm25: Bm25; readonly trigrams: Trigrams }
  /** Sentences that can be quoted; none where answers are not quoted. */
  readonly sentences: Parts
  /** How often each document says each term. */
  readonly terms: readonly Weights[]
  /** How near every document is to this one. */
  readonly alike: (document: number) => Float64Array
}

/** Parts of documents: the place of each part's document in the list, and its vector. */
export type Parts = { readonly documents: readonly number[]; readonly vectors?: readonly Float32Array[] }

/** A document with its score in standard deviations over the corpus, and how far its nearest sentence (or chunk) stands out in the same measure. */
export type Hit = { readonly doc: string; readonly score: number; readonly standout: number }

/** Chosen on public question sets, where they beat each part alone and reciprocal rank fusion. */
const weights = { bm25: 0.5, trigrams: 0.2, vectors: 0.3 }

/** Every document, best first, ties by id; a document counts with its best part. */
export const rank = (index: SearchIndex, question: Question): readonly Hit[] => {
  const size = index.documents.length
  const toDocuments = (scores: Float64Array): Float64Array => bestOf(scores, index.chunks.documents, size)
  const [nearest, ...others] = closeness(index, question)
  const parts = [
    { weight: weights.bm25, scores: toDocuments(index.chunks.bm25.scores(question.terms)) },
    { weight: weights.trigrams, scores: toDocuments(index.chunks.trigrams.scores(question.text)) },
    ...[nearest, ...others].map((scores) => ({ weight: weights.vectors / (1 + others.length), scores })),
  ]
  const scores = feedback(mix(parts, size), index.alike)
  const standouts = zScores(nearest)
  return index.documents
    .map((doc, place) => ({ doc, score: scores[place] ?? 0, standout: standouts[place] ?? 0 }))
    .toSorted((one, other) => other.score - one.score || (one.doc < other.doc ? -1 : 1))
}

/** BM25 of every document for the words of one; asked for the same few leaders again and again, so remembered. */
export const likeness = ({ documents, chunks, terms }: Pick<SearchIndex, 'documents' | 'chunks' | 'terms'>): SearchIndex['alike'] => {
  const known = new Map<number, Float64Array>()
  return (document) => {
    const found = known.get(document) ?? bestOf(chunks.bm25.scores(terms[document] ?? new Map()), chunks.documents, documents.length)
    known.set(document, found)
    return found
  }
}

/** A sentence says whether a document has the point, a chunk what it is about; without sentences the chunks count alone. */
const closeness = ({ sentences, chunks, documents }: SearchIndex, { vector }: Question): [Float64Array, ...Float64Array[]] => {
  const of = ({ documents: places, vectors }: Parts): Float64Array =>
    vectors === undefined || vector === undefined
      ? new Float64Array(documents.length)
      : bestOf(similarities(vectors, vector), places, documents.length)
  return sentences.documents.length === 0 ? [of(chunks)] : [of(sentences), of(chunks)]
}

/** Each document's best score; one without any part gets the worst of all. */
const bestOf = (scores: Float64Array, documents: readonly number[], size: number): Float64Array => {
  const worst = scores.reduce((lowest, score) => Math.min(lowest, score), scores[0] ?? 0)
  const best = new Float64Array(size).fill(worst)
  for (const [part, document] of documents.entries()) best[document] = Math.max(best[document] ?? worst, scores[part] ?? worst)
  return best
}

/** How documents are found, for whoever reads the results. */
export const describeRetrieval = (embedding: string | undefined, stemming: boolean): string => {
  const words = `BM25 ${weights.bm25} (${stemming ? 'Porter2 stems' : 'no stemming'}) + character trigrams ${weights.trigrams}`
  const parts = embedding === undefined ? `${words}, without an embedding model` : `${words} + ${embedding} ${weights.vectors}`
  return `${parts}; ${describeFeedback}`
}
