import { remembering } from './memory.ts'
import type { Span } from './plain.ts'

export type CalendarDate = { readonly year?: number; readonly month: number; readonly day?: number }

/** A date written in the text; 03/04/2026 has two readings, and "12.05." may as well be a price: not certain. */
export type FoundDate = Span & { readonly readings: readonly CalendarDate[]; readonly certain: boolean }

type Groups = Readonly<Partial<Record<'y' | 'm' | 'd' | 'month' | 'a' | 'b' | 'other', string>>>
type Form = { readonly pattern: RegExp; readonly certain: boolean; readonly read: (groups: Groups) => readonly CalendarDate[] }
/** Only a text with the `sign` is searched for the forms, which costs more. */
type Family = { readonly sign: RegExp; readonly forms: readonly Form[] }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NAME =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\\.?'
const ORDINAL = '(?:st|nd|rd|th)?'
const YEAR = '(?:,? (?:in )?(?<y>(?:19|20)\\d\\d)(?!\\d|[.,]\\d))?'

const NAMED: readonly Form[] = [
  {
    pattern: new RegExp(
      `(?<![\\d.,:/-])(?:(?<other>\\d{1,2})${ORDINAL} ?(?:-|to|and|until|or) ?)?(?:the )?(?<d>\\d{1,2})(?:${ORDINAL}|\\.) ?(?:day )?(?:of )?${NAME}${YEAR}`,
      'gi',
    ),
    certain: true,
    read: named,
  },
  {
    pattern: new RegExp(
      `(?<![a-z])${NAME} (?:the )?(?<d>\\d{1,2})${ORDINAL}(?![\\d%a-z]|[.,]\\d)(?: ?(?:-|to|and|or) ?(?<other>\\d{1,2})${ORDINAL}(?![\\d%a-z]))?${YEAR}`,
      'gi',
    ),
    certain: true,
    read: named,
  },
  { pattern: new RegExp(`(?<![a-z])${NAME},? (?<y>(?:19|20)\\d\\d)(?!\\d)`, 'gi'), certain: true, read: named },
  { pattern: new RegExp(`(?<![a-z])${NAME}(?! ?\\d)`, 'gi'), certain: false, read: monthAlone },
]
const ISO: readonly Form[] = [{ pattern: /(?<![\d-])(?<y>\d{4})[-/](?<m>\d{2})[-/](?<d>\d{2})(?!\d)/g, certain: true, read: named }]
const NUMERIC: readonly Form[] = [
  { pattern: /(?<![\d.,/-])(?<a>\d{1,2})[./-](?<b>\d{1,2})[./-](?<y>\d{4}|\d{2})(?!\d|[./-]\d)/g, certain: true, read: numeric },
  { pattern: /(?<![\d.,/-])(?<a>\d{1,2})(?:\.(?=\d{1,2}\.(?!\d))|\/)(?<b>\d{2})(?![\d/])/g, certain: false, read: numeric },
]
const FAMILIES: readonly Family[] = [
  { sign: /\d[/-]\d/, forms: ISO },
  { sign: new RegExp(`(?<![a-z])${NAME}`, 'i'), forms: NAMED },
  { sign: /\d[./-]\d/, forms: NUMERIC },
]

/** Every date in the text, in the order of the forms; none that no calendar has. */
export const dates: (text: string) => readonly FoundDate[] = remembering((text) =>
  FAMILIES.filter(({ sign }) => sign.test(text)).flatMap(({ forms }) => forms.flatMap((form) => find(form, text))),
)

function find({ pattern, certain, read }: Form, text: string): readonly FoundDate[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    certain,
    readings: read(match.groups ?? {}).filter(exists),
  })).filter(({ readings }) => readings.length > 0)
}

function named({ y, m, d, month, other }: Groups): readonly CalendarDate[] {
  if (month !== undefined && y === undefined && /^(?:may|mar|march)\b/.test(month)) return []
  const stem: CalendarDate = {
    month: month === undefined ? Number(m) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1,
    ...(y === undefined ? {} : { year: Number(y) }),
  }
  const days = [d, other].filter((day) => day !== undefined)
  return days.length === 0 ? [stem] : days.map((day) => ({ ...stem, day: Number(day) }))
}

/** "May" alone is a verb more often than a month. */
function monthAlone({ month = '' }: Groups): readonly CalendarDate[] {
  return /^(?:[a-z]|May)/.test(month) ? [] : named({ month })
}

function numeric({ a, b, y }: Groups): readonly CalendarDate[] {
  const year = y === undefined ? {} : { year: y.length === 2 ? 2000 + Number(y) : Number(y) }
  return [
    { ...year, day: Number(a), month: Number(b) },
    { ...year, day: Number(b), month: Number(a) },
  ]
}

function exists({ year = 2024, month, day = 1 }: CalendarDate): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
