import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { bytesOf, toPrune, type PruneRule } from '../../src/commands/cache-prune.ts'
import { durationOf, sizeOf } from '../../src/commands/quantities.ts'

const entries = [
  { key: 'c', bytes: 30, usedAt: 3 },
  { key: 'a', bytes: 10, usedAt: 1 },
  { key: 'b', bytes: 20, usedAt: 2 },
]

const prunes = (claim: string, rule: Partial<PruneRule>, expected: readonly string[]): void => {
  test(claim, () =>
    assert.deepEqual(
      toPrune(entries, { damaged: new Set(), ...rule }).map(({ key }) => key),
      expected,
    ),
  )
}

prunes('nothing goes without a reason', {}, [])
prunes('what was not used since goes', { before: 3 }, ['a', 'b'])
prunes('what does not fit goes, least recently used first', { mostBytes: 50 }, ['a'])
prunes('as much of it as it takes', { mostBytes: 49 }, ['a', 'b'])
prunes('what fits to the byte stays', { mostBytes: 60 }, [])
prunes('of nothing that may stay, nothing does', { mostBytes: 0 }, ['a', 'b', 'c'])
prunes('what is damaged goes', { damaged: new Set(['c']) }, ['c'])
prunes('and counts for the size no more', { damaged: new Set(['c']), mostBytes: 30 }, ['c'])
prunes('the age and the size together', { before: 2, mostBytes: 30 }, ['a', 'b'])

const kept = fc.uniqueArray(fc.record({ key: fc.string(), bytes: fc.nat(1000), usedAt: fc.nat(100) }), {
  selector: ({ key }) => key,
  maxLength: 30,
})

test('what is left fits, and nothing that stays was used before something that went', () => {
  fc.assert(
    fc.property(kept, fc.nat(10_000), (all, mostBytes) => {
      const gone = toPrune(all, { mostBytes, damaged: new Set() })
      const left = all.filter((entry) => !gone.includes(entry))
      assert.ok(bytesOf(left) <= mostBytes)
      const oldest = Math.min(...left.map(({ usedAt }) => usedAt))
      assert.ok(gone.every(({ usedAt }) => usedAt <= oldest))
    }),
  )
})

test('times and sizes are read with their units', () => {
  assert.deepEqual(
    [durationOf('', '30d'), durationOf('', '12h'), durationOf('', '1.5w'), durationOf('', '5M')],
    [2_592_000_000, 43_200_000, 907_200_000, 300_000],
  )
  assert.deepEqual([sizeOf('', '500MB'), sizeOf('', '2 GiB'), sizeOf('', '10b')], [500_000_000, 2_147_483_648, 10])
})

test('without a unit, or with another, they are refused', () => {
  for (const given of ['30', '', 'd', '-1d', '30x', '1e3d'])
    assert.throws(() => durationOf('--older-than', given), /--older-than .*is not a time/)
  for (const given of ['500', 'MB', '5 TB', 'toString']) assert.throws(() => sizeOf('--max-size', given), /--max-size .* is not a size/)
})
