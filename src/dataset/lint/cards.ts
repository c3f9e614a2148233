const digits = /(?<![\p{L}\d+.,-]|[\d] )\d(?:[ -]?\d){12,18}(?![ -]?\d|[.,]\d|\p{L})/gu

/** First digits and lengths of the card schemes in use (ISO/IEC 7812). */
const schemes: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^(?:6011|64[4-9]\d|65\d{2})\d{12,15}$/,
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^62\d{14,17}$/,
  /^(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{9,15}$/,
]

/** Numbers that a card could have: an issuer's prefix, its length and a right check digit (Luhn 1960). */
export const cardsIn = (text: string): readonly string[] =>
  [...text.matchAll(digits)]
    .map(([found]) => found.replaceAll(/[ -]/g, ''))
    .filter((number) => schemes.some((scheme) => scheme.test(number)) && hasCheckDigit(number))

const hasCheckDigit = (number: string): boolean => {
  const sum = [...number].toReversed().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
