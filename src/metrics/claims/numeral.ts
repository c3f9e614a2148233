const FRACTIONS: Readonly<Record<string, number>> = { '½': 1 / 2, '¼': 1 / 4, '¾': 3 / 4, '⅓': 1 / 3, '⅔': 2 / 3 }

/** A fraction, digits in groups of three, plain digits with marks, or a bare decimal; all linear. */
export const NUMERAL: RegExp =
  /\d{1,4} and a half(?!\p{L})|(?:\d{1,3} )?[1-9]\/(?:10|[2-9])(?![\d/])|\d{1,3}(?:[ ']\d{3}){1,6}(?!\d)(?:[.,]\d{1,9}(?!\d))?|\d+(?:[.,]\d+)*[½¼¾⅓⅔]?|[½¼¾⅓⅔]|(?<![\p{L}\d.])\.\d+/gu

/**
 * The values a numeral can mean, likeliest first. "1.000" is one or, as most of Europe writes, a thousand; "2 500" is
 * a grouped number or two of 500 (mg).
 */
export function readNumeral(raw: string): readonly number[] {
  if (raw.length > 40) return []
  return readings(raw).filter((value) => Number.isFinite(value))
}

function readings(raw: string): readonly number[] {
  if (raw.endsWith('half')) return [Number.parseInt(raw, 10) + 0.5]
  if (raw.includes('/')) return [simpleFraction(raw)]
  const vulgar = FRACTIONS[raw.at(-1) ?? '']
  if (vulgar !== undefined) return [Number(raw.slice(0, -1)) + vulgar]
  const groups = raw.split(' ')
  if (groups.length > 1) return [...decimals(groups.join('')), ...decimals(groups.at(-1) ?? '')]
  return decimals(raw.replaceAll("'", ''))
}

function simpleFraction(raw: string): number {
  const [whole, fraction] = raw.includes(' ') ? raw.split(' ') : ['0', raw]
  const [top, bottom] = (fraction ?? '').split('/')
  return Number(whole) + Number(top) / Number(bottom)
}

function decimals(raw: string): readonly number[] {
  const marks = raw.replace(/\d/g, '')
  if (marks === '') return [Number(raw)]
  const last = marks.at(-1) ?? ''
  if (marks.includes(',') && marks.includes('.')) return mixed(raw, last)
  if (marks.length > 1) return isGrouped(raw, last) ? [Number(raw.replaceAll(last, ''))] : []
  const thousands = /^[1-9]\d{0,2}[.,]\d{3}$/.test(raw)
  const joined = Number(raw.replace(last, ''))
  const decimal = Number(raw.replace(',', '.'))
  if (!thousands) return [decimal]
  return last === ',' ? [joined] : [decimal, joined]
}

/** The mark that comes last is the decimal one, unless it repeats. */
function mixed(raw: string, last: string): readonly number[] {
  const other = last === '.' ? ',' : '.'
  const whole = raw.slice(0, raw.lastIndexOf(last))
  if (whole.includes(last) || !isGrouped(whole, other)) return []
  return [Number(`${whole.replaceAll(other, '')}.${raw.slice(whole.length + 1)}`)]
}

/** Groups of three, or of two before the last as in India. */
function isGrouped(raw: string, mark: string): boolean {
  return (mark === '.' ? /^\d{1,3}(?:\.\d{3})+$/ : /^\d{1,3}(?:,\d{2,3})*,\d{3}$/).test(raw)
}
