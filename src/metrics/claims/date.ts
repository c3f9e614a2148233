import { type CalendarDate, dates } from './calendar.ts'
import { isAsserted } from './negation.ts'
import type { Said } from './plain.ts'

/** What a label says of a date; a label without a year or without a day asks for less. */
type Sought = { readonly year?: number; readonly month?: number; readonly day?: number }

/** A date in the text that leaves the year out agrees with every year; one that leaves the day out agrees with no day. */
export function statesDate(claim: { readonly date: string }, said: Said): boolean {
  const sought = readLabel(claim.date)
  if (sought === undefined) return false
  if (sought.month === undefined) return statesYear(claim.date.trim(), said)
  return dates(said.text).some((found) => found.readings.some((reading) => agrees(reading, sought)) && isAsserted(said.text, found))
}

function agrees(reading: CalendarDate, sought: Sought): boolean {
  if (reading.month !== sought.month) return false
  if (sought.day !== undefined && reading.day !== sought.day) return false
  return reading.year === undefined || sought.year === undefined || reading.year === sought.year
}

function statesYear(year: string, said: Said): boolean {
  const found = Array.from(said.text.matchAll(/(?<![\p{L}\p{N}.,])(?:19|20)\d\d(?!\p{N}|[.,]\p{N})/gu))
  return found.some((match) => match[0] === year && isAsserted(said.text, { start: match.index, end: match.index + 4 }))
}

function readLabel(label: string): Sought | undefined {
  const full = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])/.exec(label.trim())
  if (full !== null) {
    return {
      year: Number(full[1]),
      ...(full[2] === undefined ? {} : { month: Number(full[2]) }),
      ...(full[3] === undefined ? {} : { day: Number(full[3]) }),
    }
  }
  const yearless = /^(?:--)?(\d{2})-(\d{2})$/.exec(label.trim())
  if (yearless !== null) return { month: Number(yearless[1]), day: Number(yearless[2]) }
  return dates(label)[0]?.readings[0]
}
