import assert from 'node:assert/strict'
import test from 'node:test'
import { countData } from '../../../src/dataset/lint/counts.ts'
import { answerable, tested, tuned } from './made.ts'

const documents = (count: number) => Array.from({ length: count }, (_, index) => ({ doc: `d${index}` }))

test('the ceiling of precision_at_5 is the mean of min(5, R) / 5 over samples with a relevant document', () => {
  const { all, slices } = countData(
    tested(
      { id: 'a', slice: 'plain', expected: answerable({ relevant: documents(1) }) },
      { id: 'b', slice: 'plain', expected: answerable({ relevant: [...documents(4), { doc: 'near', grade: 0 }] }) },
      { id: 'c', slice: 'multi', expected: answerable({ relevant: documents(7) }) },
      { id: 'd', expected: { answerable: false } },
    ),
    [],
  )
  assert.deepEqual(all, { samples: 4, answerable: 3, labelled: 3, ceiling: (0.2 + 0.8 + 1) / 3, wellCovered: 2 })
  assert.deepEqual(slices, [
    { slice: 'plain', samples: 2, answerable: 2, labelled: 2, ceiling: 0.5, wellCovered: 1 },
    { slice: 'multi', samples: 1, answerable: 1, labelled: 1, ceiling: 1, wellCovered: 1 },
    { slice: 'none', samples: 1, answerable: 0, labelled: 0, wellCovered: 0 },
  ])
})

test('tags are counted, those with a key by their key', () => {
  const { tags, keyedTags, severities } = countData(
    tested(
      { id: 'a', tags: ['typos', 'domain:health'], severity: 'high' },
      { id: 'b', tags: ['domain:fintech', 'quick'], severity: 'high' },
      { id: 'c', tags: ['domain:fintech', 'typos'] },
    ),
    [],
  )
  assert.deepEqual(tags, [
    { name: 'typos', samples: 2 },
    { name: 'quick', samples: 1 },
  ])
  assert.deepEqual(keyedTags, [
    {
      key: 'domain',
      values: [
        { name: 'fintech', samples: 2 },
        { name: 'health', samples: 1 },
      ],
    },
  ])
  assert.deepEqual(severities, [
    { name: 'high', samples: 2 },
    { name: 'none', samples: 1 },
  ])
})

test('a sample without a cluster is one of its own', () => {
  const { clusters, largestCluster, dev } = countData(
    tested({ id: 'a' }, { id: 'b' }, { id: 'c', cluster: 'k' }, { id: 'd', cluster: 'k' }),
    tuned({ id: 'e' }),
  )
  assert.deepEqual({ clusters, largestCluster, dev }, { clusters: 3, largestCluster: { name: 'k', samples: 2 }, dev: 1 })
})

test('an empty set has counts and no ceiling', () => {
  const { all, largestCluster } = countData([], [])
  assert.deepEqual(all, { samples: 0, answerable: 0, labelled: 0, wellCovered: 0 })
  assert.equal(largestCluster, undefined)
})
