import assert from 'node:assert/strict'
import test from 'node:test'
import { missingDocuments } from '../../src/dataset/documents.ts'
import { parse } from './rows.ts'

const labelled = (id: string, labels: object): object => ({ id, input: 'q', expected: { answerable: true, ...labels } })

const { samples } = parse(
  labelled('a', { relevant: [{ doc: 'fees-2026' }], facts: [{ id: 'f', text: 'x', doc: 'fees-2026' }], must_not_cite: ['fees-2024'] }),
  labelled('b', { relevant: [{ doc: 'fees-2062' }], facts: [{ id: 'f', text: 'x', doc: 'fees-2062' }] }),
  labelled('c', { must_not_cite: ['nothing-of-the-kind'] }),
  labelled('d', { facts: [{ id: 'f', text: 'x', doc: 'fee-2024' }] }),
  { id: 'e', input: 'q' },
)

test('labels that point nowhere are named once a sample, with the line and the nearest document', () => {
  assert.deepEqual(missingDocuments(samples, new Set(['fees-2024', 'fees-2026'])), [
    {
      at: { file: 'set.jsonl', line: 2 },
      message: 'b names the document fees-2062, which the corpus does not have',
      hint: 'did you mean fees-2026?',
    },
    { at: { file: 'set.jsonl', line: 3 }, message: 'c names the document nothing-of-the-kind, which the corpus does not have' },
    {
      at: { file: 'set.jsonl', line: 4 },
      message: 'd names the document fee-2024, which the corpus does not have',
      hint: 'did you mean fees-2024?',
    },
  ])
})

test('a corpus that has them all is no problem', () => {
  assert.deepEqual(missingDocuments(samples, new Set(['fees-2024', 'fees-2026', 'fees-2062', 'fee-2024', 'nothing-of-the-kind'])), [])
})
