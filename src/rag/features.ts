import type { Quote } from './extract.ts'
import type { Knowledge } from './knowledge.ts'
import type { Weights } from './postings.ts'
import type { Question } from './question.ts'
import type { Hit } from './retrieve.ts'

/** What is known about an answer before anyone has judged it; the calibrator turns it into a confidence. */
export type Features = {
  /** Share of the question's idf mass that the quotes cover. */
  readonly quoteCoverage: number
  /** The same of the best document, whole. */
  readonly documentCoverage: number
  /** Lead of the best document over the first one that was not retrieved. */
  readonly margin: number
  /** The best document's score. */
  readonly mix: number
  /** How far the best document's nearest sentence stands out from those of other documents, 0 without an embedding model. */
  readonly standout: number
  /** Cosine of the question with the nearest quote, 0 without an embedding model. */
  readonly quoteSimilarity: number
}

export type Evidence = {
  readonly question: Question
  readonly ranked: readonly Hit[]
  readonly topK: number
  readonly quotes: readonly Quote[]
}

export const featuresOf = (knowledge: Knowledge, { question, ranked, topK, quotes }: Evidence): Features => {
  const idf = knowledge.search.chunks.bm25.idf
  const best = knowledge.search.terms[knowledge.search.documents.indexOf(ranked[0]?.doc ?? '')]
  const quoted = quotes.map(({ unit }) => knowledge.quotes.terms[unit])
  return {
    quoteCoverage: covered(question.terms, idf, (term) => quoted.some((terms) => terms?.has(term))),
    documentCoverage: covered(question.terms, idf, (term) => best?.has(term)),
    margin: (ranked[0]?.score ?? 0) - (ranked[topK]?.score ?? 0),
    mix: ranked[0]?.score ?? 0,
    standout: ranked[0]?.standout ?? 0,
    quoteSimilarity: Math.max(0, ...quotes.map(({ similarity }) => similarity)),
  }
}

const covered = (terms: Weights, idf: (term: string) => number, has: (term: string) => boolean | undefined): number => {
  let all = 0
  let found = 0
  for (const [term, weight] of terms) {
    all += idf(term)
    if (has(term) === true) found += idf(term) * weight
  }
  return all === 0 ? 0 : found / all
}
