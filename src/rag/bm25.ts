import type { Weights } from './postings.ts'
import { countsOf, postingsOf, products } from './postings.ts'

/** Okapi BM25 over a fixed list of texts. */
export type Bm25 = {
  readonly scores: (query: Weights) => Float64Array
  /** Inverse document frequency; a term that no text has is the rarest of all. */
  readonly idf: (term: string) => number
  readonly frequency: ReadonlyMap<string, number>
}

/** Saturation of repeated terms and correction for length, at the values of Robertson & Zaragoza 2009. */
const k1 = 1.2
const b = 0.75

export const bm25Of = (texts: readonly (readonly string[])[]): Bm25 => {
  const counts = texts.map(countsOf)
  const frequency = countsOf(counts.flatMap((each) => [...each.keys()]))
  const average = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length)
  const idf = (term: string): number => inverse(texts.length, frequency.get(term) ?? 0)
  const postings = postingsOf(
    counts.map((each, index) => {
      const norm = k1 * (1 - b + (b * (texts[index]?.length ?? 0)) / average)
      return new Map([...each].map(([term, count]) => [term, (idf(term) * count * (k1 + 1)) / (count + norm)]))
    }),
  )
  return { scores: (query) => products(postings, texts.length, query), idf, frequency }
}

/** The form that is never negative: ln(1 + (N − n + ½) / (n + ½)). */
const inverse = (size: number, containing: number): number => Math.log(1 + (size - containing + 0.5) / (containing + 0.5))
