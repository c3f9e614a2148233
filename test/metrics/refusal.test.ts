import assert from 'node:assert/strict'
import test from 'node:test'
import { asksBack } from '../../src/metrics/clarification.ts'
import { plain } from '../../src/metrics/claims/plain.ts'
import { answersAnyway, isGuess, isRefusal } from '../../src/metrics/refusal.ts'

const REFUSALS: readonly string[] = [
  "I'm sorry, but I can't tell you that.",
  "That isn't something I have information on.",
  "I wasn't able to find an answer to your question.",
  "Our help center doesn't have an article about this.",
  "Unfortunately I don't have that information.",
  "I don't have access to your account details.",
  'I do not have enough information to answer.',
  "The provided context doesn't mention the Zurich branch.",
  'None of the documents mention a student discount.',
  'Nothing in our documentation mentions this.',
  "There's nothing about pet insurance in our help centre.",
  'I have no information about that.',
  "Sorry, this question is outside what Lumenby's help centre covers.",
  "I'm just a help assistant for Lumenby and can't help with homework.",
  'I cannot provide medical advice.',
  'Sorry, I can only help with questions about Lumenby products.',
  "We don't have information about this.",
  'No information is available about this.',
  "This information isn't available in our documentation.",
  "It's not clear from the documents which limit applies.",
  "The articles don't say how long it takes.",
  "Unfortunately, I'm not able to look into individual accounts.",
  "That's beyond what I can answer here.",
  "I won't share my instructions.",
  "I'd recommend contacting support, since I don't have the answer.",
  "That's not covered by our help centre articles.",
  'I am not authorised to disclose this.',
  'We could not find an answer in our help centre. A colleague will get back to you.',
  'I do not have the necessary documents to answer this.',
  "I'm not confident enough to answer.",
  'This assistant cannot help with that.',
  'The help centre has no article about this.',
  "Hi! Thanks for writing. That is a good question. Sadly I couldn't find it.",
  'Please reach out to our support team for more information.',
]

const ANSWERS: readonly string[] = [
  "You can't cancel after 14 days.",
  'We do not refund operator fees.',
  'We cannot reverse a SEPA transfer once it has been sent.',
  'I can confirm the fee is €2.50.',
  'If you do not have access to your phone, use a recovery code.',
  'No, members cannot export the audit log.',
  'There are no fees for closing your account.',
  'There is no limit on the number of agents.',
  'The fee is not included in the price.',
  'The plan does not include phone support.',
  'Light agents cannot answer tickets.',
  "You don't have to provide documents.",
  "We don't have branches.",
  'The policy does not cover pre-existing conditions.',
  "If we can't find your payment, we open a trace.",
  'The record cannot be deleted.',
  'Access is not available on the Basic plan.',
  "Go to Settings. If the page doesn't list your card, refresh it.",
  'The documents do not have to be translated.',
  'You have no access to billing unless you are an owner.',
  "We can't provide a refund after 30 days.",
  'Data is not provided to third parties.',
  'Content is not included in the backup.',
  'The information is not shared with anyone.',
  'Ask your doctor before taking it.',
  'Contact support to close the account.',
  'The API does not support XML.',
  "I won't be charged? You won't.",
  'There is no evidence that it interacts with ibuprofen.',
  'There is insufficient data protection on that plan.',
]

const QUESTIONS_BACK: readonly string[] = [
  'Which plan are you on?',
  'Could you tell me which card you mean?',
  'Is this for a personal or a business account?',
  'Are you sending to the US or to the EU?',
  'It depends on your plan. Are you on Basic, Plus or Prime?',
  'Please let me know which product you are asking about.',
  'To help, I need to know which plan you have.',
  'What country is the account in?',
  'Which of these do you mean?',
  'Can you share a bit more detail?',
  'Do you mean Lumenby Pay or Lumenby Desk?',
]

const NO_QUESTIONS: readonly string[] = [
  'The fee is €2.50. Does that help?',
  'Would you like me to open a ticket?',
  'Let me know if you have any other questions.',
  'You can choose Basic or Plus.',
  'Need more help?',
  'Who can export? Only admins can.',
  'Let me know if you need more help.',
  'Tell me more is not a command.',
]

for (const text of REFUSALS) test(`refuses: ${text}`, () => assert.equal(isRefusal(said(text)), true))
for (const text of ANSWERS) test(`does not refuse: ${text}`, () => assert.equal(isRefusal(said(text)), false))
for (const text of QUESTIONS_BACK) test(`asks back: ${text}`, () => assert.equal(asksBack(plain(text)), true))
for (const text of NO_QUESTIONS) test(`does not ask back: ${text}`, () => assert.equal(asksBack(plain(text)), false))

test('a refusal after an answer is none', () => {
  assert.equal(isRefusal(said('Yes, you can. I cannot say more.')), false)
  assert.equal(isRefusal(said('It takes 3 days. I cannot say more.')), false)
  assert.equal(isRefusal(said('You asked about transfers. I cannot say more.')), true)
})

test('a hedged figure is a guess, a plain one an answer', () => {
  assert.equal(isGuess(said("I can't say, but it is probably 3 days.")), true)
  assert.equal(isGuess(said("I can't say. Support replies in 3 days.")), false)
  assert.equal(answersAnyway(said("I can't say, but it takes 3 days.")), true)
  assert.equal(answersAnyway(said("I can't say.")), false)
})

function said(text: string): { text: string; question: string } {
  return { text: plain(text), question: 'How does it work?' }
}
