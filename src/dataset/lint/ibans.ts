const form = /(?<![\p{L}\d])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]){11,30}/giu

/** Lengths by country (ISO 13616 registry). */
const lengths: Readonly<Record<number, string>> = {
  15: 'NO',
  16: 'BE',
  18: 'DK FI FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH HR LI LV',
  22: 'BG BH CR DE GB GE IE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI DJ FR GR IT MC MR SM',
  28: 'AL AZ BY CY DO GT HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
}
const lengthOf = new Map(
  Object.entries(lengths).flatMap(([length, countries]) => countries.split(' ').map((each) => [each, Number(length)])),
)

/** Account numbers whose check digits are right (ISO 7064, mod 97-10); words that follow one are cut off by its country's length. */
export const ibansIn = (text: string): readonly string[] =>
  [...text.matchAll(form)].flatMap(([found]) => {
    const joined = found.replaceAll(/[ -]/g, '').toUpperCase()
    const length = lengthOf.get(joined.slice(0, 2))
    if (length === undefined || joined.length < length) return []
    const iban = joined.slice(0, length)
    return remainder(iban) === 1 ? [iban] : []
  })

const remainder = (iban: string): number =>
  [...`${iban.slice(4)}${iban.slice(0, 4)}`].reduce((rest, character) => {
    const value = Number.parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
