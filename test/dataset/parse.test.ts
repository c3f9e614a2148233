import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { contentHash, dataHash } from '../../src/dataset/parse.ts'
import type { Expected, Sample } from '../../src/domain/sample.ts'
import { complaints, parse, parseRows, rowsOf } from './rows.ts'

const full = {
  id: 'fin-fee-0012',
  input: 'whats the fee?',
  expected: {
    answerable: true,
    route: ['serve'],
    reference: '0.6 %',
    facts: [
      { id: 'f1', number: 2.5, unit: 'EUR', tolerance: { abs: 0.004 }, doc: 'fees-2026' },
      { id: 'f2', text: '0.6%', aliases: ['0.6 percent'], required: false },
      { id: 'f3', date: '2026-01-31' },
      { id: 'f4', bool: true, aliases: ['yes'] },
      { id: 'f5', set: ['a', ['b', 'bee']] },
      { id: 'f6', text: 'code', pattern: '[A-Z]{3}' },
    ],
    forbidden: [{ id: 'x1', number: 4, unit: 'EUR', why: 'superseded' }],
    relevant: [{ doc: 'fees-2026', grade: 3 }, { doc: 'fx-faq' }],
    must_not_cite: ['fees-2024'],
    judged_complete: true,
    refusal: 'forbidden',
    format: { schema_ref: 'schemas/answer.json', max_words: 50 },
  },
  slice: 'numeric',
  tags: ['typos'],
  cluster: 'fee',
  severity: 'high',
  locale: 'en',
  source: { kind: 'synthetic', by: 'someone' },
  review: { status: 'reviewed', on: '2026-11-22' },
}

const plain = (id: string, more: object = {}): object => ({ id, input: 'a question', ...more })

test('a sample that says everything is taken as it is', () => {
  const parsed = parse(full)
  assert.deepEqual(parsed.problems, [])
  assert.deepEqual(parsed.samples[0]?.sample, full)
  assert.deepEqual(parsed.samples[0]?.at, { file: 'set.jsonl', line: 1 })
})

test('a sample needs an id and an input; its tags are none', () => {
  const { samples, problems } = parse(plain('a'))
  assert.deepEqual(problems, [])
  assert.deepEqual(samples[0]?.sample, { id: 'a', input: 'a question', tags: [] })
})

test('samples keep the order of the file', () => {
  assert.deepEqual(
    parse(plain('c'), plain('a'), plain('b')).samples.map(({ sample }) => sample.id),
    ['c', 'a', 'b'],
  )
})

test('retired samples are left out, but their id stays taken', () => {
  const retired = plain('old', { review: { status: 'retired' } })
  const parsed = parse(retired, plain('new'), plain('old'))
  assert.deepEqual(
    parsed.samples.map(({ sample }) => sample.id),
    ['new'],
  )
  assert.deepEqual(complaints(parsed), ['3: duplicate id old: first at line 1'])
})

test('disputed and draft samples stay', () => {
  assert.equal(parse(plain('a', { review: { status: 'disputed' } }), plain('b', { review: { status: 'draft' } })).samples.length, 2)
})

const refused = (what: string, values: readonly unknown[], lines: readonly string[]): void => {
  test(`refused: ${what}`, () => {
    assert.deepEqual(complaints(parse(...values)), lines)
  })
}

refused(
  'an id for the second and the third time',
  [plain('a'), plain('b'), plain('a'), plain('a')],
  ['3: duplicate id a: first at line 1', '4: duplicate id a: first at line 1'],
)
refused(
  'an id twice, the first time on a line that is wrong otherwise',
  [plain('a', { tag: 'x' }), plain('a')],
  ['1: tag unknown key tag', '2: duplicate id a: first at line 1'],
)
refused(
  'no object',
  [5, null, [], 'a'],
  ['1: has to be object, is 5', '2: has to be object, is null', '3: has to be object, is []', '4: has to be object, is "a"'],
)
refused('no id, no input', [{}], ['1: id is missing', '1: input is missing'])
refused('an empty input', [plain('a', { input: '' })], ['1: input must NOT have fewer than 1 characters, is ""'])
refused('an id with a space', [plain('a b')], ['1: id must match pattern "^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$", is "a b"'])
for (const id of ['constructor', 'prototype']) refused(`the id ${id}`, [plain(id)], [`1: the id ${id} is not allowed`])
refused('the id __proto__', [plain('__proto__')], ['1: id must match pattern "^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$", is "__proto__"'])
refused(
  'every line that is wrong, not only the first',
  [plain('a', { severity: 'hi' }), plain('b'), plain('c', { input: 5 })],
  ['1: severity hi is not one of low, normal, high, critical', '3: input has to be string, is 5'],
)
refused(
  'an expectation that does not say whether there is an answer',
  [plain('a', { expected: {} })],
  ['1: expected answerable is missing'],
)
refused(
  'a grade beyond 3',
  [plain('a', { expected: { answerable: true, relevant: [{ doc: 'd', grade: 4 }] } })],
  ['1: expected.relevant.0.grade must be <= 3, is 4'],
)
refused(
  'a day that is none',
  [plain('a', { review: { status: 'draft', on: '2026-02-30' } })],
  ['1: review.on must match format "date", is "2026-02-30"'],
)

test('a duplicate in another file names that file', () => {
  const rows = [...rowsOf([plain('x'), plain('a')], 'one.jsonl'), ...rowsOf([plain('a')], 'two.jsonl')]
  assert.deepEqual(parseRows(rows).problems, [{ at: { file: 'two.jsonl', line: 1 }, message: 'duplicate id a: first at one.jsonl:2' }])
})

const sample: Sample = {
  id: 'a',
  input: 'q',
  tags: ['t'],
  slice: 's',
  expected: { answerable: true, facts: [{ id: 'f1', text: 'blue' }], relevant: [{ doc: 'd', grade: 3 }] },
}

const unchanged: readonly (readonly [string, Sample])[] = [
  ['another id', { ...sample, id: 'b' }],
  ['other tags', { ...sample, tags: [] }],
  ['another slice', { ...sample, slice: 'z' }],
  ['a review', { ...sample, review: { status: 'reviewed', on: '2026-01-01' } }],
  ['a cluster', { ...sample, cluster: 'c' }],
  ['a severity', { ...sample, severity: 'critical' }],
  [
    'keys in another order',
    { ...sample, expected: { relevant: [{ grade: 3, doc: 'd' }], facts: [{ text: 'blue', id: 'f1' }], answerable: true } },
  ],
]
for (const [what, other] of unchanged)
  test(`the content hash stays with ${what}`, () => {
    assert.equal(contentHash(other), contentHash(sample))
  })

const expected: Expected = { answerable: true, facts: [{ id: 'f1', text: 'blue' }], relevant: [{ doc: 'd', grade: 3 }] }
const { expected: _, ...unlabelled } = sample
const changed: readonly (readonly [string, Sample])[] = [
  ['another input', { ...sample, input: 'q ' }],
  ['no expectation', unlabelled],
  ['another fact', { ...sample, expected: { ...expected, facts: [{ id: 'f1', text: 'red' }] } }],
  ['another grade', { ...sample, expected: { ...expected, relevant: [{ doc: 'd', grade: 2 }] } }],
  ['another answerability', { ...sample, expected: { ...expected, answerable: false } }],
  ['a format rule', { ...sample, expected: { ...expected, format: { max_words: 5 } } }],
]
for (const [what, other] of changed)
  test(`the content hash changes with ${what}`, () => {
    assert.notEqual(contentHash(other), contentHash(sample))
  })

const placed = parse(plain('a'), plain('b', { input: 'other' }), plain('c')).samples.map(({ sample, hash }) => ({ id: sample.id, hash }))

test('the data hash is one whatever the order of the samples', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...placed], { minLength: placed.length }), (shuffled) => {
      assert.equal(dataHash(shuffled), dataHash(placed))
    }),
  )
})

test('the data hash changes with a sample more, a sample less and a sample changed', () => {
  const [first, second] = placed
  assert.ok(first !== undefined && second !== undefined)
  const others = [placed.slice(1), [...placed, { ...first, id: 'd' }], placed.map((each) => ({ ...each, hash: second.hash }))]
  assert.equal(new Set([placed, ...others].map(dataHash)).size, 4)
})
