import assert from 'node:assert/strict'
import test from 'node:test'
import { checks } from '../../../src/dataset/lint/checks.ts'
import type { LintInput } from '../../../src/dataset/lint/input.ts'
import { lint } from '../../../src/dataset/lint/lint.ts'
import type { LintFinding } from '../../../src/domain/lint.ts'
import { answerable, made, tested, tuned } from './made.ts'

const findingsOf = (check: string, input: Partial<LintInput>): readonly LintFinding[] => {
  const result = lint(made(input)).find((each) => each.check === check)
  assert.equal(result?.status, 'checked')
  return result?.status === 'checked' ? result.findings : []
}

const tripped = new Set<string>()
const passed = new Set<string>()

/** The check finds exactly one thing, in these words, at this place. */
const trips = (
  check: string,
  name: string,
  input: Partial<LintInput>,
  { message, line = 1 }: { message: RegExp; line?: number | 'nowhere' },
): void => {
  tripped.add(check)
  test(`${check} finds ${name}`, () => {
    const findings = findingsOf(check, input)
    assert.equal(findings.length, 1, JSON.stringify(findings))
    assert.match(findings[0]?.message ?? '', message)
    assert.equal(findings[0]?.at?.line ?? 'nowhere', line)
  })
}

const leaves = (check: string, name: string, input: Partial<LintInput>): void => {
  passed.add(check)
  test(`${check} leaves ${name}`, () => assert.deepEqual(findingsOf(check, input), []))
}

trips(
  'format',
  'what reading reported',
  { problems: [{ at: { file: 't', line: 3 }, message: 'duplicate id a' }] },
  { message: /^duplicate id a$/, line: 3 },
)
trips('format', 'a set without a sample', {}, { message: /no sample$/, line: 'nowhere' })
leaves('format', 'data that could be read', { test: tested({ id: 'a' }) })

const corpus = new Map([
  ['fees', 'Fees\nA transfer costs €2.50. It arrives by Tuesday.'],
  ['limits', 'Limits\nYou can add 5 people. Refunds are not possible.'],
])
const relevant = [{ doc: 'fees' }]

trips(
  'missing-document',
  'a relevant document that the corpus does not have',
  { corpus, test: tested({ id: 'a', expected: answerable({ relevant: [{ doc: 'feees' }] }) }) },
  { message: /^a names the document feees/ },
)
trips(
  'missing-document',
  'a document that must not be cited and does not exist, in the dev set too',
  { corpus, test: tested({ id: 'a' }), dev: tuned({ id: 'b' }, { id: 'c', expected: answerable({ must_not_cite: ['gone'] }) }) },
  { message: /^c names the document gone/, line: 2 },
)
leaves('missing-document', 'documents of the corpus', { corpus, test: tested({ id: 'a', expected: answerable({ relevant }) }) })

trips(
  'shared-id',
  'one id in both sets',
  { test: tested({ id: 'b' }, { id: 'a' }), dev: tuned({ id: 'a' }) },
  { message: /test\.jsonl:2$/ },
)
leaves('shared-id', 'ids of their own', { test: tested({ id: 'a' }), dev: tuned({ id: 'b' }) })

trips(
  'shared-cluster',
  'one cluster in both sets, and names its first sample',
  { test: tested({ id: 'a', cluster: 'k' }, { id: 'b', cluster: 'k' }), dev: tuned({ id: 'c', cluster: 'k' }) },
  { message: /^the cluster k is in the test set too: a \(test\.jsonl:1\)$/ },
)
leaves('shared-cluster', 'samples without a cluster', { test: tested({ id: 'a' }), dev: tuned({ id: 'b' }) })

const question = 'How long does a transfer to another country usually take to arrive?'
const nearly = 'how long does a transfer to another country usually take to arive'

trips(
  'near-duplicate-across',
  'nearly one question in both sets',
  { test: tested({ id: 'a', input: question }), dev: tuned({ id: 'b', input: nearly }) },
  { message: /^reads like a \(test\.jsonl:1\): 9\d % of the trigrams are shared$/ },
)
leaves('near-duplicate-across', 'two that are both in the test set', {
  test: tested({ id: 'a', input: question }, { id: 'b', input: nearly }),
})

trips(
  'near-duplicate',
  'nearly one question in two clusters',
  { test: tested({ id: 'a', input: question, cluster: 'k' }, { id: 'b', input: nearly, cluster: 'l' }) },
  { message: /^reads like a/, line: 2 },
)
trips(
  'near-duplicate',
  'nearly one question where no cluster is given',
  { test: tested({ id: 'a', input: question }, { id: 'b', input: nearly }) },
  { message: /^reads like a/, line: 2 },
)
leaves('near-duplicate', 'paraphrases of one cluster', {
  test: tested({ id: 'a', input: question, cluster: 'k' }, { id: 'b', input: nearly, cluster: 'k' }),
})
leaves('near-duplicate', 'what another check reports across the sets', {
  test: tested({ id: 'a', input: question }),
  dev: tuned({ id: 'b', input: nearly }),
})

trips(
  'no-facts',
  'an answerable sample without a fact',
  { test: tested({ id: 'a', expected: { answerable: true } }) },
  { message: /no fact/ },
)
leaves('no-facts', 'facts, a question back, a refusal, and no expectation at all', {
  test: tested(
    { id: 'a' },
    { id: 'b', expected: { answerable: true, clarification: 'accepted' } },
    { id: 'c', expected: { answerable: false } },
    { id: 'd', expected: { answerable: true, refusal: 'required' } },
  ),
})

trips(
  'unanswerable-with-documents',
  'an unanswerable question that a document answers',
  { test: tested({ id: 'a', expected: { answerable: false, relevant: [{ doc: 'fees' }, { doc: 'near', grade: 0 }] } }) },
  { message: /^unanswerable, and fees relevant$/ },
)
leaves('unanswerable-with-documents', 'documents of grade 0', {
  test: tested({ id: 'a', expected: { answerable: false, relevant: [{ doc: 'near', grade: 0 }] } }),
})

const forbids = (...forbidden: NonNullable<ReturnType<typeof answerable>['forbidden']>) => forbidden

trips(
  'forbidden-fact',
  'an alias that states a forbidden claim',
  {
    test: tested({
      id: 'a',
      expected: answerable({
        facts: [{ id: 'f1', text: 'by Tuesday', aliases: ['within 3 days'] }],
        forbidden: forbids({ id: 'x1', number: 3, unit: 'day', why: 'old' }),
      }),
    }),
  },
  { message: /^"within 3 days" states the fact f1 and the forbidden claim x1 \(3 day\)$/ },
)
trips(
  'forbidden-fact',
  'a number that is forbidden too',
  {
    test: tested({
      id: 'a',
      expected: answerable({
        facts: [{ id: 'f1', number: 2.5, unit: 'EUR' }],
        forbidden: forbids({ id: 'x1', text: '2.5 EUR', why: 'old' }),
      }),
    }),
  },
  { message: /x1/ },
)
trips(
  'forbidden-fact',
  'a phrase whose sentence says the forbidden yes',
  {
    test: tested({
      id: 'a',
      input: 'my metal card was stolen, so the replacement is free yeah?',
      expected: answerable({
        facts: [{ id: 'f1', bool: false, aliases: ['the metal card is the exception'] }],
        forbidden: forbids({ id: 'x1', bool: true, why: 'opposite' }),
      }),
    }),
  },
  { message: /x1 \(yes\)/ },
)
leaves('forbidden-fact', 'a phrase that denies the forbidden claim', {
  test: tested({
    id: 'a',
    expected: answerable({
      facts: [{ id: 'f1', text: 'not €4', aliases: ['€2.50'] }],
      forbidden: forbids({ id: 'x1', number: 4, unit: 'EUR', why: 'old' }),
    }),
  }),
})
leaves('forbidden-fact', 'a fragment that begins with "not" beside a forbidden no', {
  test: tested({
    id: 'a',
    input: 'joined nine days ago and fell off a ladder. do i get anything back?',
    expected: answerable({
      facts: [{ id: 'f1', bool: true, aliases: ['not apply to accidents'] }],
      forbidden: forbids({ id: 'x1', bool: false, why: 'opposite' }),
    }),
  }),
})

const key = ['sk', 'proj', 'a1B2'.repeat(10)].join('-')

trips(
  'secret',
  'an API key, and does not print it',
  { test: tested({ id: 'a', input: `why is ${key} refused?` }) },
  { message: /^input holds an API key: sk-pro…$/ },
)
trips(
  'secret',
  'a private key deep in the expectation',
  { test: tested({ id: 'a', expected: answerable({ facts: [{ id: 'f1', text: ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ') }] }) }) },
  { message: /^expected\.facts\.0\.text holds a private key/ },
)
leaves('secret', 'names that begin like a key', {
  test: tested({ id: 'a', expected: answerable({ relevant: [{ doc: 'sk-automations-team-leads-2024' }] }) }),
})

trips(
  'personal-data',
  'an e-mail address',
  { test: tested({ id: 'a', input: 'mail jo.doe@gmail.com' }) },
  { message: /^input holds an e-mail address: jo\.doe…$/ },
)
trips('personal-data', 'an IBAN', { test: tested({ id: 'a', input: 'from DE89 3704 0044 0532 0130 00 please' }) }, { message: /an IBAN/ })
trips('personal-data', 'a card number', { test: tested({ id: 'a', input: 'card 4111 1111 1111 1111' }) }, { message: /a card number/ })
leaves('personal-data', 'an address of example.com and numbers with a wrong check digit', {
  test: tested({ id: 'a', input: 'mail name@example.com, from DE88 3704 0044 0532 0130 00, card 4111 1111 1111 1112' }),
})

trips(
  'fact-not-in-documents',
  'a number that no relevant document has',
  { corpus, test: tested({ id: 'a', expected: answerable({ relevant, facts: [{ id: 'f1', number: 7.5, unit: 'EUR' }] }) }) },
  { message: /^the fact f1 \(7\.5 EUR\) stands in none of fees$/ },
)
trips(
  'fact-not-in-documents',
  'a no whose words no relevant document has',
  {
    corpus,
    test: tested({
      id: 'a',
      expected: answerable({ relevant, facts: [{ id: 'f1', bool: false, aliases: ['refunds are not possible'] }] }),
    }),
  },
  { message: /^the fact f1 \(no\)/ },
)
leaves('fact-not-in-documents', 'facts of any relevant document, and a yes without words', {
  corpus,
  test: tested({
    id: 'a',
    expected: answerable({
      relevant: [{ doc: 'limits' }, ...relevant],
      facts: [
        { id: 'f1', number: 2.5, unit: 'EUR' },
        { id: 'f2', bool: false, aliases: ['refunds are not possible'] },
        { id: 'f3', bool: true },
      ],
    }),
  }),
})
leaves('fact-not-in-documents', 'a number that has to be worked out', {
  corpus,
  test: tested({ id: 'a', tags: ['computed'], expected: answerable({ relevant, facts: [{ id: 'f1', number: 7.5, unit: 'EUR' }] }) }),
})

trips(
  'fact-in-question',
  'a fact that the question says',
  { test: tested({ id: 'a', input: 'So it arrives on Tuesday?' }) },
  { message: /^to repeat the question is to state the fact f1 \("Tuesday"\)$/ },
)
trips(
  'fact-in-question',
  'a fact in a false premise',
  { test: tested({ id: 'a', tags: ['false-premise'], input: 'You say Tuesday, my bank says Friday. Who is right?' }) },
  { message: /f1/ },
)
leaves('fact-in-question', 'a question that has only what is not required', {
  test: tested({
    id: 'a',
    input: 'Is it €4 on Tuesday?',
    expected: answerable({
      facts: [
        { id: 'f1', text: 'Tuesday', required: false },
        { id: 'f2', text: 'Friday' },
      ],
    }),
  }),
})

trips(
  'failing-reference',
  'a reference answer without a required fact',
  { test: tested({ id: 'a', expected: answerable({ reference: 'It arrives on Friday.' }) }) },
  { message: /^the reference answer does not state the fact f1 \("Tuesday"\)$/ },
)
trips(
  'failing-reference',
  'a reference answer with a forbidden claim',
  {
    test: tested({
      id: 'a',
      expected: answerable({ reference: 'Tuesday, for €4.', forbidden: forbids({ id: 'x1', number: 4, unit: 'EUR', why: 'old' }) }),
    }),
  },
  { message: /^the reference answer states the forbidden claim x1 \(4 EUR\)$/ },
)
leaves('failing-reference', 'a reference answer that would pass, and one that describes a refusal', {
  test: tested(
    { id: 'a', expected: answerable({ reference: 'On Tuesday.' }) },
    { id: 'b', expected: { answerable: false, reference: 'Says that this is not known.', facts: [{ id: 'f1', text: 'Friday' }] } },
  ),
})

const tuesday = answerable({ forbidden: forbids({ id: 'x1', text: 'or Friday', why: 'old' }) })

trips(
  'misjudged-example',
  'a right answer that the labels turn away',
  { test: tested({ id: 'a', expected: tuesday, examples: { right: ['Tuesday.', 'On the second day of the week.'] } }) },
  { message: /^the right answer "On the second day of the week\." is turned away: facts 0\/1: f1 missing$/ },
)
trips(
  'misjudged-example',
  'a wrong answer that the labels accept',
  { test: tested({ id: 'a', expected: tuesday, examples: { wrong: ['Tuesday or Friday.', 'Tuesday at the very latest, or pay.'] } }) },
  { message: /^the wrong answer "Tuesday at the very latest, or pay\." counts as correct: facts 1\/1$/ },
)
leaves('misjudged-example', 'examples that the labels grade as they say', {
  test: tested({ id: 'a', expected: tuesday, examples: { right: ['Tuesday.'], wrong: ['Friday.', "I can't say."] } }, { id: 'b' }),
})

const inCluster = (count: number) => tested(...Array.from({ length: count }, (_, index) => ({ id: `s${index}`, cluster: 'k' })))

trips('large-cluster', 'a cluster of six', { test: inCluster(6) }, { message: /^the cluster k has 6 samples, more than 5$/ })
leaves('large-cluster', 'a cluster of five, and any number without one', {
  test: [...inCluster(5), ...tested(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id })))],
})

const inSlice = (count: number) => tested(...Array.from({ length: count }, (_, index) => ({ id: `s${index}`, slice: 'numeric' })))

trips('small-slice', 'a slice of 19', { test: inSlice(19) }, { message: /^the slice numeric has 19 of at least 20 samples$/ })
leaves('small-slice', 'a slice of 20', { test: inSlice(20) })

const gate = { metric: 'factual_accuracy', allowed: 0.03, samples: 500 }

trips(
  'coarse-threshold',
  'a threshold below one answer',
  { gates: [gate, { ...gate, samples: 10 }] },
  { message: /^factual_accuracy may drop by 0\.03: with 10 samples one answer is 0\.10$/ },
)
trips(
  'coarse-threshold',
  'a gate that nothing can trip',
  { gates: [{ ...gate, samples: 0 }] },
  { message: /no sample has the labels it needs$/ },
)
leaves('coarse-threshold', 'a threshold of one answer, and one of 0 that means it', {
  gates: [
    { ...gate, allowed: 0.1, samples: 10 },
    { ...gate, allowed: 0, samples: 10 },
  ],
})

trips(
  'judged-incomplete',
  'how many samples are not judged completely, at the first of them',
  { test: tested({ id: 'a' }, ...['b', 'c'].map((id) => ({ id, expected: answerable({ judged_complete: false }) }))) },
  { message: /^2 of 3 samples say judged_complete: false/, line: 2 },
)
leaves('judged-incomplete', 'samples that are, or do not say', {
  test: tested({ id: 'a', expected: answerable({ judged_complete: true }) }, { id: 'b' }),
})

test('every check of the list is shown to trip and to leave', () => {
  const names = checks.map(({ name }) => name).toSorted()
  assert.deepEqual([...tripped].toSorted(), names)
  assert.deepEqual([...passed].toSorted(), names)
})

test('what a suite does not have is skipped with the reason, not passed', () => {
  const results = lint(made({ absent: { corpus: 'no corpus', 'dev set': 'no dev set', factual_accuracy: 'not measured' } }))
  const skipped = results.flatMap((result) => (result.status === 'skipped' ? [`${result.check}: ${result.because}`] : []))
  assert.deepEqual(skipped, [
    'missing-document: no corpus',
    'shared-id: no dev set',
    'shared-cluster: no dev set',
    'near-duplicate-across: no dev set',
    'no-facts: not measured',
    'fact-not-in-documents: no corpus',
    'failing-reference: not measured',
    'misjudged-example: not measured',
  ])
})
