import assert from 'node:assert/strict'
import test from 'node:test'
import { cardsIn } from '../../../src/dataset/lint/cards.ts'
import { emailsIn } from '../../../src/dataset/lint/emails.ts'
import { ibansIn } from '../../../src/dataset/lint/ibans.ts'
import { secretsIn } from '../../../src/dataset/lint/secrets.ts'

type Find = (text: string) => readonly string[]

const finds = (find: Find, text: string, ...found: readonly string[]): void =>
  void test(`${find.name}: ${JSON.stringify(text)} holds ${found.length === 0 ? 'none' : found.join(', ')}`, () =>
    assert.deepEqual(find(text), found))

finds(ibansIn, 'IBAN: DE89370400440532013000', 'DE89370400440532013000')
finds(ibansIn, 'to gb82 west 1234 5698 7654 32 today and tomorrow', 'GB82WEST12345698765432')
finds(ibansIn, 'NO93 8601 1117 947 IS NOT FOUND', 'NO9386011117947')
finds(ibansIn, 'BE68-5390-0754-7034', 'BE68539007547034')
finds(ibansIn, 'DE89370400440532013001')
finds(ibansIn, 'DE8937040044053201300')
finds(ibansIn, 'order ab12 cdef ghij klmn opqr')

finds(cardsIn, 'visa 4111111111111111', '4111111111111111')
finds(cardsIn, 'mc 5555-5555-5555-4444, amex 3782 822463 10005', '5555555555554444', '378282246310005')
finds(cardsIn, '2223003122003222 and 6011111111111117', '2223003122003222', '6011111111111117')
finds(cardsIn, '4111111111111112')
finds(cardsIn, 'ticket 1234567812345670')
finds(cardsIn, 'phone +4111111111111111')
finds(cardsIn, '4111111111111111111111')
finds(cardsIn, 'ratio 0.4111111111111111')

finds(emailsIn, 'mail jo.doe+x@mail.co.uk, thanks', 'jo.doe+x@mail.co.uk')
finds(emailsIn, 'name@example.com, name@sub.example.org, a@shop.example, b@shop.test')
finds(emailsIn, 'write to me@notexample.com', 'me@notexample.com')
finds(emailsIn, 'the handle @aieval and 5@€3')

const kindsIn: Find = (text) => secretsIn(text).map(({ kind }) => kind)
const filler = 'aB3dE6gH9jK2mN5pQ8sT'

/** Put together here, so that no scanner takes this file for a leak. */
const keys: readonly (readonly [string, string])[] = [
  [`sk-${filler}`, 'an API key'],
  [`sk-ant-api03-${filler}-x_y`, 'an API key'],
  [`sk_live_${filler}`, 'a Stripe key'],
  [`AKIA${filler.toUpperCase().slice(0, 16)}`, 'an AWS access key'],
  [`ghp_${filler}${filler}`, 'a GitHub token'],
  [`glpat-${filler}`, 'a GitLab token'],
  [`AIza${filler}${filler.slice(0, 15)}`, 'a Google API key'],
  [`xoxb-${filler}`, 'a Slack token'],
  [`npm_${filler}${filler.slice(0, 16)}`, 'an npm token'],
  [['-----BEGIN OPENSSH', 'PRIVATE KEY-----'].join(' '), 'a private key'],
]
for (const [key, kind] of keys) test(`${kind} is found`, () => assert.deepEqual(kindsIn(`see ${key} here`), [kind]))

test('of a secret only its beginning is shown', () => {
  assert.deepEqual(
    secretsIn(`sk-${filler}`).map(({ shown }) => shown),
    ['sk-aB3…'],
  )
})

finds(kindsIn, 'sk-automations-troubleshooting, sk-retention-us-region-2024, task-1234567890abcdef123')
finds(kindsIn, '-----BEGIN PUBLIC KEY-----')
