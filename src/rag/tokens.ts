import { stem } from './porter2.ts'
import { stopWords } from './stop-words.ts'

export type Tokenize = (text: string) => readonly string[]

/** Signs that people also write as words. */
const signs: Readonly<Record<string, string>> = {
  '€': 'euro',
  eur: 'euro',
  $: 'dollar',
  usd: 'dollar',
  '£': 'pound',
  gbp: 'pound',
  '%': 'percent',
}

/** The words of a text in lower case: numbers with their separators are one word, and a currency or percent sign is its word. */
export const wordsOf: Tokenize = (text) => {
  const found =
    text
      .normalize('NFKC')
      .replaceAll('’', "'")
      .toLowerCase()
      .match(/\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|[€$£%]/gu) ?? []
  return found.map((word) => signs[word] ?? word)
}

/** Words without stop words, as stems where stemming is on. */
export const tokenizer =
  ({ stemming }: { readonly stemming: boolean }): Tokenize =>
  (text) => {
    const kept = wordsOf(text).filter((word) => !stopWords.has(word))
    return stemming ? kept.map(stem) : kept
  }
