import assert from 'node:assert/strict'
import test from 'node:test'
import { patternsOf } from '../../src/dataset/patterns.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { complaints, parse } from './rows.ts'

type Labels = { readonly facts?: readonly object[]; readonly forbidden?: readonly object[]; readonly relevant?: readonly object[] }

const labelled = (labels: Labels): object => ({ id: 'a', input: 'q', expected: { answerable: true, ...labels } })

const accepted = (what: string, labels: Labels): void => {
  test(`accepted: ${what}`, () => {
    assert.deepEqual(complaints(parse(labelled(labels))), [])
  })
}

const refused = (what: string, labels: Labels, lines: readonly string[]): void => {
  test(`refused: ${what}`, () => {
    assert.deepEqual(
      complaints(parse(labelled(labels))),
      lines.map((line) => `1: ${line}`),
    )
  })
}

accepted('each shape with what belongs to it', {
  facts: [
    { id: '1', text: 'a', aliases: ['b'], pattern: 'c', doc: 'd', required: false },
    { id: '2', number: 0, unit: 'EUR', tolerance: { rel: 0.01 } },
    { id: '3', date: '01-31' },
    { id: '4', bool: false, aliases: ['no'] },
    { id: '5', set: ['a', ['b', 'c']] },
  ],
  forbidden: [{ id: '6', text: 'x', why: 'wrong' }],
})

refused('no shape', { facts: [{ id: 'f1' }] }, ['expected.facts.0 needs exactly one of text, number, date, bool, set, has none'])
refused('two shapes', { forbidden: [{ id: 'x1', text: 'four', number: 4, why: 'old' }] }, [
  'expected.forbidden.0 needs exactly one of text, number, date, bool, set, has text and number',
])
refused('a unit of a text', { facts: [{ id: 'f1', text: 'a', unit: 'EUR', tolerance: { abs: 1 } }] }, [
  'expected.facts.0.unit has no meaning beside text',
  'expected.facts.0.tolerance has no meaning beside text',
])
refused('aliases of a number', { facts: [{ id: 'f1', number: 1, aliases: ['one'] }] }, [
  'expected.facts.0.aliases has no meaning beside number',
])
refused('a pattern alone', { facts: [{ id: 'f1', pattern: 'a+' }] }, [
  'expected.facts.0 needs exactly one of text, number, date, bool, set, has none',
])
refused(
  'a claim id twice, once as a fact and once as forbidden',
  { facts: [{ id: 'f', text: 'a' }], forbidden: [{ id: 'f', text: 'b', why: 'w' }] },
  ['the claim id f stands twice'],
)
refused('a relevant document twice', { relevant: [{ doc: 'd' }, { doc: 'e' }, { doc: 'd', grade: 2 }] }, [
  'the relevant document d stands twice',
])
refused('a forbidden claim without its reason', { forbidden: [{ id: 'x', text: 'a' }] }, ['expected.forbidden.0 why is missing'])
refused('a month that is none', { facts: [{ id: 'f', date: '2026-13-01' }] }, [
  'expected.facts.0.date must match pattern "^([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", is "2026-13-01"',
])
refused('a set that mixes in a number', { facts: [{ id: 'f', set: ['a', 5] }] }, ['expected.facts.0.set.1 has to be string or array, is 5'])
refused('a claim of many faults: each is named', { facts: [{ id: 'f' }, { id: 'f', text: 'a', unit: 'm' }] }, [
  'expected.facts.0 needs exactly one of text, number, date, bool, set, has none',
  'expected.facts.1.unit has no meaning beside text',
  'the claim id f stands twice',
])

test('every regular expression of a sample is found, with its place', () => {
  const sample: Sample = {
    id: 'a',
    input: 'q',
    tags: [],
    expected: {
      answerable: true,
      facts: [
        { id: '1', text: 'a' },
        { id: '2', text: 'b', pattern: 'p1' },
      ],
      forbidden: [{ id: '3', text: 'c', pattern: 'p2', why: 'w' }],
      format: { matches: ['p3', 'p4'], not_matches: ['p5'] },
    },
  }
  assert.deepEqual(patternsOf(sample), [
    { path: 'expected.facts.1.pattern', pattern: 'p1' },
    { path: 'expected.forbidden.0.pattern', pattern: 'p2' },
    { path: 'expected.format.matches.0', pattern: 'p3' },
    { path: 'expected.format.matches.1', pattern: 'p4' },
    { path: 'expected.format.not_matches.0', pattern: 'p5' },
  ])
  assert.deepEqual(patternsOf({ id: 'b', input: 'q', tags: [] }), [])
})
