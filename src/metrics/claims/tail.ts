import { isCurrency, singular, type Unit, unitsCalled } from './units.ts'

/** What stands after a number: its scale, the unit or the noun it counts, and what it is counted per. */
export type Tail = {
  readonly scale: number
  readonly units: readonly Unit[]
  readonly noun?: string
  readonly per: readonly string[]
  readonly end: number
}

const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  k: 1e3,
  lakh: 1e5,
  million: 1e6,
  mio: 1e6,
  mn: 1e6,
  mln: 1e6,
  m: 1e6,
  crore: 1e7,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
  tn: 1e12,
  dozen: 12,
}

const SCALE =
  /(?:[ -]?(?<word>hundred|thousand|million|mio|mn|mln|billion|bn|trillion|tn|lakh|crore|dozen)s?|(?<letter>[kmb]))(?![\p{L}\p{N}])/iuy
const NEXT =
  /(?<gap> ?-? ?)(?:(?:more|full|whole|consecutive|additional|extra|further|entire|straight|clear) )?(?<first>%|‰|° ?[cf](?!\p{L})|[€$£¥₹¢₺₩₪]|\p{L}{1,20})(?:[ -](?<second>\p{L}{1,20}))?/iuy
const PER =
  /(?: ?\/ ?| per | an? | each | every )(?<what>\p{L}{1,20})(?!\p{L})| (?<adverb>hourly|daily|weekly|monthly|yearly|annually)(?!\p{L})/iuy
const ADVERBS: Readonly<Record<string, string>> = {
  hourly: 'hour',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  yearly: 'year',
  annually: 'year',
}

/** Words that end in s and count nothing. */
const NO_NOUNS = new Set(
  'is was has as this its plus less unless across does applies costs means includes comes goes gets starts ends lasts works expires always thus us covers depends counts remains becomes minus versus towards besides needs takes makes'.split(
    ' ',
  ),
)
const IRREGULAR = new Set(['people', 'persons', 'men', 'women', 'children'])

/** Undefined where letters cling to the digits that are neither scale nor unit ("2FA", "4you"): no quantity. */
export function readTail(text: string, at: number, money: boolean): Tail | undefined {
  const { scale, end: scaled } = readScale(text, at, money)
  const next = matchAt(NEXT, text, scaled)
  if (next === null) return { scale, units: [], per: readPer(text, scaled), end: scaled }
  const { gap = '', first = '', second } = next.groups ?? {}
  const known = knownUnit(first, second)
  if (known !== undefined) {
    const end = scaled + next[0].length - (known.words === 1 && second !== undefined ? second.length + 1 : 0)
    return { scale, units: known.units, per: readPer(text, end), end }
  }
  if (gap === '' && scaled === at) return undefined
  const noun = countedNoun(gap, first)
  return noun === undefined
    ? { scale, units: [], per: readPer(text, scaled), end: scaled }
    : { scale, units: [], noun, per: readPer(text, scaled + gap.length + first.length), end: scaled }
}

/** What a rate is per, as one key: the unit's own where there is one. */
export function perKey(word: string): string {
  const [unit] = unitsCalled(word)
  return unit === undefined ? singular(word) : `${unit.dimension}×${unit.factor}`
}

/** "m" is a million after a currency and metres or minutes elsewhere; "M" is a million anywhere. */
function readScale(text: string, at: number, money: boolean): { readonly scale: number; readonly end: number } {
  const match = matchAt(SCALE, text, at)
  const { word, letter } = match?.groups ?? {}
  if (match === null || (letter !== undefined && !money && !/[kKM]/.test(letter))) return { scale: 1, end: at }
  return { scale: SCALES[(word ?? letter ?? '').toLowerCase()] ?? 1, end: at + match[0].length }
}

function knownUnit(first: string, second: string | undefined): { readonly units: readonly Unit[]; readonly words: 1 | 2 } | undefined {
  const both = second === undefined ? [] : unitsCalled(`${first} ${second}`)
  if (both.length > 0) return { units: both, words: 2 }
  const one = unitsCalled(first)
  return one.length > 0 ? { units: one, words: 1 } : undefined
}

/** English counts in the plural, or with a hyphen ("5-star"); any other word says nothing about the number. */
function countedNoun(gap: string, word: string): string | undefined {
  const lower = word.toLowerCase()
  if (gap === '-') return singular(lower)
  const plural = IRREGULAR.has(lower) || (/[^s]s$/.test(lower) && lower.length > 3)
  return plural && !NO_NOUNS.has(lower) ? singular(lower) : undefined
}

/** At most three in a row; "a" and "every" only before a unit of time or measure, and no exchange rates. */
function readPer(text: string, at: number): readonly string[] {
  const keys: string[] = []
  let next = at
  while (keys.length < 3) {
    const match = matchAt(PER, text, next)
    const { what = '', adverb } = match?.groups ?? {}
    if (match === null) return keys
    const units = unitsCalled(what)
    if (isCurrency(units) || (/^ an? | every /i.test(match[0]) && units.length === 0)) return keys
    keys.push(perKey(adverb === undefined ? what : (ADVERBS[adverb.toLowerCase()] ?? adverb)))
    next += match[0].length
  }
  return keys
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
