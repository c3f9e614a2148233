import type { Quantity } from './quantity.ts'
import { isCurrency } from './units.ts'

const JOINED = /^ ?(?:-|to|and|or|,|, or|, and|\/|up to|through) ?$/i

/** In "2-3 days", "5, 10 or 15 mg" and "€4-5" one unit is written for all. */
export function shareUnits(found: readonly Quantity[], text: string): readonly Quantity[] {
  return shareForward(shareBackward(found, text), text)
}

function shareBackward(found: readonly Quantity[], text: string): readonly Quantity[] {
  const shared = [...found]
  for (let index = shared.length - 2; index >= 0; index -= 1) {
    const [left, right] = [shared[index], shared[index + 1]]
    if (left === undefined || right === undefined || !isBare(left) || isBare(right) || !isJoined(left, right, text)) continue
    shared[index] = { ...left, units: right.units, ...noted(right), year: false }
  }
  return shared
}

function shareForward(found: readonly Quantity[], text: string): readonly Quantity[] {
  const shared = [...found]
  for (let index = 1; index < shared.length; index += 1) {
    const [left, right] = [shared[index - 1], shared[index]]
    if (left === undefined || right === undefined || !isBare(right) || !isCurrency(left.units) || !isJoined(left, right, text)) continue
    shared[index] = { ...right, units: left.units, year: false }
  }
  return shared
}

function noted({ noun, per }: Quantity): Pick<Quantity, 'noun' | 'per'> {
  return noun === undefined ? { per } : { noun, per }
}

function isBare({ units, noun }: Quantity): boolean {
  return units.length === 0 && noun === undefined
}

function isJoined(left: Quantity, right: Quantity, text: string): boolean {
  return right.start >= left.end && right.start - left.end < 12 && JOINED.test(text.slice(left.end, right.start))
}
