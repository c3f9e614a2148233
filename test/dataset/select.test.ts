import assert from 'node:assert/strict'
import test from 'node:test'
import { isSelection, select, type Selection } from '../../src/dataset/select.ts'
import { UsageError, type Problem } from '../../src/domain/usage-error.ts'
import { entryOf } from '../run/recorded.ts'
import { parse } from './rows.ts'

const samples = parse(
  { id: 'fee-1', input: 'q', tags: ['typos', 'en'], slice: 'numeric' },
  { id: 'fee-2', input: 'q', tags: ['en'], slice: 'numeric' },
  { id: 'out-1', input: 'q', tags: ['typos'], slice: 'out-of-scope' },
  { id: 'bare-1', input: 'q' },
).samples.map(entryOf)

const chosen = (what: string, selection: Selection, ids: readonly string[]): void => {
  test(`chosen: ${what}`, () => {
    assert.deepEqual(
      select(samples, selection).map(({ id }) => id),
      ids,
    )
  })
}

chosen('all where nothing is asked', {}, ['fee-1', 'fee-2', 'out-1', 'bare-1'])
chosen('all where empty lists are asked', { only: [], tags: [] }, ['fee-1', 'fee-2', 'out-1', 'bare-1'])
chosen('ids, in the order of the set', { only: ['out-1', 'fee-1'] }, ['fee-1', 'out-1'])
chosen('an id asked for twice, once', { only: ['fee-1', 'fee-1'] }, ['fee-1'])
chosen('a tag', { tags: ['typos'] }, ['fee-1', 'out-1'])
chosen('a slice', { tags: ['numeric'] }, ['fee-1', 'fee-2'])
chosen('any of several tags', { tags: ['numeric', 'typos'] }, ['fee-1', 'fee-2', 'out-1'])
chosen('ids that also have the tag', { only: ['fee-1', 'fee-2'], tags: ['typos'] }, ['fee-1'])

const problemsOf = (selection: Selection, from = samples): readonly Problem[] => {
  try {
    select(from, selection)
  } catch (error) {
    if (error instanceof UsageError) return error.problems
    throw error
  }
  return []
}

const refused = (what: string, selection: Selection, problems: readonly Problem[]): void => {
  test(`refused: ${what}`, () => {
    assert.deepEqual(problemsOf(selection), problems)
  })
}

refused('an id that is mistyped', { only: ['fee-l'] }, [{ message: '--only fee-l: no such sample', hint: 'did you mean fee-1?' }])
refused('an id like no other', { only: ['something-else'] }, [{ message: '--only something-else: no such sample' }])
refused('every unknown id and tag at once', { only: ['fee-1', 'fee3', 'bear-1'], tags: ['typo'] }, [
  { message: '--only fee3: no such sample', hint: 'did you mean fee-1?' },
  { message: '--only bear-1: no such sample', hint: 'did you mean bare-1?' },
  { message: '--tag typo: no sample has this tag or slice', hint: 'did you mean typos?' },
])
refused('an unknown tag beside a known one', { tags: ['typos', 'german-only'] }, [
  { message: '--tag german-only: no sample has this tag or slice', hint: 'known: en, numeric, out-of-scope, typos' },
])
refused('ids none of which has the tag', { only: ['fee-2', 'bare-1'], tags: ['typos'] }, [
  { message: 'no sample left: none of --only fee-2 bare-1 has --tag typos', hint: 'give one of the two' },
])

test('refused: an empty test set', () => {
  assert.deepEqual(problemsOf({}, []), [
    { message: 'the test set is empty', hint: 'write samples into the files of test_set_path, one JSON object a line' },
  ])
})

test('a set of many tags is not listed whole', () => {
  const many = parse(...Array.from({ length: 30 }, (_, index) => ({ id: `s${index}`, input: 'q', tags: [`tag-${index}`] }))).samples.map(
    entryOf,
  )
  const hint = problemsOf({ tags: ['nothing-like-it'] }, many)[0]?.hint ?? ''
  assert.match(hint, /^known: tag-0, .*, …$/)
})

test('only ids and tags make a selection', () => {
  assert.equal(isSelection({}), false)
  assert.equal(isSelection({ only: [], tags: [] }), false)
  assert.equal(isSelection({ only: ['a'] }), true)
  assert.equal(isSelection({ tags: ['a'] }), true)
})
