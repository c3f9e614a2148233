import type { Weights } from './postings.ts'
import { countsOf, postingsOf, products } from './postings.ts'
import { wordsOf } from './tokens.ts'

/** Cosine of tf-idf vectors of character trigrams with every text: what still matches where a word is misspelt. */
export type Trigrams = { readonly scores: (query: string) => Float64Array }

export const trigramsOf = (texts: readonly string[]): Trigrams => {
  const counts = texts.map((text) => countsOf(gramsOf(text)))
  const frequency = countsOf(counts.flatMap((each) => [...each.keys()]))
  const rarity = (gram: string): number => Math.log(1 + texts.length / (frequency.get(gram) ?? Infinity))
  const postings = postingsOf(counts.map((each) => unit(each, rarity)))
  return { scores: (query) => products(postings, texts.length, unit(countsOf(gramsOf(query)), rarity)) }
}

/** Each word is padded, so that its first and last letters make trigrams of their own. */
const gramsOf = (text: string): readonly string[] =>
  wordsOf(text).flatMap((word) => {
    const padded = ` ${word} `
    return Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3))
  })

const unit = (counts: Weights, rarity: (gram: string) => number): Weights => {
  const weights = [...counts].map(([gram, count]): [string, number] => [gram, (1 + Math.log(count)) * rarity(gram)])
  const length = Math.hypot(...weights.map(([, weight]) => weight))
  return new Map(length === 0 ? [] : weights.map(([gram, weight]) => [gram, weight / length]))
}
