import type { Span } from './plain.ts'

export type Word = Span & { readonly word: string }

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+(?:(?:'|(?<=\p{N})[.,:](?=\p{N}))[\p{L}\p{M}\p{N}]+)*|[%€$£¥₹°+#]/gv

/** Whole words without case, accents and possessive; scripts that write no spaces give one word for each character. */
export function words(text: string): readonly Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Every place where the phrase stands as whole words. */
export function mentions(phrase: string, text: readonly Word[]): readonly Span[] {
  const sought = words(phrase).map(({ word }) => word)
  const [first] = sought
  if (first === undefined) return []
  const found: Span[] = []
  for (const [index, { word, start }] of text.entries()) {
    if (word !== first || !sought.every((each, offset) => text[index + offset]?.word === each)) continue
    found.push({ start, end: text[index + sought.length - 1]?.end ?? start })
  }
  return found
}

function fold(word: string): string {
  const bare = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/'s$/, '')
  return bare === 'percent' ? '%' : bare
}
