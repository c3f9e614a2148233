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
const SPAN = '(?:second|minute|hour|day|week|month|quarter|year|business|working|calendar)'
/** "A year" counts where a length is said, not in "three times a year". */
const ARTICLE = new RegExp(
  `(?:(?<=(?:(?<!\\p{L})(?:within|in|after|for|takes?|lasts?|least|about|around|roughly|nearly|almost|to|is|be|was|only|under|over|than|exactly|expires?|runs?|waits?|gets?|have|has|up to)|\\p{L}'s) )(?:an?|one) (?:single |full |whole )?(?=${SPAN}(?!\\p{L})(?<half> and a half)?)|(?<=^|[.!?:\\n] ?)an? (?=${SPAN}(?:[.,!;\\n]|$| (?:after|before|from|later|at|in total)(?!\\p{L}))))`,
  'giu',
)
const DOZEN = /(?<!\p{L})a dozen(?!\p{L})/giu
const TWICE = /(?<!\p{L})(?:(?<once>once)|twice|(?<thrice>thrice))(?= (?:an?|per|every|each|daily|weekly|monthly|yearly)(?!\p{L}))/giu

type Form = {
  /** Only a text with it is searched for the pattern, which costs more. */
  readonly sign: RegExp
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, text: string) => number | undefined
}

const FORMS: readonly Form[] = [
  { sign: new RegExp(WORD, 'i'), pattern: NUMBER, read: (match, text) => (isPronoun(match, text) ? undefined : evaluate(match)) },
  { sign: /half/i, pattern: HALF, read: () => 0.5 },
  {
    sign: new RegExp(`\\b(?:an?|one) (?:single |full |whole )?${SPAN}`, 'i'),
    pattern: ARTICLE,
    read: ({ groups }) => (groups?.['half'] ? 1.5 : 1),
  },
  { sign: /dozen/i, pattern: DOZEN, read: () => 12 },
  {
    sign: /(?:once|twice|thrice) (?:an?|per|every|each|daily|weekly|monthly|yearly)/i,
    pattern: TWICE,
    read: ({ groups }) => (groups?.['once'] ? 1 : groups?.['thrice'] ? 3 : 2),
  },
]

/** Numbers in English words, up to billions; "one" only where it counts something. */
export function spelledNumbers(text: string): readonly SpelledNumber[] {
  return FORMS.filter(({ sign }) => sign.test(text)).flatMap((form) => find(text, form))
}

function find(text: string, { pattern, read }: Form): readonly SpelledNumber[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const value = read(match, text)
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
