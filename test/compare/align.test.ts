import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { align, type Identity } from '../../src/compare/align.ts'
import type { Alignment } from '../../src/domain/comparison.ts'

/** 'a1 b1' = sample a with hash 1, sample b with hash 1. */
const samples = (spelled: string): readonly Identity[] => [...spelled.matchAll(/(\w)(\d)/g)].map(([, id = '', hash = '']) => ({ id, hash }))

const nothing: Alignment = { paired: [], changed: [], added: [], removed: [] }

const CASES: readonly { readonly claim: string; readonly base: string; readonly head: string; readonly found: Partial<Alignment> }[] = [
  { claim: 'two empty sets have nothing in common', base: '', head: '', found: {} },
  { claim: 'the same samples are paired', base: 'a1 b1', head: 'a1 b1', found: { paired: ['a', 'b'] } },
  { claim: 'samples are paired by id, never by position', base: 'a1 b2 c3', head: 'c3 a1 b2', found: { paired: ['c', 'a', 'b'] } },
  { claim: 'a new sample in front moves nobody', base: 'a1 b1', head: 'n1 a1 b1', found: { paired: ['a', 'b'], added: ['n'] } },
  { claim: 'a sample that is gone is named', base: 'a1 b1', head: 'b1', found: { paired: ['b'], removed: ['a'] } },
  { claim: 'a changed label takes only its own sample out', base: 'a1 b1', head: 'a2 b1', found: { paired: ['b'], changed: ['a'] } },
  { claim: 'a renamed sample is one removed and one new', base: 'a1', head: 'b1', found: { added: ['b'], removed: ['a'] } },
  { claim: 'two samples that exchange their contents are both changed', base: 'a1 b2', head: 'a2 b1', found: { changed: ['a', 'b'] } },
]

for (const { claim, base, head, found } of CASES) {
  test(claim, () => assert.deepEqual(align(samples(base), samples(head)), { ...nothing, ...found }))
}

const set = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), hash: fc.constantFrom('1', '2') }), { selector: ({ id }) => id })

test('every sample of both sides is in exactly one place', () => {
  fc.assert(
    fc.property(set, set, (base, head) => {
      const { paired, changed, added, removed } = align(base, head)
      assert.deepEqual([...paired, ...changed, ...added].toSorted(), head.map(({ id }) => id).toSorted())
      assert.deepEqual([...paired, ...changed, ...removed].toSorted(), base.map(({ id }) => id).toSorted())
    }),
  )
})
