import { remembering } from './memory.ts'
import type { Span } from './plain.ts'

export type Word = Span & { readonly word: string }

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+(?:(?:'|(?<=\p{N})[.,:](?=\p{N}))[\p{L}\p{M}\p{N}]+)*|[%€$£¥₹°+#]/gv

/** The same words where no letter has an accent or another script, at a third of the cost. */
const ASCII_WORD = /[a-z\d]+(?:(?:'|(?<=\d)[.,:](?=\d))[a-z\d]+)*|[%€$£¥₹°+#]/gi
const ASCII = /^[\0-\x7f£¥§°·€₹\u2000-\u206f\u2190-\u21ff]*$/
const FIRST_WORD = new RegExp(WORD.source, 'v')
const FIRST_ASCII_WORD = new RegExp(ASCII_WORD.source, 'i')

/** Whole words without case, accents and possessive; scripts that write no spaces give one word for each character. */
export function words(text: string): readonly Word[] {
  return Array.from(text.matchAll(ASCII.test(text) ? ASCII_WORD : WORD), (match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** The words of a text with the places of each, made once for all the phrases that are sought in it. */
export type Indexed = { readonly text: string; readonly all: readonly Word[]; readonly places: ReadonlyMap<string, readonly number[]> }

export const indexed: (text: string) => Indexed = remembering((text) => {
  const all = words(text)
  const places = new Map<string, number[]>()
  for (const [index, { word }] of all.entries()) {
    const known = places.get(word)
    if (known === undefined) places.set(word, [index])
    else known.push(index)
  }
  return { text, all, places }
})

/** Every place where the phrase stands as whole words, in one sentence unless it has a stop itself. */
export function mentions(phrase: string, { text, all, places }: Indexed): readonly Span[] {
  const starts = places.get(firstWord(phrase)) ?? []
  if (starts.length === 0) return []
  const sought = words(phrase)
  const breaks = sought.map(({ start, end }, at) => at > 0 && STOP.test(phrase.slice(sought[at - 1]?.end ?? end, start)))
  return starts.flatMap((index) => {
    const found = all.slice(index, index + sought.length)
    const fits = sought.every(
      ({ word }, at) => found[at]?.word === word && (at === 0 || breaks[at] || !isBreak(text, found[at - 1], found[at])),
    )
    return fits ? [{ start: found[0]?.start ?? 0, end: found.at(-1)?.end ?? 0 }] : []
  })
}

/** The end of a sentence, of a clause of its own, or of an item in a list. */
const STOP = /[;!?]|\.(?=\s)|\n\s*(?:[-•#>|]|\d+[.)]|\n)/

/** "Call 112. Now." is one: a single word goes on with the sentence before it. */
function isBreak(text: string, left?: Word, right?: Word): boolean {
  if (left === undefined || right === undefined || right.start - left.end < 2) return false
  return STOP.test(text.slice(left.end, right.start)) && !/^[.!]/.test(text.slice(right.end, right.end + 1))
}

/** Enough to rule out most phrases without reading them to the end. */
function firstWord(phrase: string): string {
  return fold((ASCII.test(phrase) ? FIRST_ASCII_WORD : FIRST_WORD).exec(phrase)?.[0] ?? '')
}

function fold(word: string): string {
  const lower = word.toLowerCase()
  const plain = /^[\0-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  const bare = plain.endsWith("'s") ? plain.slice(0, -2) : plain
  return bare === 'percent' ? '%' : bare
}
