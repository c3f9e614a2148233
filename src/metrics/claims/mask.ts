import { dates } from './calendar.ts'

/** Only a text with the `sign` is searched for the pattern, which costs more. */
type Mark = { readonly sign: RegExp; readonly pattern: RegExp }

/** Digits that count nothing. Each pattern is bounded or consumes what it reads, so that long answers stay cheap. */
const NOT_QUANTITIES: readonly Mark[] = [
  { sign: /:\/\/|www/i, pattern: /(?<!\p{L})(?:https?:\/\/|www\.)\S+/giu },
  { sign: /@/, pattern: /(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}/g },
  // Phone numbers.
  { sign: /\+\d/, pattern: /(?<!\d)\+\d[\d ()./-]{6,20}\d/g },
  { sign: /\(\d/, pattern: /\(\d{2,5}\)[ -]?\d{3,4}[ -]?\d{3,4}/g },
  { sign: /\d{3}[-. ]\d{3}/, pattern: /(?<![\d.,])(?:1-)?\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)/g },
  { sign: /0\d\d/, pattern: /(?<![\d.,])0\d{2,4}[ /-]\d{3,8}(?:[ -]\d{2,8})?(?!\d)/g },
  {
    sign: /call|phone|dial|tel|hotline|ext/i,
    pattern: /(?<=\b(?:call|phone|dial|tel|telephone|hotline|extension|ext)\b[.:]? (?:us on |us at |on |at )?)\d[\d ()-]{2,20}/gi,
  },
  // Times of day and opening hours.
  {
    sign: /[\d ](?:[ap]\.?m|o'clock|uhr)/i,
    pattern: /(?<![\d.,])(?:\d{1,2} ?(?:-|to) ?)?\d{1,2}(?:[:.]\d{2})? ?(?:a\.m\.|p\.m\.|(?:am|pm|o'clock|uhr)(?![\p{L}\p{N}]))/giu,
  },
  { sign: /\d:\d/, pattern: /(?<![\d.,:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/g },
  { sign: /24\/7/, pattern: /(?<!\d)24\/7(?!\d)/g },
  // Markers and references: "1." and "(2)" in lists, "[3]", "step 4", "§ 5", "12th", "v2.1", "1.2.3".
  { sign: /\d[.)] /, pattern: /^ ?(?:[-•>#]+ ?)?\(?\d{1,3}[.)](?= )/gm },
  { sign: /\(\d/, pattern: /(?<=^|\s)\(\d{1,2}\)(?= )/g },
  { sign: /\[[\d, -]/, pattern: /\[[\d, -]{1,20}\]/g },
  {
    sign: /[a-z.][ -]#?\d/i,
    pattern:
      /(?<!\p{L})(?:steps?|sections?|options?|pages?|articles?|chapters?|figures?|tables?|notes?|footnotes?|versions?|annex|appendix|no\.|nr\.|question|case|ticket|order|invoice|reference|paragraph|clause|form|type|tier|level|stage|phase|covid)[ -]#?\d{1,9}(?:\.\d{1,4}){0,4}(?![\d%])/giu,
  },
  { sign: /[§#№]/, pattern: /[§#№] ?\d{1,9}(?:\.\d{1,4}){0,4}/g },
  { sign: /\d(?:st|nd|rd|th)/i, pattern: /(?<![\d.,])\d{1,4}(?:st|nd|rd|th)(?!\p{L})/giu },
  { sign: /v\d/i, pattern: /(?<![\p{L}\d.,])v\d{1,6}(?:\.\d{1,6}){0,4}/giu },
  { sign: /\d\.\d+\.\d/, pattern: /(?<![\d.,])(?!\d{1,3}(?:\.\d{3}){2,6}(?![\d.]))\d{1,6}(?:\.\d{1,6}){2,5}(?![\d,])/g },
]

/** The same text with everything whose digits are no quantity blotted out, position by position. */
export function maskNonQuantities(text: string): string {
  if (!/\d|:\/\/|www|@/i.test(text)) return text
  const undated = dates(text)
    .filter(({ certain }) => certain)
    .reduce((masked, { start, end }) => masked.slice(0, start) + blot(masked.slice(start, end)) + masked.slice(end), text)
  return NOT_QUANTITIES.filter(({ sign }) => sign.test(undated)).reduce((masked, { pattern }) => masked.replace(pattern, blot), undated)
}

function blot(match: string): string {
  return '\u0001'.repeat(match.length)
}
