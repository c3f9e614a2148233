import assert from 'node:assert/strict'
import test from 'node:test'
import { plain } from '../../src/metrics/claims/plain.ts'
import { quantities } from '../../src/metrics/claims/quantity.ts'

/** Each quantity as its readings, then the first unit it may have or the noun it counts, then what it is per. */
const ROWS: readonly (readonly [text: string, found: readonly string[]])[] = [
  ['€2.50', ['2.5 EUR']],
  ['2,50 €', ['2.5 EUR']],
  ['US$ 1,250.75', ['1250.75 USD']],
  ['CHF 5', ['5 CHF']],
  ['20 kr', ['20 SEK']],
  ['€1.5m', ['1500000 EUR']],
  ['$2 bn', ['2000000000 USD']],
  ['10k users', ['10000 user']],
  ['€1.234.567,89', ['1234567.89 EUR']],
  ['1.000', ['1|1000']],
  ['1,000', ['1000']],
  ['12,34,567', ['1234567']],
  ['1,2,3', []],
  ['0,125 %', ['0.125 percent']],
  ['5‰', ['5 percent']],
  ['€9 per agent a month', ['9 EUR /agent /month×1']],
  ['€49 yearly', ['49 EUR /month×12']],
  ['100 requests/minute', ['100 request /time×60']],
  ['3-5 working days', ['3 business day', '5 business day']],
  ['5, 10 or 15 mg', ['5 mass', '10 mass', '15 mass']],
  ['$4–5', ['4 USD', '5 USD']],
  ['between €4 and €5', ['4 EUR', '5 EUR']],
  ['a hundred and twenty-four days', ['124 time']],
  ['two and three days', ['2 time', '3 time']],
  ['three million euros', ['3000000 EUR']],
  ['two and a half hours', ['2.5 time']],
  ['2 and a half hours', ['2.5 time']],
  ['2½ hours', ['2.5 time']],
  ['1/2 tablet', ['0.5']],
  ['half an hour', ['0.5 time']],
  ['a dozen agents', ['12 agent']],
  ['a 5-star rating', ['5 star']],
  ['120/80 mmHg', ['120 mmhg', '80 mmhg']],
  ['about 30 days', ['30 time']],
  ['minus 5 °C', ['-5 celsius']],
  ['- 5 days', ['5 time']],
  ['in 2024', ['2024 year']],
  ['2FA, MP3, B2B, ISO27001, fees-2024, v2, 1.2.3, USB-C', []],
  ['on 31 March 2026, 31.03.2026, 2026-03-31, 3/31/26 and March 31', []],
  ['at 14:30, 9 am, 9-5 pm or 5 o’clock, 24/7', []],
  ['call +49 30 1234567, 0800-123456 or (030) 1234 5678', []],
  ['1. open\n2) tap\n- 3. done (4) off [5] step 6, section 7.1, § 8, 9th', []],
  ['see https://a.example/5/7 or a5@b7.example', []],
  ['one of them, no one, the one that', []],
  ['First, second and third', []],
  ['€5¹', ['5 EUR']],
  ['39 euros and 20 cents a month', ['39.2 EUR /month×1']],
  ['nine euros and eighty cents', ['9.8 EUR']],
  ['six euros forty', ['6.4 EUR']],
  ['6 euros 40', ['6.4 EUR']],
  ['€6 and 40 cents', ['6.4 EUR']],
  ['5 euros 20 percent', ['5 EUR', '20 percent']],
  ['150 euros 3) done', ['150 EUR', '3']],
  ['4 euros, 50 cents', ['4 EUR', '50 EUR']],
  ['5 euros and 2 dollars', ['5 EUR', '2 USD']],
  ["it's a year", ['1 month']],
  ['A week.', ['1 time']],
  ['it expires a week after', ['1 time']],
  ['it is a year and a half', ['1.5 month']],
  ['a day pass', []],
  ['3 times a year', ['3 frequency /month×12']],
  ['minus 35 EUR', ['35|-35 EUR']],
  ['10 minus 3 days', ['10', '3|-3 time']],
  ['5*12 = €60', ['5', '12', '60 EUR']],
]

for (const [text, found] of ROWS) {
  test(`${JSON.stringify(text)} holds ${found.join(', ') || 'no quantity'}`, () => assert.deepEqual(shown(text), found))
}

function shown(text: string): readonly string[] {
  return quantities(plain(text)).map(({ readings, units, noun, per, year }) =>
    [readings.join('|'), units[0]?.dimension, noun, year ? 'year' : undefined, ...per.map((key) => `/${key}`)]
      .filter((each) => each !== undefined)
      .join(' '),
  )
}
