import assert from 'node:assert/strict'
import test from 'node:test'
import { chunksOf } from '../../src/rag/passages.ts'
import { sentencesOf } from '../../src/rag/sentences.ts'
import { unitsOf } from '../../src/rag/units.ts'

const document = (text: string) => ({ id: 'd', title: 'T', text, meta: new Map<string, string>() })
const said = (text: string) => unitsOf(document(text)).map(({ text, context }) => [context, text])

const cases: readonly { readonly claim: string; readonly text: string; readonly units: readonly (readonly [string, string])[] }[] = [
  {
    claim: 'a sentence has its heading as context',
    text: '## Fees\n\nIt costs €4. No more.',
    units: [
      ['Fees', 'It costs €4.'],
      ['Fees', 'No more.'],
    ],
  },
  {
    claim: 'a bold line of its own is a heading',
    text: '**Daily limits**\n\nYou may spend €50.',
    units: [['Daily limits', 'You may spend €50.']],
  },
  {
    claim: 'a question is the context of its answer',
    text: '**Is it free?** Yes. It always was.',
    units: [['Is it free?', 'Yes. It always was.']],
  },
  {
    claim: 'a list item has its lead-in as context, and a short list stands as a whole too',
    text: 'You need:\n\n- a pen\n- *some* paper',
    units: [
      ['', 'You need: a pen; some paper.'],
      ['You need:', 'a pen'],
      ['You need:', 'some paper'],
    ],
  },
  {
    claim: 'a table row carries the words of its header, and so does each cell',
    text: '| Plan | Seats | Price |\n|---|---|---|\n| Team | 3 | €40 |',
    units: [
      ['', 'Plan: Team; Seats: 3; Price: €40.'],
      ['', 'Team, Seats: 3.'],
      ['', 'Team, Price: €40.'],
    ],
  },
  {
    claim: 'markup is not quoted',
    text: 'See [our page](https://example.com) under `Admin` & **Plan** &nbsp;now <b>really</b>.',
    units: [['', 'See our page under Admin & Plan now really .']],
  },
  {
    claim: 'an indented line goes on with its list item',
    text: '1. Open the\n   app\n2. Go',
    units: [
      ['', 'Open the app; Go.'],
      ['', 'Open the app'],
      ['', 'Go'],
    ],
  },
]

for (const { claim, text, units } of cases) test(claim, () => assert.deepEqual(said(text), units))

const sentences: readonly (readonly [string, readonly string[]])[] = [
  ['Take e.g. Monday or Tuesday. Then come back.', ['Take e.g. Monday or Tuesday.', 'Then come back.']],
  ['The limit is 3.5 % p.m. and no more. Done now then.', ['The limit is 3.5 % p.m. and no more.', 'Done now then.']],
  ['No. Breaches stay. Why? Because they do.', ['No. Breaches stay.', 'Because they do.']],
  ['"Quoted end." Next one here.', ['"Quoted end." Next one here.']],
]

for (const [text, expected] of sentences) {
  test(`"${text}" is ${expected.length} sentences`, () =>
    assert.deepEqual(
      sentencesOf(text).map(({ text }) => text),
      expected,
    ))
}

test('a document is cut at block borders into chunks of about 200 words, each with the title', () => {
  const block = Array.from({ length: 90 }, () => 'word').join(' ')
  const chunks = chunksOf(document([block, block, block].join('\n\n')))
  assert.deepEqual(
    chunks.map(({ text }) => text.split(/\s+/).length),
    [181, 91],
  )
  assert.ok(chunks.every(({ text }) => text.startsWith('T\n')))
})
