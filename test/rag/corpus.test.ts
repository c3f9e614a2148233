import assert from 'node:assert/strict'
import test from 'node:test'
import { UsageError } from '../../src/domain/usage-error.ts'
import type { Problem } from '../../src/domain/usage-error.ts'
import type { CorpusFile } from '../../src/rag/corpus.ts'
import { parseCorpus } from '../../src/rag/corpus.ts'
import { miniCorpus } from './mini-corpus.ts'

test('documents come sorted by id, with their header and without the heading that repeats the title', () => {
  const documents = parseCorpus(miniCorpus)
  assert.deepEqual(
    documents.map(({ id }) => id),
    ['events', 'loans', 'loans-2019', 'membership', 'printing', 'rooms'],
  )
  assert.equal(documents[1]?.meta.get('supersedes'), 'loans-2019')
  assert.ok(documents[1]?.text.startsWith('A loan lasts 28 days.'))
})

test('what no browser shows is no part of a document', () => {
  const [document] = parseCorpus([header('a', 'A<!-- one\ntwo -->B<div style="display:none">C</div><span hidden>D</span>')])
  assert.equal(document?.text, 'AB')
})

test('quotes around a value and a comment behind it are no part of the value', () => {
  const [document] = parseCorpus([{ file: 'a.md', text: '---\r\nid: a\r\ntitle: "Yes: # really"\r\nkind: x # y\r\n---\r\nText.\r\n' }])
  assert.deepEqual([document?.title, document?.meta.get('kind')], ['Yes: # really', 'x'])
})

const header = (id: string, body = ''): CorpusFile => ({ file: `${id}.md`, text: `---\nid: ${id}\ntitle: T\n---\n${body}` })

const problemsOf = (files: readonly CorpusFile[]): readonly Problem[] => {
  try {
    parseCorpus(files)
  } catch (error) {
    if (error instanceof UsageError) return error.problems
    throw error
  }
  return []
}

const cases: readonly { readonly name: string; readonly files: readonly CorpusFile[]; readonly found: readonly [number, RegExp] }[] = [
  { name: 'a file without front matter', files: [{ file: 'a.md', text: 'Text' }], found: [1, /does not start with front matter/] },
  { name: 'front matter that is not closed', files: [{ file: 'a.md', text: '---\nid: a\n' }], found: [1, /not closed/] },
  { name: 'a missing id', files: [{ file: 'a.md', text: '---\ntitle: T\n---\n' }], found: [1, /no id/] },
  { name: 'a missing title', files: [{ file: 'a.md', text: '---\nid: a\n---\n' }], found: [1, /no title/] },
  { name: 'a line that is no pair', files: [{ file: 'a.md', text: '---\nid: a\n  - list\n---\n' }], found: [3, /not a "key: value" line/] },
  { name: 'a key twice', files: [{ file: 'a.md', text: '---\nid: a\nid: b\n---\n' }], found: [3, /stands twice/] },
  { name: 'an id twice', files: [header('a'), { ...header('a'), file: 'b.md' }], found: [1, /already taken by a\.md/] },
]

for (const { name, files, found } of cases) {
  test(`${name} is a problem with its file and line`, () => {
    const [problem, ...more] = problemsOf(files)
    assert.deepEqual([problem?.at?.file, problem?.at?.line, more], [files.at(-1)?.file, found[0], []])
    assert.match(problem?.message ?? '', found[1])
  })
}

test('all files are read before the first problem is told', () => {
  assert.equal(
    problemsOf([
      { file: 'a.md', text: '' },
      { file: 'b.md', text: '' },
    ]).length,
    2,
  )
})
