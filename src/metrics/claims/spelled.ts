import type { Span } from './plain.ts'

export type SpelledNumber = Span & { readonly value: number }

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'

const ONES: ReadonlyMap<string, number> = new Map([
  ...SMALL.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, index) => [word, 20 + 10 * index] as const),
])
const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
])
const WORD = [...ONES.keys(), ...SCALES.keys()].join('|')

const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:a (?=hundred|thousand|million|billion))?(?:${WORD})(?![\\p{L}])(?:[ -](?:(?<=(?:hundred|thousand|million) )and )?(?:${WORD})(?![\\p{L}])){0,12}(?<half> and a half(?!\\p{L}))?`,
  'giu',
)
const HALF = /(?<![\p{L}-])(?<!and a )half (?:an? )?(?=\p{L})/giu
const ARTICLE =
  /(?<=(?<!\p{L})(?:within|in|after|for|takes?|lasts?|least|about|around|to|is|only|under|over|than|exactly) )(?:an?|one) (?:single |full )?(?=(?:second|minute|hour|day|week|month|quarter|year|business|working|calendar)(?!\p{L}))/giu
const DOZEN = /(?<!\p{L})a dozen(?!\p{L})/giu
const TWICE = /(?<!\p{L})(?:(?<once>once)|twice|(?<thrice>thrice))(?= (?:an?|per|every|each|daily|weekly|monthly|yearly)(?!\p{L}))/giu

/** Numbers in English words, up to billions; "one" only where it counts something. */
export function spelledNumbers(text: string): readonly SpelledNumber[] {
  return [
    ...find(text, NUMBER, (match) => (isPronoun(match, text) ? undefined : evaluate(match))),
    ...find(text, HALF, () => 0.5),
    ...find(text, ARTICLE, () => 1),
    ...find(text, DOZEN, () => 12),
    ...find(text, TWICE, ({ groups }) => (groups?.['once'] ? 1 : groups?.['thrice'] ? 3 : 2)),
  ]
}

function find(text: string, pattern: RegExp, read: (match: RegExpExecArray) => number | undefined): readonly SpelledNumber[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const value = read(match)
    const length = match[0].trimEnd().length
    return value === undefined ? [] : [{ value, start: match.index, end: match.index + length }]
  })
}

function isPronoun(match: RegExpExecArray, text: string): boolean {
  if (match[0].toLowerCase() !== 'one') return false
  const before = text.slice(Math.max(0, match.index - 12), match.index)
  return (
    /\b(?:no|any|some|every|this|that|which|each|the|new|old|another|other)[ -]$/i.test(before) ||
    !/^[ -]\p{L}/u.test(after(match, text)) ||
    /^ (?:of|is|that|who|can|has|or)\b/.test(after(match, text))
  )
}

function after(match: RegExpExecArray, text: string): string {
  return text.slice(match.index + match[0].length, match.index + match[0].length + 8)
}

/** Undefined where the words make no number ("two three"). */
function evaluate(match: RegExpExecArray): number | undefined {
  let total = 0
  let group = 0
  let room = Infinity
  for (const word of match[0].toLowerCase().split(/[ -]/)) {
    const scale = SCALES.get(word)
    const ones = ONES.get(word)
    if (scale === 100) [group, room] = [Math.max(1, group) * 100, 100]
    else if (scale !== undefined) [total, group, room] = [total + Math.max(1, group) * scale, 0, Infinity]
    if (ones === undefined) continue
    if (ones >= room) return undefined
    group += ones
    room = ones >= 20 ? 10 : 0
  }
  return total + group + (match.groups?.['half'] ? 0.5 : 0)
}
