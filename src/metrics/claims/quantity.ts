import { joinCoins } from './coins.ts'
import { maskNonQuantities } from './mask.ts'
import { remembering } from './memory.ts'
import { NUMERAL, readNumeral } from './numeral.ts'
import type { Span } from './plain.ts'
import { shareUnits } from './share.ts'
import { spelledNumbers } from './spelled.ts'
import { readTail } from './tail.ts'
import { isCurrency, type Unit, unitsCalled } from './units.ts'

/** A number that counts or measures something, with all that the text says of its unit. */
export type Quantity = Span & {
  /** What the numeral can mean, scale words included. */
  readonly readings: readonly number[]
  /** What the unit in the text may be; empty where the text gives none. */
  readonly units: readonly Unit[]
  /** A counted thing that is no unit known here ("30 agents"). */
  readonly noun?: string
  /** What it is counted per, as keys ("€9 per agent a month" has two). */
  readonly per: readonly string[]
  /** Looks like a calendar year ("in 2024"). */
  readonly year: boolean
}

const PREFIX =
  /(?<![\p{L}\p{N}])(?<outer>-)?(?:(?<money>us\$|ca?\$|au?\$|nz\$|hk\$|[€$£¥₹₺₩₪]|eur|usd|gbp|chf|sek|nok|dkk|pln|czk|huf|ron|bgn|cad|aud|nzd|sgd|hkd|jpy|cny|inr|brl|mxn|zar|aed|rs\.?|euros?|kr\.?) ?)?(?<inner>-|minus )?$/iu

/** Every quantity of a plain text, in the order of the text. */
export const quantities: (text: string) => readonly Quantity[] = remembering((text) => {
  const masked = maskNonQuantities(text)
  const numerals = /[\d½¼¾⅓⅔]/.test(masked)
    ? Array.from(masked.matchAll(NUMERAL), (match) => readQuantity(masked, match.index, match[0])).flat()
    : []
  const spelled = spelledNumbers(masked).flatMap((found) => {
    const tail = readTail(masked, found.end, false)
    return tail === undefined ? [] : [{ ...tail, start: found.start, readings: [found.value * tail.scale], year: false }]
  })
  const sorted = [...numerals, ...spelled].sort((a, b) => a.start - b.start)
  return joinCoins(shareUnits(sorted, masked), masked)
})

function readQuantity(text: string, at: number, numeral: string): readonly Quantity[] {
  const prefix = readPrefix(text, at)
  if (prefix === undefined) return []
  const tail = readTail(text, at + numeral.length, prefix.units.length > 0)
  if (tail === undefined) return []
  const values = readNumeral(numeral).map((value) => Number((value * tail.scale).toPrecision(15)))
  if (values.length === 0) return []
  const units = prefix.units.length > 0 && !isCurrency(tail.units) ? prefix.units : tail.units
  const year = units.length === 0 && tail.scale === 1 && isYear(text.slice(Math.max(0, at - 12), at), numeral)
  const sign = prefix.deducts && !units.some(isTemperature) ? (value: number) => [value, -value] : prefix.sign
  return [{ ...tail, start: prefix.start, readings: values.flatMap(sign), units, year }]
}

type Prefix = {
  readonly start: number
  readonly units: readonly Unit[]
  readonly sign: (value: number) => readonly number[]
  /** "Minus 35 EUR" is as often an amount taken off as one below zero. */
  readonly deducts: boolean
}

/** In "6 euros 40" the word belongs to the number before it. */
const BARE_AT = (at: number): Prefix => ({ start: at, units: [], sign: (value) => [value], deducts: false })

/** Undefined where the digits belong to a name ("B2", "fees-2024", "x_1"). */
function readPrefix(text: string, at: number): Prefix | undefined {
  const before = text.slice(Math.max(0, at - 16), at)
  const match = PREFIX.exec(before)
  if (match === null || /[_@\\]$|\p{L}-$/u.test(before)) return undefined
  const { outer, inner, money } = match.groups ?? {}
  if (/^\p{L}/u.test(money ?? '') && /\d ?$/.test(before.slice(0, match.index))) return BARE_AT(at)
  const units = money === undefined ? [] : unitsCalled(money.replace('.', ''))
  return {
    start: at - match[0].length,
    units,
    sign: signOf(outer ?? inner, before.slice(0, match.index)),
    deducts: /^minus/i.test(inner ?? ''),
  }
}

/** A hyphen at the start of a line may be a bullet, and one after a number a range. */
function signOf(sign: string | undefined, before: string): Prefix['sign'] {
  if (sign === undefined) return (value) => [value]
  if (sign !== '-') return (value) => [-value]
  return /(?:^|\n|[\d%\p{L}]) ?$/u.test(before) ? (value) => [value, -value] : (value) => [-value]
}

function isYear(before: string, numeral: string): boolean {
  return (
    /^(?:19|20)\d\d$/.test(numeral) &&
    /(?:^|[^\p{L}])(?:in|since|until|till|by|from|before|after|during|year|of|for|the|and|to|\() ?$/iu.test(before)
  )
}

function isTemperature({ dimension }: Unit): boolean {
  return dimension === 'celsius' || dimension === 'fahrenheit'
}
