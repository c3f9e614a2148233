import { addressesMachines } from './addressee.ts'
import { bm25Of } from './bm25.ts'
import type { Bm25 } from './bm25.ts'
import type { Document } from './corpus.ts'
import type { Embed } from './embed.ts'
import { embedInParts, inParts } from './embed.ts'
import { chunksOf } from './passages.ts'
import { countsOf } from './postings.ts'
import type { Question } from './question.ts'
import { termsOf } from './question.ts'
import { describeRetrieval, likeness } from './retrieve.ts'
import type { SearchIndex } from './retrieve.ts'
import { spellingOf } from './spelling.ts'
import { tokenizer } from './tokens.ts'
import type { Tokenize } from './tokens.ts'
import { trigramsOf } from './trigrams.ts'
import type { Trigrams } from './trigrams.ts'
import type { Unit } from './units.ts'
import { unitsOf } from './units.ts'

/** Everything that is computed once from the corpus; questions only read it. */
export type Knowledge = {
  readonly description: string
  readonly documents: ReadonlyMap<string, Document>
  readonly search: SearchIndex
  readonly quotes: QuoteIndex
  readonly tokenize: Tokenize
  readonly spelling: (term: string) => string | undefined
}

/** What can be quoted, and which quotes are each document's. */
export type QuoteIndex = {
  readonly units: readonly Unit[]
  readonly terms: readonly ReadonlySet<string>[]
  readonly bm25: Bm25
  readonly trigrams: Trigrams
  readonly vectors?: readonly Float32Array[]
  readonly ofDocument: ReadonlyMap<string, readonly number[]>
}

export type KnowledgeSettings = {
  readonly documents: readonly Document[]
  readonly stemming: boolean
  /** Whether answers will be quoted from the documents, so that their sentences are embedded too. */
  readonly quotes: boolean
  /** Absent: documents are found by their words alone. */
  readonly embedding?: { readonly model: string; readonly embed: Embed }
}

/** In no corpus: it wakes the model, and finds out that there is none, before the first question's time runs. */
const probe = 'Is anybody there?'

export const learn = async ({ documents, stemming, quotes, embedding }: KnowledgeSettings, signal: AbortSignal): Promise<Knowledge> => {
  const tokenize = tokenizer({ stemming })
  const chunks = documents.flatMap(chunksOf)
  const units = quotes ? quotable(documents) : []
  const vectorsOf = async (texts: readonly string[]) =>
    embedding === undefined ? {} : { vectors: await embedInParts(embedding.embed, texts, signal) }
  await embedding?.embed([probe], signal)
  const chunkVectors = await vectorsOf(chunks.map(({ text }) => text))
  const unitVectors = await vectorsOf(units.map(embeddedText))
  const tokens = chunks.map(({ text }) => tokenize(text))
  const bm25 = bm25Of(tokens)
  const places = new Map(documents.map(({ id }, place) => [id, place]))
  const placesOf = (parts: readonly { readonly doc: string }[]) => parts.map(({ doc }) => places.get(doc) ?? 0)
  const searched = {
    documents: documents.map(({ id }) => id),
    chunks: { documents: placesOf(chunks), bm25, trigrams: trigramsOf(chunks.map(({ text }) => text)), ...chunkVectors },
    sentences: { documents: placesOf(units), ...unitVectors },
    terms: documents.map(({ id }) => countsOf(tokens.filter((_, chunk) => chunks[chunk]?.doc === id).flat())),
  }
  return {
    description: describeRetrieval(embedding?.model, stemming),
    documents: new Map(documents.map((document) => [document.id, document])),
    search: { ...searched, alike: likeness(searched) },
    quotes: { ...indexUnits(units, { documents, tokenize }), ...unitVectors },
    tokenize,
    spelling: spellingOf(bm25.frequency),
  }
}

/** The texts that learning has embedded, call by call. */
export const learningCalls = (documents: readonly Document[], quotes: boolean): readonly (readonly string[])[] => [
  [probe],
  ...inParts(documents.flatMap(chunksOf).map(({ text }) => text)),
  ...inParts(quotes ? quotable(documents).map(embeddedText) : []),
]

/** All texts of a corpus that are embedded before any question comes. */
export const textsOf = (documents: readonly Document[]): readonly string[] => [
  ...new Set([...documents.flatMap(chunksOf).map(({ text }) => text), ...quotable(documents).map(embeddedText)]),
]

/** A document that another one declares to supersede is still found but never quoted, and neither is what was not written for people. */
const quotable = (documents: readonly Document[]): readonly Unit[] => {
  const superseded = new Set(documents.flatMap(({ meta }) => meta.get('supersedes') ?? []))
  return documents
    .filter(({ id }) => !superseded.has(id))
    .flatMap(unitsOf)
    .filter(({ text }) => !addressesMachines(text))
}

const embeddedText = ({ context, text }: Unit): string => `${context} ${text}`.trim()

const indexUnits = (
  units: readonly Unit[],
  { documents, tokenize }: { documents: readonly Document[]; tokenize: Tokenize },
): Omit<QuoteIndex, 'vectors'> => {
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  const tokens = units.map((unit) => tokenize(embeddedText(unit)))
  return {
    units,
    terms: tokens.map((each) => new Set(each)),
    bm25: bm25Of(tokens),
    trigrams: trigramsOf(units.map((unit) => `${titles.get(unit.doc) ?? ''} ${embeddedText(unit)}`)),
    ofDocument: Map.groupBy(units.keys(), (index) => units[index]?.doc ?? ''),
  }
}

/** Prepares a question; one without words has no vector, because there is nothing to embed. */
export const understand = async (
  { tokenize, spelling }: Knowledge,
  text: string,
  embed: Embed | undefined,
  signal: AbortSignal,
): Promise<Question> => {
  const terms = termsOf(tokenize(text), spelling)
  const [vector] = embed === undefined || text.trim() === '' ? [] : await embed([text], signal)
  return vector === undefined ? { text, terms } : { text, terms, vector }
}
