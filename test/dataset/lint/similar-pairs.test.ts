import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { bitmapsOf, bitsApart } from '../../../src/dataset/lint/bitmaps.ts'
import { similarPairs, type Pair, type Ratio } from '../../../src/dataset/lint/similar-pairs.ts'
import { sentences } from './sentences.ts'
import { trigramsOf } from '../../../src/dataset/lint/trigrams.ts'

const fourFifths: Ratio = { over: 4, of: 5 }

const everyPair = (sets: readonly ReadonlySet<string>[], { over, of }: Ratio): readonly Pair[] =>
  sets.flatMap((left, one) =>
    sets.slice(one + 1).flatMap((right, offset) => {
      const shared = left.intersection(right).size
      const union = left.size + right.size - shared
      return shared * of > union * over ? [{ one, other: one + 1 + offset, similarity: shared / union }] : []
    }),
  )

/** Sets out of few elements, many of them copies with one or two elements more or less. */
const similarSets = fc
  .array(fc.tuple(fc.uniqueArray(fc.nat(30), { maxLength: 24 }), fc.array(fc.nat(40), { maxLength: 3 }), fc.nat()), { maxLength: 30 })
  .map((drawn) => {
    const sets: Set<string>[] = []
    for (const [own, toggled, origin] of drawn) {
      const set = new Set(origin % 3 > 0 && sets.length > 0 ? sets[origin % sets.length] : own.map(String))
      for (const element of toggled) if (!set.delete(String(element))) set.add(String(element))
      sets.push(set)
    }
    return sets
  })

const ratios = fc.constantFrom<Ratio>(fourFifths, { over: 1, of: 2 }, { over: 9, of: 10 }, { over: 2, of: 3 }, { over: 1, of: 10 })

test('the join finds what comparing every two sets finds', () => {
  fc.assert(
    fc.property(similarSets, ratios, (sets, above) => {
      assert.deepEqual(similarPairs(sets, above).pairs, everyPair(sets, above))
    }),
    { numRuns: 500 },
  )
})

test('the join finds what comparing every two sentences finds', () => {
  const sets = sentences(600).map(trigramsOf)
  const { pairs } = similarPairs(sets, fourFifths)
  assert.ok(pairs.length > 0)
  assert.deepEqual(pairs, everyPair(sets, fourFifths))
})

test('a pair that lies exactly on the ratio does not lie above it', () => {
  const five = new Set(['a', 'b', 'c', 'd', 'e'])
  assert.deepEqual(similarPairs([five, new Set(['a', 'b', 'c', 'd'])], fourFifths).pairs, [])
  assert.deepEqual(similarPairs([five, new Set(five)], fourFifths).pairs, [{ one: 0, other: 1, similarity: 1 }])
})

test('empty sets are like nothing, not even each other', () => {
  assert.deepEqual(similarPairs([new Set(), new Set(), new Set(['a'])], fourFifths).pairs, [])
})

const comparisons = (count: number): number => similarPairs(sentences(count).map(trigramsOf), fourFifths).verified

test('ten times the sentences are some ten times the comparisons, not a hundred times', () => {
  const [few, many] = [comparisons(1000), comparisons(10_000)]
  assert.ok(many < 30 * few, `${few} comparisons of 1,000 sentences, ${many} of 10,000`)
  assert.ok(many < 10_000, `${many} comparisons of 10,000 sentences`)
})

test('bitmaps never differ in more bits than their sets do in elements', () => {
  const element = fc.nat(5000)
  fc.assert(
    fc.property(fc.uniqueArray(element), fc.uniqueArray(element), (left, right) => {
      const bitmaps = bitmapsOf([left, right].map((each) => Int32Array.from(each)))
      assert.ok(bitsApart(bitmaps, 0, 1) <= new Set(left).symmetricDifference(new Set(right)).size)
    }),
  )
})

test('bitmaps tell apart every set from one with one element more', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), (elements) => {
      const bitmaps = bitmapsOf([elements, elements.slice(1)].map((each) => Int32Array.from(each)))
      assert.equal(bitsApart(bitmaps, 0, 1), 1)
    }),
  )
})
