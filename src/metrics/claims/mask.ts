import { dates } from './calendar.ts'

/** Digits that count nothing. Each pattern is bounded or consumes what it reads, so that long answers stay cheap. */
const NOT_QUANTITIES: readonly RegExp[] = [
  /(?<!\p{L})(?:https?:\/\/|www\.)\S+/giu,
  /(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}/g,
  // Phone numbers.
  /(?<!\d)\+\d[\d ()./-]{6,20}\d/g,
  /\(\d{2,5}\)[ -]?\d{3,4}[ -]?\d{3,4}/g,
  /(?<![\d.,])(?:1-)?\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)/g,
  /(?<![\d.,])0\d{2,4}[ /-]\d{3,8}(?:[ -]\d{2,8})?(?!\d)/g,
  /(?<=\b(?:call|phone|dial|tel|telephone|hotline|extension|ext)\b[.:]? (?:us on |us at |on |at )?)\d[\d ()-]{2,20}/gi,
  // Times of day and opening hours.
  /(?<![\d.,])(?:\d{1,2} ?(?:-|to) ?)?\d{1,2}(?:[:.]\d{2})? ?(?:a\.m\.|p\.m\.|(?:am|pm|o'clock|uhr)(?![\p{L}\p{N}]))/giu,
  /(?<![\d.,:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/g,
  /(?<!\d)24\/7(?!\d)/g,
  // Markers and references: "1." and "(2)" in lists, "[3]", "step 4", "§ 5", "12th", "v2.1", "1.2.3".
  /^ ?(?:[-•>#]+ ?)?\(?\d{1,3}[.)](?= )/gm,
  /(?<=^|\s)\(\d{1,2}\)(?= )/g,
  /\[[\d, -]{1,20}\]/g,
  /(?<!\p{L})(?:steps?|sections?|options?|pages?|articles?|chapters?|figures?|tables?|notes?|footnotes?|versions?|annex|appendix|no\.|nr\.|question|case|ticket|order|invoice|reference|paragraph|clause|form|type|tier|level|stage|phase|covid)[ -]#?\d{1,9}(?:\.\d{1,4}){0,4}(?![\d%])/giu,
  /[§#№] ?\d{1,9}(?:\.\d{1,4}){0,4}/g,
  /(?<![\d.,])\d{1,4}(?:st|nd|rd|th)(?!\p{L})/giu,
  /(?<![\p{L}\d.,])v\d{1,6}(?:\.\d{1,6}){0,4}/giu,
  /(?<![\d.,])(?!\d{1,3}(?:\.\d{3}){2,6}(?![\d.]))\d{1,6}(?:\.\d{1,6}){2,5}(?![\d,])/g,
]

/** The same text with everything whose digits are no quantity blotted out, position by position. */
export function maskNonQuantities(text: string): string {
  const undated = dates(text)
    .filter(({ certain }) => certain)
    .reduce((pieces, { start, end }) => pieces.fill('\u0001', start, end), text.split(''))
    .join('')
  return NOT_QUANTITIES.reduce((masked, pattern) => masked.replace(pattern, blot), undated)
}

function blot(match: string): string {
  return '\u0001'.repeat(match.length)
}
