import assert from 'node:assert/strict'
import test from 'node:test'
import { statesNumber } from '../../src/metrics/claims/number.ts'
import { plain } from '../../src/metrics/claims/plain.ts'
import { statesOneOf } from '../../src/metrics/claims/text.ts'

/** An answer, the amounts that it claims, and those that it mentions without claiming them. */
type Row = readonly [answer: string, claimed: readonly string[], mentioned: readonly string[]]

const AMOUNTS: readonly Row[] = [
  // The rules of another year.
  ['It is 65 days; according to the 2024 policy it was 74 days.', ['65 days'], ['74 days']],
  ['Under the 2025 terms a notice of 30 days applied.', [], ['30 days']],
  ['Until April 2025 bills up to 6 months old were accepted; now it is 3 months.', ['3 months'], ['6 months']],
  ['Older 2024 guidance allowed up to 6 months.', [], ['6 months']],
  ['In 2024 Business customers could add it for €2.', [], ['2 EUR']],
  ['At most 10 days; it was 15 days under the old rules.', ['10 days'], ['15 days']],
  ['By the old price list you paid €7.', [], ['7 EUR']],
  ['Under the new rules it is €7.', ['7 EUR'], []],
  ['In January 2026 we lowered the fee to €2.50.', ['2.5 EUR'], []],
  ['In 2025 the fee was €4 and is €2.50 now.', ['2.5 EUR'], ['4 EUR']],
  ['Until 31 March you can return it within 3 days.', ['3 days'], []],
  ['It was up to 6 months before; now only 3 months.', ['3 months'], ['6 months']],
  ['A trace is €15 (until 2025: €25).', ['15 EUR'], ['25 EUR']],
  ['The reports used to run every 4 hours.', [], ['4 hours']],
  ['You pay €9 (it would have been €10.80).', ['9 EUR'], ['10.8 EUR']],
  // "Once" and "charged" are not always past.
  ['Once 30 days have passed you may apply again.', ['30 days'], []],
  ['Once you have 5 agents, add a team.', ['5 agents'], []],
  ['It was once €4.', [], ['4 EUR']],
  ['It is under 6 hours before your visit, so you will be charged €15.', ['15 EUR', '6 hours'], []],
  ['You are charged €15 if you cancel earlier.', ['15 EUR'], []],
  ['You were charged €15 until 2025.', [], ['15 EUR']],
  // Lists are disowned as one.
  ['The former steps of 21, 45 and 90 days are gone.', [], ['21 days', '45 days', '90 days']],
  ['Steps at 21, 45 and 90 days no longer apply.', [], ['21 days', '45 days', '90 days']],
  ['The steps are 21, 45 and 90 days.', ['21 days', '45 days', '90 days'], []],
  ['It is not 3, 5 or 7 days.', [], ['3 days', '5 days', '7 days']],
  ['Seats are €20; the old €18/€36/€65 no longer apply.', ['20 EUR'], ['18 EUR', '36 EUR', '65 EUR']],
  ['It is €20 instead of the former €18, €36 and €65.', ['20 EUR'], ['18 EUR', '36 EUR', '65 EUR']],
  ['They are no longer €18, €36 and €65.', [], ['18 EUR', '36 EUR', '65 EUR']],
  ['Those were the 2024 prices: €20, €40.', [], ['20 EUR', '40 EUR']],
  ['The former 5 %, 6 % or 7 % are gone.', [], ['5 %', '6 %', '7 %']],
  ['You no longer wait 21 days, 45 days or 90 days.', [], ['21 days', '45 days', '90 days']],
  ['The prices are €20/€40/€70.', ['20 EUR', '40 EUR', '70 EUR'], []],
  ['The prices: €20, €40.', ['20 EUR', '40 EUR'], []],
  ['It is no longer €20, €25 is the price.', ['25 EUR'], ['20 EUR']],
  ['It is not €20, and €25 is charged.', ['25 EUR'], ['20 EUR']],
  ['There is no longer a fee of €4 and 30 days are yours.', ['30 days'], ['4 EUR']],
  ['Those were the 2024 prices: €20, now €25.', ['25 EUR'], ['20 EUR']],
  // That it is past may be said after the figure.
  ["It is 1 %; the 0.9 % was last year's rate.", ['1 %'], ['0.9 %']],
  ['You pay 1 % (0.9 % was the 2025 rate).', ['1 %'], ['0.9 %']],
  ['0.9 % was the rate until the end of 2025, now it is 1 %.', ['1 %'], ['0.9 %']],
  ['The 0.9 % rate ended on 31 December 2025.', [], ['0.9 %']],
  ['It is 1 % (last year: 0.9 %).', ['1 %'], ['0.9 %']],
  ['Last year: 0.9 %, this year: 1 %.', ['1 %'], ['0.9 %']],
  ['You pay 1 %; the rate of 0.9 % applied last year.', ['1 %'], ['0.9 %']],
  ['You pay 1 %; 0.9 % only applied in 2025.', ['1 %'], ['0.9 %']],
  ['You pay 1 %; 0.9 % was last year.', ['1 %'], ['0.9 %']],
  ["No, 14 days have passed, so you can't cancel any more.", ['14 days'], []],
  ['0.9 % used to be the rate.', [], ['0.9 %']],
  ['It is 1 % and used to be 0.9 %.', ['1 %'], ['0.9 %']],
  ["It is 1 % and 0.9 % was last year's rate.", ['1 %'], ['0.9 %']],
  ['You have 3 months after your plan ended.', ['3 months'], []],
  ['We refund €4 if the payment was the first in 2026.', ['4 EUR'], []],
  ['It is €4 unless the rate was set in 2025.', ['4 EUR'], []],
  // "Any more" belongs to the negation next to it.
  ["No, kits last 6 months from dispatch, so it can't be used any more.", ['6 months'], []],
  ["No: it is 3 days, and a letter isn't sent any more.", ['3 days'], []],
  ['No, 6 months of notice are not needed any more.', [], ['6 months']],
  ["No, €4 isn't charged any more.", [], ['4 EUR']],
  ['No, you do not have to wait the 30 days any more.', [], ['30 days']],
  ['No, there are no fees of €4 any more.', [], ['4 EUR']],
  // What is granted after a denial, or is not enough.
  ['No. Even if you pay €4, it takes 3 days.', ['3 days'], ['4 EUR']],
  ["You can't speed it up, even if you pay €4.", [], ['4 EUR']],
  ['It takes 3 days, even if you pay €4.', ['4 EUR', '3 days'], []],
  ['Yes. Even if you pay late, the fee is €4.', ['4 EUR'], []],
  ["3 months isn't enough; you need 6 months.", ['6 months'], ['3 months']],
  ["You need 6 months, 3 months isn't enough.", ['6 months'], ['3 months']],
  ["You need 6 months as 3 isn't enough.", ['6 months'], []],
  ["You need 6 months - 3 months isn't enough.", ['6 months'], ['3 months']],
  ['A contract of 3 months of notice is not sufficient.', [], ['3 months']],
  ["You get 2 vouchers if one isn't enough.", ['2 vouchers'], []],
  // What stands in brackets is disowned alone.
  ['The fee is €25 (the €20 applied until 2025).', ['25 EUR'], ['20 EUR']],
  ['The fee is €25 (no longer €20).', ['25 EUR'], ['20 EUR']],
  ['€20 (no longer valid); it is €25.', ['25 EUR'], ['20 EUR']],
  ['€20 (the old fee) and €25 (since May).', ['25 EUR'], ['20 EUR']],
  // A verb between a negation and the figure.
  ['Use the header; do not simply wait 60 seconds.', [], ['60 seconds']],
  ['You do not get 5 seats.', [], ['5 seats']],
  ['Do not eat for 10 hours before the test.', ['10 hours'], []],
  ['Do not drink 2 hours before.', ['2 hours'], []],
  ['The fee does not exceed €4.', ['4 EUR'], []],
  // A condition ends at its comma.
  ['If the card is late, you do not pay €4.', [], ['4 EUR']],
  ['When you downgrade, there is no 30-day wait.', [], ['30 days']],
  ['If you do not pay €4 we block it.', ['4 EUR'], []],
  ['If you are not happy, you have 14 days.', ['14 days'], []],
  // Wordings met after the rules were written.
  ['It takes 5 days (formerly 8 days).', ['5 days'], ['8 days']],
  ['Back in 2024 it was still 60 minutes.', [], ['60 minutes']],
  ['You may have read 90 days somewhere, but it is 120 days.', ['120 days'], []],
  ['Unlike the pet plan with its 21 days, we have 30 days.', ['30 days'], ['21 days']],
  ['The 2025 conditions said 2 months, today 1 month is enough.', ['1 months'], ['2 months']],
  ["You won't be charged €15 unless you cancel late.", [], ['15 EUR']],
  ['There is no waiting time of 30 days any more.', [], ['30 days']],
  ['You had to pay €4 until last year, now €2.', ['2 EUR'], ['4 EUR']],
  ['Rates used to be 3.4 % and are now 2.7 %.', ['2.7 %'], ['3.4 %']],
  ['Do not take more than 8 tablets in 24 hours.', ['8 tablets', '24 hours'], []],
  ["It doesn't take longer than 3 days.", ['3 days'], []],
  ['The price (€5, was €6 in 2025) is per month.', ['5 EUR'], ['6 EUR']],
  ['Since 2026: 2.7 %. Until 2025: 3.4 %.', ['2.7 %'], ['3.4 %']],
]

for (const [answer, claimed, mentioned] of AMOUNTS) {
  test(`${JSON.stringify(answer)} claims ${claimed.join(' and ') || 'nothing'}`, () => {
    for (const amount of claimed) assert.ok(claims(answer, amount), amount)
    for (const amount of mentioned) assert.ok(!claims(answer, amount), amount)
  })
}

const PHRASES: readonly (readonly [answer: string, phrase: string, stated: boolean])[] = [
  ['If you do not know the payment, there is no need to contact the shop.', 'contact the shop', false],
  ['If that does not help, contact the shop.', 'contact the shop', true],
  ["Guests aren't automatically full agents.", 'full agents', false],
  ['Guests do not automatically become full agents.', 'become full agents', false],
  ["We can't promise you will get your money back.", 'get your money back', false],
  ["I can't say who you should vote for.", 'vote for', false],
  ["I can't see your plan, so open the settings.", 'open the settings', true],
  ["Don't just restart it.", 'restart it', false],
  ['No. Even if you contact the shop first, we need the form.', 'contact the shop', false],
  ['Even if you are late, contact the shop.', 'contact the shop', true],
  ["A message to support isn't enough.", 'message to support', false],
  ['Contacting the shop alone does not suffice.', 'contacting the shop', false],
  ["Contact the shop; an e-mail isn't enough.", 'contact the shop', true],
  ["Contact the shop if an e-mail isn't enough.", 'contact the shop', true],
  ["You don't only get a refund.", 'a refund', true],
  // A phrase does not run over the end of a sentence, a clause or an item.
  ['It is free; on Basic it costs €3.', 'free on Basic', false],
  ['Basic is free. On Plus you pay.', 'free on Plus', false],
  ['- Free\n- Basic is paid', 'free basic', false],
  ['It is free\non Basic.', 'free on Basic', true],
  ['Basic: 5 agents', 'basic 5 agents', true],
  ['Call 112. Now.', 'call 112 now', true],
  ['Is it free? Basic is.', 'free? Basic', true],
]

for (const [answer, phrase, stated] of PHRASES) {
  test(`${JSON.stringify(answer)} ${stated ? 'says' : 'does not say'} ${phrase}`, () => {
    assert.equal(statesOneOf([phrase], said(answer)), stated)
  })
}

function claims(answer: string, amount: string): boolean {
  const [number = '', unit = ''] = amount.split(' ')
  return statesNumber({ number: Number(number), unit }, said(answer))
}

function said(answer: string): { text: string; question: string } {
  return { text: plain(answer), question: '' }
}
