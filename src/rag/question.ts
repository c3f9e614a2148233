import type { Weights } from './postings.ts'

/** A user's words, prepared: its terms with their weight, and its vector where an embedding model is in use. */
export type Question = { readonly text: string; readonly terms: Weights; readonly vector?: Float32Array }

/** A term that had to be corrected counts less than one that stands there. */
const corrected = 0.7

export const termsOf = (tokens: readonly string[], spelling: (term: string) => string | undefined): Weights => {
  const terms = new Map<string, number>()
  for (const token of tokens) {
    const known = spelling(token)
    const [term, weight] = known === undefined ? [token, 1] : [known, corrected]
    terms.set(term, Math.max(weight, terms.get(term) ?? 0))
  }
  return terms
}
