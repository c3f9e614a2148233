import type { Quantity } from './quantity.ts'
import { isCurrency } from './units.ts'

const JOINT = /^(?:,? and)? $/i
const NAMED = /(?:euros?|dollars?|pounds?|francs?)$/i

/** "39 euros and 20 cents" and "six euros forty" are one amount. */
export function joinCoins(found: readonly Quantity[], text: string): readonly Quantity[] {
  const joined: Quantity[] = []
  for (const quantity of found) {
    const notes = joined.at(-1)
    const amount = notes === undefined ? undefined : add(notes, quantity, text)
    if (amount === undefined) joined.push(quantity)
    else joined[joined.length - 1] = amount
  }
  return joined
}

function add(notes: Quantity, coins: Quantity, text: string): Quantity | undefined {
  const [[whole = 0.5, ...others], [cents = 0]] = [notes.readings, coins.readings]
  const between = text.slice(notes.end, coins.start)
  const fits = others.length === 0 && Number.isInteger(whole) && Number.isInteger(cents) && cents > 0 && cents < 100
  if (!fits || notes.per.length > 0 || !JOINT.test(between) || !areCoinsOf(notes, coins)) return undefined
  if (coins.units.length === 0 && (cents < 10 || between !== ' ' || !NAMED.test(text.slice(notes.start, notes.end)))) return undefined
  return { ...notes, readings: [whole + cents / 100], end: coins.end, per: coins.per }
}

/** Cents of the same money, or a figure with nothing said of what it is. */
function areCoinsOf(notes: Quantity, { units, noun }: Quantity): boolean {
  if (!isCurrency(notes.units) || notes.units.some(({ factor }) => factor !== 1) || noun !== undefined) return false
  return (
    units.length === 0 || units.some((coin) => coin.factor === 0.01 && notes.units.some(({ dimension }) => dimension === coin.dimension))
  )
}
