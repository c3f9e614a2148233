import assert from 'node:assert/strict'
import test from 'node:test'
import type { Answered } from '../../src/domain/output.ts'
import type { FormatRules } from '../../src/domain/sample.ts'
import type { Score } from '../../src/domain/score.ts'
import { metricFor } from '../../src/metrics/index.ts'
import { answered, instruments, sample } from './instruments.ts'

type Row = readonly [title: string, rules: FormatRules, raw: string, value: 0 | 1, why?: RegExp]

const good = JSON.stringify({ answer: 'Open the settings.', confidence: 0.9 })
const steps = '1. Open\n2. Tap\n3. Done'
const table = '| Plan | Price |\n|---|--:|\n| Plus | €4.90 |'

const SUITE: readonly Row[] = [
  ['a valid reply', {}, good, 1],
  ['white space around JSON', {}, `\n ${good} \n`, 1],
  ['a fenced reply', {}, `\`\`\`json\n${good}\n\`\`\``, 0, /code fence/],
  ['text before JSON', {}, `Here you are: ${good}`, 0, /text before it/],
  ['text after JSON', {}, `${good} Enjoy!`, 0, /text after it/],
  ['plain text', {}, 'Open the settings.', 0, /plain text/],
  ['an empty reply', {}, '', 0, /empty/],
  ['a cut reply', {}, '{"answer":"Op', 0, /cut off/],
  ['a trailing comma', {}, '{"answer":"x","confidence":1,}', 0, /syntax error/],
  ['a missing key', {}, '{"answer":"x"}', 0, /confidence/],
  ['a value out of range', {}, '{"answer":"x","confidence":1.5}', 0, /confidence/],
  ['a key nobody asked for', {}, '{"answer":"x","confidence":1,"extra":1}', 0, /additional/],
  ['a __proto__ key', {}, '{"answer":"x","confidence":1,"__proto__":{"confidence":1}}', 0, /additional/],
  ['a prototype that would supply the missing key', {}, '{"answer":"x","__proto__":{"confidence":1}}', 0],
  ['an array', {}, '[]', 0, /object/],
  ['null', {}, 'null', 0, /object/],
  ['also the sample’s own schema', { schema_ref: 'short.json' }, good, 0, /5 characters/],
  ['both schemas', { schema_ref: 'short.json' }, '{"answer":"Yes.","confidence":1}', 1],
  ['text rules on the answer inside', { numbered_steps: { min: 3 } }, JSON.stringify({ answer: steps, confidence: 1 }), 1],
  [
    'text rules broken inside',
    { numbered_steps: { min: 4 } },
    JSON.stringify({ answer: steps, confidence: 1 }),
    0,
    /3 numbered steps, at least 4/,
  ],
  ['words counted inside', { max_words: 3 }, good, 1],
]

const OWN: readonly Row[] = [
  ['three steps', { numbered_steps: { min: 3 } }, steps, 1],
  ['bold steps with brackets', { numbered_steps: { min: 2 } }, '**1)** Open\n**2)** Tap', 1],
  ['steps by name', { numbered_steps: { min: 2 } }, '## Step 1: Open\n## Step 2: Tap', 1],
  ['steps apart', { numbered_steps: { min: 3 } }, '1. Open\n\n   - there\n\n2. Tap\n\n3. Done', 1],
  ['steps that do not count up', { numbered_steps: { min: 2 } }, '1. Open\n1. Tap', 0, /1 numbered steps/],
  ['steps that start late', { numbered_steps: { min: 2 } }, '2. Open\n3. Tap', 0],
  ['two short lists are no long one', { numbered_steps: { min: 4 } }, '1. a\n2. b\n\n1. c\n2. d', 0],
  ['a decimal is no step', { numbered_steps: { min: 1 } }, '2.50 euros', 0],
  ['a decimal of one is no step', { numbered_steps: { min: 1 } }, '1.50 euros', 0],
  ['a table', { table: { columns: ['plan', 'price'] } }, `Here:\n\n${table}\n`, 1],
  ['a table without outer bars', { table: { columns: ['Plan', 'Price'] } }, 'Plan | Price\n--- | ---\nPlus | 5', 1],
  ['a bold header', { table: { columns: ['Plan', 'Price'] } }, table.replace('Plan', '**Plan**'), 1],
  ['an escaped bar', { table: { columns: ['a|b'] } }, '| a\\|b |\n|---|\n| x |', 0],
  ['columns in another order', { table: { columns: ['Price', 'Plan'] } }, table, 0, /no table with the columns Price, Plan/],
  ['a column too many', { table: { columns: ['Plan'] } }, table, 0],
  ['a table without rows', { table: { columns: ['Plan', 'Price'] } }, '| Plan | Price |\n|---|---|', 0],
  ['a table without its rule', { table: { columns: ['Plan', 'Price'] } }, '| Plan | Price |\n| Plus | 5 |', 0],
  ['few words', { max_words: 3 }, 'Open — the settings.', 1],
  ['many words', { max_words: 3 }, 'Open the settings now.', 0, /4 words, at most 3/],
  ['a wanted match', { matches: ['^Open', 'settings\\.$'] }, 'Open the settings.', 1],
  ['a missing match', { matches: ['^open'] }, 'Open the settings.', 0, /does not match \^open/],
  ['an unwanted match', { not_matches: ['(?i)SETTINGS'] }, 'Open the settings.', 0, /matches/],
  ['all problems are told', { max_words: 1, matches: ['x'], numbered_steps: { min: 1 }, not_matches: ['b'] }, 'a b', 0, /; and 1 more$/],
  ['a schema of the sample alone', { schema_ref: 'short.json' }, '{"answer":"Yes"}', 1],
  ['an answer that is no text', { max_words: 1, schema_ref: 'short.json' }, '{"answer":7}', 0, /must be string/],
]

for (const [settings, rows] of [
  [{ formatSchema: 'answer.json' }, SUITE],
  [{}, OWN],
] as const) {
  for (const [title, rules, raw, value, why] of rows) {
    test(`${title} ${value === 1 ? 'complies' : 'does not comply'}${'formatSchema' in settings ? ' with the suite' : ''}`, () => {
      const score = judge(rules, answered('tidied by the app', { raw }), settings)
      assert.equal(score.status === 'measured' ? score.value : score.status, value, JSON.stringify(score))
      if (why !== undefined) assert.match(score.why ?? '', why)
    })
  }
}

test('an app that hands over no raw reply is measured on its answer', () => {
  assert.equal(judge({}, answered(good), { formatSchema: 'answer.json' }).status, 'measured')
  assert.deepEqual(judge({ max_words: 5 }, answered('two words'), {}), { status: 'measured', value: 1 })
})

test('a reply the app itself found invalid does not comply, however tidy the answer is', () => {
  const score = judge({}, answered(good, { raw: good, reason: 'format_invalid' }), { formatSchema: 'answer.json' })
  assert.deepEqual(score, { status: 'measured', value: 0, why: 'the app itself found the format invalid' })
})

test('without a rule of the suite or the sample there is nothing to measure', () => {
  assert.equal(judge({}, answered('x', { reason: 'format_invalid' }), {}).status, 'skipped')
  assert.equal(judge({ matches: [] }, answered('x'), {}).status, 'skipped')
})

test('the suite’s schema also holds for a sample without an expectation', () => {
  const scorer = metricFor('format_compliance', instruments(), { formatSchema: 'answer.json' })?.scorer
  assert.deepEqual(scorer?.score(sample(), answered(good)), { status: 'measured', value: 1 })
})

test('a pattern that cannot be read is no verdict on the answer', () => {
  const score = judge({ matches: ['(?=x)'] }, answered('x'), {})
  assert.deepEqual(score, { status: 'unscored', why: 'the format pattern (?=x) cannot be used: not an RE2 expression' })
})

function judge(format: FormatRules, output: Answered, settings: { formatSchema?: string }): Score {
  const metric = metricFor('format_compliance', instruments(), settings)
  assert.ok(metric)
  return metric.scorer.score(sample({ format }), output)
}
