import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flaggedSlices, type SliceInput } from '../../src/compare/slices.ts'
import type { FlaggedSlice } from '../../src/domain/guards.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { sidesOf, type Cell } from './sides.ts'

type Group = {
  readonly slice: string
  readonly lost: number
  readonly of: number
  readonly errored?: number
  readonly tags?: readonly string[]
}

/** Groups of samples that were all right before; so many of each are wrong now, and so many could not be measured. */
const inputOf = (groups: readonly Group[], more: Partial<SliceInput> = {}): SliceInput => {
  const rows = groups.flatMap(({ slice, lost, of, errored = 0, tags = [] }) =>
    Array.from({ length: of }, (_, index): { readonly sample: Omit<Sample, 'id' | 'input'>; readonly now: Cell } => ({
      sample: { slice, tags },
      now: index < lost ? 0 : index < lost + errored ? 'errored' : 1,
    })),
  )
  const sides = sidesOf(
    rows.map(() => 1),
    rows.map(({ now }) => now),
  )
  const byId = new Map(rows.map(({ sample }, index) => [`s${index}`, { id: `s${index}`, input: '', ...sample }]))
  return {
    sides,
    paired: [...byId.keys()],
    metrics: [{ name: 'accuracy', better: 'higher', allowed: 0.05 }],
    sampleOf: (id) => byId.get(id),
    clusterOf: (id) => id,
    tags: [],
    ...more,
  }
}

const named = (flagged: readonly FlaggedSlice[]): readonly string[] => flagged.map(({ kind, slice }) => `${kind} ${slice}`)

test('a slice that lost more than allowed and more than chance would do is flagged, with its figures', () => {
  assert.deepEqual(
    flaggedSlices(
      inputOf([
        { slice: 'a', lost: 10, of: 40 },
        { slice: 'b', lost: 0, of: 60 },
      ]),
    ),
    [
      {
        kind: 'slice',
        slice: 'a',
        metric: 'accuracy',
        n: 40,
        base: 1,
        now: 0.75,
        allowed: 0.05,
        missing: 0,
        // McNemar: 2^-10; no other slice could have reached any level.
        p: 1 / 1024,
        decided: true,
      } satisfies FlaggedSlice,
    ],
  )
})

const flags = (claim: string, groups: readonly Group[], expected: readonly string[], more: Partial<SliceInput> = {}): void => {
  test(claim, () => assert.deepEqual(named(flaggedSlices(inputOf(groups, more))), expected))
}

flags('a drop that chance would do is not', [{ slice: 'a', lost: 4, of: 20 }], [])
flags('five of five are the fewest that chance would not do', [{ slice: 'a', lost: 5, of: 20 }], ['slice a'])
flags('a drop beyond noise that is allowed is not', [{ slice: 'a', lost: 10, of: 200 }], [])
flags('one more than allowed is', [{ slice: 'a', lost: 11, of: 200 }], ['slice a'])
flags(
  'slices whose few changes could never tell do not weigh on the others',
  [{ slice: 'a', lost: 5, of: 20 }, ...Array.from({ length: 30 }, (_, index) => ({ slice: `quiet ${index}`, lost: 1, of: 20 }))],
  ['slice a'],
)
flags(
  'of many slices that could tell, each has to stand out further',
  Array.from({ length: 4 }, (_, index) => ({ slice: `s${index}`, lost: 5, of: 20 })),
  [],
)
flags('samples without a slice are in none', [{ slice: '', lost: 20, of: 20 }], [])
flags('a tag counts only where it is named', [{ slice: '', lost: 10, of: 20, tags: ['short'] }], [])
flags('a named tag is looked at like a slice', [{ slice: '', lost: 10, of: 20, tags: ['short'] }], ['tag short'], { tags: ['short'] })
flags('a metric without a threshold is not looked at', [{ slice: 'a', lost: 10, of: 20 }], [], {
  metrics: [{ name: 'accuracy', better: 'higher' }],
})
flags('a cluster is one piece of evidence, however many samples it has', [{ slice: 'a', lost: 10, of: 20 }], [], {
  clusterOf: (id) => (Number(id.slice(1)) < 10 ? 'one question' : id),
})
flags('for a metric that is better low, a rise is the drop', [{ slice: 'a', lost: 10, of: 20 }], [], {
  metrics: [{ name: 'accuracy', better: 'lower', allowed: 0.05 }],
})

const decided = (claim: string, group: Group, expected: readonly (readonly [boolean, number])[]): void => {
  test(claim, () =>
    assert.deepEqual(
      flaggedSlices(inputOf([group])).map((each) => [each.decided, each.missing]),
      expected,
    ),
  )
}

decided('missing values that change nothing leave it decided', { slice: 'a', lost: 10, of: 40, errored: 1 }, [[true, 1]])
decided('a missing value that would make the difference leaves it open', { slice: 'a', lost: 4, of: 40, errored: 1 }, [[false, 1]])
decided('missing values that could not make it one are silent', { slice: 'a', lost: 2, of: 40, errored: 2 }, [])
decided('missing values in another slice leave this one decided', { slice: 'a', lost: 10, of: 40 }, [[true, 0]])

test('each slice is judged with its own missing values', () => {
  const found = flaggedSlices(
    inputOf([
      { slice: 'a', lost: 5, of: 40, errored: 1 },
      { slice: 'b', lost: 20, of: 40 },
    ]),
  )
  assert.deepEqual(
    found.map(({ slice, decided, missing }) => [slice, decided, missing]),
    [
      ['a', false, 1],
      ['b', true, 0],
    ],
  )
})

test('a tag has the samples that carry it, and no others', () => {
  const groups = [
    { slice: '', lost: 10, of: 20, tags: ['short', 'late'] },
    { slice: '', lost: 0, of: 30, tags: ['late'] },
  ]
  assert.deepEqual(
    flaggedSlices(inputOf(groups, { tags: ['short', 'late', 'short'] })).map(({ slice, n, now }) => [slice, n, now]),
    [
      ['short', 20, 0.5],
      ['late', 50, 0.8],
    ],
  )
})

test('a sample that nobody knows is in no slice and has no tag', () => {
  assert.deepEqual(flaggedSlices({ ...inputOf([{ slice: 'a', lost: 10, of: 20 }], { tags: ['late'] }), sampleOf: () => undefined }), [])
})

test('a slice of which nothing was measured is not flagged', () => {
  assert.deepEqual(
    flaggedSlices(inputOf([{ slice: 'a', lost: 0, of: 1, errored: 1 }], { metrics: [{ name: 'mrr', better: 'higher', allowed: 0 }] })),
    [],
  )
})
