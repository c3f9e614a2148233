import type { Tolerance } from '../../domain/sample.ts'
import { isAsserted } from './negation.ts'
import type { Said } from './plain.ts'
import { type Quantity, quantities } from './quantity.ts'
import { readTail, perKey } from './tail.ts'
import { isCurrency, singular, type Unit, unitsCalled } from './units.ts'
import { words } from './words.ts'

type NumberClaim = { readonly number: number; readonly unit?: string; readonly tolerance?: Tolerance }

/** What the label asks for: known units it may be in, or the words of a thing counted ("seats"), and what it is per. */
type Wanted = {
  readonly value: number
  readonly tolerance: Tolerance
  readonly inUnit: boolean
  readonly units: readonly Unit[]
  readonly nouns: readonly string[]
  readonly per: readonly string[]
}

const NOTHING =
  /(?<!feel |toll[ -])\bfree\b(?! (?:to|plan|trial|tier|account|version))|\bno (?:\w+ ){0,2}(?:fees?|charges?|costs?)\b|\bcosts? nothing\b|\bwithout (?:any |a )?(?:fees?|charges?|costs?)\b/gi

/** Some quantity of the text has the value, within the tolerance, in the unit or in none at all. */
export function statesNumber(claim: NumberClaim, said: Said): boolean {
  const wanted = readWanted(claim)
  const stated = quantities(said.text).some((quantity) => agrees(quantity, wanted, said.text) && isAsserted(said.text, quantity))
  return stated || (wanted.value === 0 && isPrice(wanted) && statesNothing(said.text))
}

function agrees(quantity: Quantity, wanted: Wanted, text: string): boolean {
  const perOther = wanted.per.length > 0 && quantity.per.length > 0 && !wanted.per.some((each) => quantity.per.includes(each))
  if (perOther) return false
  return factors(quantity, wanted, text).some((factor) => quantity.readings.some((reading) => isClose(reading * factor, wanted)))
}

/** By what a reading is multiplied to be in the label's unit; none where the units disagree. */
function factors(quantity: Quantity, wanted: Wanted, text: string): readonly number[] {
  const { units, noun, year, end } = quantity
  if (!wanted.inUnit) return [1, ...percents(units)]
  if (year) return []
  if (wanted.nouns.length > 0) return countsThing(quantity, wanted, text.slice(end, end + 60)) ? [1] : []
  if (units.length > 0) return conversions(units, wanted.units)
  return noun === undefined ? bare(quantity, wanted) : []
}

/** A number of something else is out; a number of nothing said will do. */
function countsThing({ units, noun = '' }: Quantity, wanted: Wanted, after: string): boolean {
  if (units.length === 0 && noun === '') return true
  const isCount = units.every(({ dimension }) => dimension === 'frequency')
  const near = new Set([noun, ...nextWords(after)])
  return isCount && wanted.nouns.every((each) => near.has(each))
}

function nextWords(after: string): readonly string[] {
  return words(after)
    .slice(0, 4)
    .map(({ word }) => singular(word))
}

/** "22.12 %" also says the ratio 0.2212. */
function percents(units: readonly Unit[]): readonly number[] {
  return units.filter(({ dimension }) => dimension === 'percent').map(({ factor }) => factor / 100)
}

function conversions(stated: readonly Unit[], wanted: readonly Unit[]): readonly number[] {
  return stated.flatMap(({ dimension, factor }) =>
    wanted.filter((unit) => unit.dimension === dimension).map((unit) => Number((factor / unit.factor).toPrecision(12))),
  )
}

/** A bare number is taken in the label's unit; a bare ratio below one may be the label's percentage. */
function bare({ readings }: Quantity, wanted: Wanted): readonly number[] {
  const percent = wanted.units.some(({ dimension, factor }) => dimension === 'percent' && factor === 1)
  return percent && readings.every((value) => value > 0 && value < 1) ? [1, 100] : [1]
}

function readWanted({ number, unit = '', tolerance = {} }: NumberClaim): Wanted {
  const [counted = '', ...per] = unit
    .trim()
    .replaceAll('_', ' ')
    .split(/\s*\/\s*|\s+per\s+/i)
  const { scale, rest } = readScale(counted)
  const units = unitsCalled(rest)
  const nouns = units.length > 0 ? [] : words(rest).map(({ word }) => singular(word))
  return { value: number * scale, tolerance, inUnit: units.length + nouns.length > 0, units, nouns, per: per.map(perKey) }
}

/** A label may keep the scale in its unit ("million USD"). */
function readScale(counted: string): { readonly scale: number; readonly rest: string } {
  if (unitsCalled(counted).length > 0) return { scale: 1, rest: counted }
  const [first = '', ...others] = counted.split(/\s+/)
  const scale = readTail(`1 ${first}`, 1, false)?.scale ?? 1
  return scale === 1 ? { scale, rest: counted } : { scale, rest: others.join(' ') }
}

function isClose(value: number, { value: expected, tolerance }: Wanted): boolean {
  const { abs, rel, sigfigs } = tolerance
  const rounding = 1e-9 * Math.max(1, Math.abs(value), Math.abs(expected))
  const gap = Math.abs(value - expected)
  if (gap <= rounding || (abs !== undefined && gap <= abs + rounding)) return true
  if (rel !== undefined && gap <= rel * Math.abs(expected) + rounding) return true
  return sigfigs !== undefined && toFigures(value, sigfigs) === toFigures(expected, sigfigs)
}

function toFigures(value: number, figures: number): number {
  return Number(value.toPrecision(Math.min(21, Math.max(1, Math.round(figures)))))
}

function isPrice({ units, nouns }: Wanted): boolean {
  return nouns.length === 0 && (units.length === 0 || isCurrency(units) || units.some(({ dimension }) => dimension === 'percent'))
}

/** "Free of charge" says zero. */
function statesNothing(text: string): boolean {
  return Array.from(text.matchAll(NOTHING)).some((match) => isAsserted(text, { start: match.index, end: match.index + match[0].length }))
}
