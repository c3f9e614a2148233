import type { Knowledge, QuoteIndex } from './knowledge.ts'
import type { Question } from './question.ts'
import type { Hit } from './retrieve.ts'
import { similarities } from './similarity.ts'
import { mix } from './z-scores.ts'

/** A quotable unit with its score among the units of the retrieved documents. */
export type Quote = { readonly unit: number; readonly score: number; readonly similarity: number }

/** BM25, vectors and passage as found best on a public set; the trigrams, with the title, on the development samples. */
const weights = { bm25: 0.6, vectors: 1, passage: 0.5, trigrams: 0.4 }

const most = 3

/** A further quote must be nearly as good as the best one. */
const nearly = 2.5

/** What stands right beside a quote often completes it. */
const beside = 0.5

/** Quotes that share more of their terms than this say the same. */
const same = 0.7

/** The best one to three quotes of the retrieved documents, none that repeats another; the best comes first, with the sentences around it. */
export const extract = ({ quotes: index }: Knowledge, question: Question, retrieved: readonly Hit[]): readonly Quote[] => {
  const candidates = scoreUnits(index, question, retrieved)
  const chosen: Quote[] = []
  while (chosen.length < most) {
    const next = bestOf(
      candidates.filter((candidate) => isNew(index, candidate, chosen)).map((candidate) => withNeighbours(index, candidate, chosen)),
    )
    if (next === undefined || next.score < (chosen[0]?.score ?? -Infinity) - nearly) break
    chosen.push(next)
  }
  const around = chosen.slice(0, 1).flatMap((best) => surroundings(index, best, candidates))
  return [...around, ...chosen.filter(({ unit }) => !around.some((quote) => quote.unit === unit))]
}

/** A sentence out of its paragraph often lacks half of what it says. */
const surroundings = ({ units }: QuoteIndex, best: Quote, candidates: readonly Quote[]): readonly Quote[] => {
  const own = units[best.unit]
  if (own?.running !== true) return [best]
  const belongs = (unit: number): boolean =>
    units[unit]?.running === true && units[unit].doc === own.doc && units[unit].context === own.context
  return [best.unit - 1, best.unit, best.unit + 1].filter(belongs).flatMap((unit) => candidates.find((quote) => quote.unit === unit) ?? [])
}

const scoreUnits = (index: QuoteIndex, question: Question, retrieved: readonly Hit[]): readonly Quote[] => {
  const candidates = retrieved.flatMap(({ doc, score }) => (index.ofDocument.get(doc) ?? []).map((unit) => ({ unit, passage: score })))
  const words = index.bm25.scores(question.terms)
  const letters = index.trigrams.scores(question.text)
  const close = closeness(
    index,
    question,
    candidates.map(({ unit }) => unit),
  )
  const parts = [
    { weight: weights.bm25, scores: Float64Array.from(candidates, ({ unit }) => words[unit] ?? 0) },
    { weight: weights.trigrams, scores: Float64Array.from(candidates, ({ unit }) => letters[unit] ?? 0) },
    { weight: weights.vectors, scores: close },
    { weight: weights.passage, scores: Float64Array.from(candidates, ({ passage }) => passage) },
  ]
  const scores = mix(parts, candidates.length)
  return candidates.map(({ unit }, place) => ({ unit, score: scores[place] ?? 0, similarity: close[place] ?? 0 }))
}

const closeness = ({ vectors }: QuoteIndex, { vector }: Question, candidates: readonly number[]): Float64Array =>
  vectors === undefined || vector === undefined
    ? new Float64Array(candidates.length)
    : similarities(
        candidates.flatMap((unit) => vectors[unit] ?? []),
        vector,
      )

const isNew = ({ terms }: QuoteIndex, { unit }: Quote, chosen: readonly Quote[]): boolean =>
  chosen.every((quote) => quote.unit !== unit && overlap(terms[unit] ?? new Set(), terms[quote.unit] ?? new Set()) <= same)

const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  one.intersection(other).size / Math.max(1, Math.min(one.size, other.size))

const withNeighbours = ({ units }: QuoteIndex, quote: Quote, chosen: readonly Quote[]): Quote => {
  const isBeside = chosen.some(({ unit }) => Math.abs(unit - quote.unit) === 1 && units[unit]?.doc === units[quote.unit]?.doc)
  return isBeside ? { ...quote, score: quote.score + beside } : quote
}

const bestOf = (quotes: readonly Quote[]): Quote | undefined =>
  quotes.reduce<Quote | undefined>(
    (best, quote) =>
      best === undefined || quote.score > best.score || (quote.score === best.score && quote.unit < best.unit) ? quote : best,
    undefined,
  )
