import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { compareMany, compareMetrics, type ComparisonInput } from '../../src/compare/compare.ts'
import type { Comparison } from '../../src/domain/comparison.ts'
import { byId, cellsOf, evidence, inputOf, sideOf, strict, threshold, type Cell, type Tally } from './sides.ts'

const only = (input: ComparisonInput): Comparison => {
  const [comparison, ...others] = compareMetrics(input)
  assert.ok(comparison !== undefined && others.length === 0)
  return comparison
}

const compared = (tally: Tally, more: Parameters<typeof inputOf>[2] = { allowed: 0.03 }): Comparison => {
  const { base, now } = cellsOf(tally)
  return only(inputOf(base, now, more))
}

const rounded = (value: number): number => Number(value.toFixed(3))

// States of one gated metric: 150 samples, a drop of 0.03 allowed.

const comesOut = (claim: string, tally: Tally, expected: Partial<Comparison>, allowed = 0.03): void => {
  test(claim, () => {
    const found = compared(tally, { allowed })
    assert.deepEqual(Object.fromEntries(Object.entries(found).filter(([key]) => key in expected)), expected)
  })
}

comesOut(
  '83 lost and 2 won of 150 regressed beyond noise',
  { n: 150, lost: 83, won: 2 },
  { state: 'regressed', beyondNoise: true, worse: 83, better: 2, delta: -0.54 },
)
comesOut(
  '8 lost and 6 won of 150 are neither a breach nor a proof',
  { n: 150, lost: 8, won: 6 },
  { state: 'unproven', worse: 8, better: 6 },
)
comesOut(
  '2 lost and 8 won of 150 held, and stand out as a gain where no other metric is gated',
  { n: 150, lost: 2, won: 8 },
  { state: 'held', gained: true, delta: 0.04, worse: 2, better: 8 },
)
comesOut('500 identical samples held at 0.02', { n: 500 }, { state: 'held', worse: 0, better: 0, delta: 0 }, 0.02)
comesOut('100 identical samples prove nothing at 0.02', { n: 100 }, { state: 'unproven', worse: 0, better: 0, delta: 0 }, 0.02)
comesOut('a drop of exactly what is allowed is no breach', { n: 100, lost: 3 }, { state: 'unproven' })
comesOut('one sample more is a breach, within noise', { n: 100, lost: 12, won: 8 }, { state: 'regressed', beyondNoise: false })
comesOut('nothing allowed and nothing lost is no breach', { n: 500 }, { state: 'unproven' }, 0)
comesOut('nothing allowed and one lost is a breach', { n: 500, lost: 1 }, { state: 'regressed', beyondNoise: false }, 0)

const shares = (right: number): readonly Cell[] => Array.from({ length: 100 }, (_, index) => (index < right ? 1 : 0))

test('a tie that floating point puts beyond the threshold is no breach', () => {
  const { base, now, state } = only(inputOf(shares(85), shares(82), { allowed: 0.03 }))
  assert.deepEqual([base, now, base - now > 0.03, state], [0.85, 0.82, true, 'unproven'])
})

const firstToHold = (allowed: number, n: number): void => {
  test(`with no differing sample it takes ${n} to hold at ${allowed}`, () => {
    assert.equal(compared({ n: n - 1 }, { allowed }).state, 'unproven')
    assert.equal(compared({ n }, { allowed }).state, 'held')
  })
}

firstToHold(0.02, 135)
firstToHold(0.03, 90)
firstToHold(0.05, 54)

test('a metric without a threshold is shown, not gated', () => {
  const { state, delta, interval, allowed, beyondNoise, gained } = compared({ n: 150, lost: 83 }, {})
  assert.deepEqual([state, rounded(delta), interval?.lower !== undefined], ['not-gated', -0.553, true])
  assert.deepEqual([allowed, beyondNoise, gained], [undefined, undefined, undefined])
})

test('where lower is better a rise is the drop, and its sign is the same', () => {
  const { base, now } = cellsOf({ n: 150, won: 40 })
  const up = only(inputOf(base, now, { allowed: 0.03, better: 'lower' }))
  const mirrored = compared({ n: 150, lost: 40 })
  assert.equal(up.state, 'regressed')
  assert.deepEqual([up.delta, up.interval, up.worse, up.better], [mirrored.delta, mirrored.interval, mirrored.worse, mirrored.better])
})

// Trials, clusters, intervals.

test('samples are counted, not trials', () => {
  const { n, base, now, worse, better } = only(inputOf([[1, 1, 0], [0, 0, 0], 1], [0, [1, 0], 1], { allowed: 0.03 }))
  assert.deepEqual([n, rounded(base), rounded(now), worse, better], [3, 0.556, 0.5, 1, 1])
})

test('three equal baseline trials of 0.4 and one of 0.4 now: nobody got worse or better', () => {
  const sixty = Array.from({ length: 60 })
  const { worse, better, delta } = only(
    inputOf(
      sixty.map(() => [0.4, 0.4, 0.4]),
      sixty.map(() => 0.4),
      { allowed: 0.03 },
    ),
  )
  assert.deepEqual([worse, better, delta], [0, 0, 0])
})

test('one cluster measures nothing, and says so', () => {
  const { state, why, interval, clusters } = compared({ n: 150, lost: 83 }, { allowed: 0.03, clusterOf: () => 'one' })
  assert.deepEqual([state, interval, clusters], ['not-measured', undefined, 1])
  assert.match(why ?? '', /single cluster/)
})

test('clusters widen the interval', () => {
  const alone = compared({ n: 150, lost: 8, won: 6 })
  const grouped = compared({ n: 150, lost: 8, won: 6 }, { allowed: 0.03, clusterOf: (id) => String(Number(id.slice(1)) % 50) })
  assert.ok((grouped.interval?.lower ?? 0) < (alone.interval?.lower ?? 0) && (grouped.designEffect ?? 0) > 1)
  assert.equal(grouped.clusters, 50)
})

test('no interval has width 0, and each holds its estimate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(60), fc.nat(60), (n, lost, won) => {
      fc.pre(lost + won <= n)
      const { delta, interval } = compared({ n, lost, won })
      assert.ok(interval !== undefined && interval.lower < interval.upper)
      assert.ok(interval.lower <= delta + 1e-9 && delta - 1e-9 <= interval.upper)
    }),
  )
})

test('nothing that is said of a comparison is NaN or negative zero', () => {
  const nothing = only(inputOf([], [], { allowed: 0.03 }))
  for (const found of [nothing, compared({ n: 1 }), compared({ n: 2 }), compared({ n: 150 })])
    for (const value of Object.values(found)) assert.ok(!Object.is(value, Number.NaN) && !Object.is(value, -0))
})

// Missing values.

const missing = (
  claim: string,
  cells: { readonly measured: Tally; readonly gaps: readonly (readonly [Cell, Cell])[] },
  expected: Partial<Comparison>,
  more = {},
): void => {
  test(claim, () => {
    const { base, now } = cellsOf(cells.measured)
    const found = only(
      inputOf([...base, ...cells.gaps.map(([before]) => before)], [...now, ...cells.gaps.map(([, after]) => after)], {
        allowed: 0.03,
        ...more,
      }),
    )
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as keyof Comparison]])), expected)
  })
}

const lostOrNot = (count: number): readonly (readonly [Cell, Cell])[] => Array.from({ length: count }, () => [1, 'errored'])
const wonOrNot = (count: number): readonly (readonly [Cell, Cell])[] => Array.from({ length: count }, () => [0, 'errored'])
const neitherSide: readonly (readonly [Cell, Cell])[] = [['errored', 'errored']]
const notApplied: readonly (readonly [Cell, Cell])[] = [['skipped', 'errored']]

missing(
  'a breach stands that the best case is too',
  { measured: { n: 150, lost: 10 }, gaps: lostOrNot(3) },
  { state: 'regressed', missing: 3, n: 150 },
)
missing('a proof stands that the worst case is too', { measured: { n: 500 }, gaps: lostOrNot(3) }, { state: 'held', missing: 3 })
missing(
  'one missing value that decides is named',
  { measured: { n: 99, lost: 3 }, gaps: lostOrNot(1) },
  { state: 'not-measured', why: '1 missing value decides it' },
)
missing(
  'so are several',
  { measured: { n: 98, lost: 2 }, gaps: lostOrNot(2) },
  { state: 'not-measured', why: '2 missing values decide it' },
)
missing(
  'no breach is claimed that missing values dilute even at worst',
  { measured: { n: 99, lost: 3 }, gaps: wonOrNot(1) },
  { state: 'unproven' },
)
missing(
  'no proof is claimed that the worst case is none of',
  { measured: { n: 140, lost: 1, won: 1 }, gaps: lostOrNot(1) },
  { state: 'unproven', why: 'cannot rule out a drop up to 0.036, 1 missing value at worst' },
)
test('without the missing value it would be proof', () => assert.equal(compared({ n: 140, lost: 1, won: 1 }).state, 'held'))
missing(
  'under strict such a doubt decides',
  { measured: { n: 140, lost: 1, won: 1 }, gaps: lostOrNot(1) },
  { state: 'not-measured' },
  { policy: strict },
)
missing(
  'unknown on both sides it may be anything',
  { measured: { n: 99, lost: 3 }, gaps: neitherSide },
  { state: 'not-measured', missing: 1 },
)
missing(
  'an error on a sample that the metric does not apply to changes nothing',
  { measured: { n: 100, lost: 3 }, gaps: notApplied },
  { state: 'unproven', missing: 0, n: 100 },
)
missing(
  'samples without one measured pair measure nothing',
  { measured: { n: 0 }, gaps: lostOrNot(5) },
  { state: 'not-measured', why: 'no sample was measured on both sides', n: 0 },
)
missing(
  'a metric that applies nowhere measures nothing',
  { measured: { n: 0 }, gaps: [['skipped', 'skipped']] },
  { state: 'not-measured', why: 'it applies to none of the samples', missing: 0 },
)
missing(
  'a metric that is not gated stays so',
  { measured: { n: 99, lost: 50 }, gaps: lostOrNot(1) },
  { state: 'not-gated', missing: 1 },
  { allowed: undefined },
)

test('under evidence a breach beyond noise stands only where it is one in the best case too', () => {
  const { base, now } = cellsOf({ n: 150, lost: 12, won: 4 })
  const input = (gaps: number) =>
    inputOf([...base, ...Array.from({ length: gaps }, () => 0)], [...now, ...Array.from({ length: gaps }, () => 'errored' as const)], {
      allowed: 0.03,
      policy: evidence,
    })
  assert.deepEqual([only(input(0)).state, only(input(0)).beyondNoise], ['regressed', true])
  assert.equal(only(input(3)).state, 'not-measured')
  assert.equal(only({ ...input(3), policy: threshold }).state, 'regressed')
})

test('under evidence noise stands only where the worst case is noise too', () => {
  const { base, now } = cellsOf({ n: 150, lost: 11, won: 5 })
  const input = (gaps: number) =>
    inputOf([...base, ...Array.from({ length: gaps }, () => 1)], [...now, ...Array.from({ length: gaps }, () => 'errored' as const)], {
      allowed: 0.03,
      policy: evidence,
    })
  assert.deepEqual([only(input(0)).state, only(input(0)).beyondNoise], ['regressed', false])
  assert.equal(only(input(3)).state, 'not-measured')
  assert.equal(only({ ...input(1), policy: threshold }).state, 'regressed')
})

const scores = fc.array(fc.tuple(fc.constantFrom(0, 0.5, 1), fc.constantFrom(0, 0.5, 1), fc.boolean()), { minLength: 2, maxLength: 40 })

test('whatever the missing scores were, a verdict in spite of them is the verdict with them', () => {
  const verdict = { regressed: 'fail', held: 'pass', unproven: 'pass', 'not-measured': undefined, 'not-gated': undefined } as const
  fc.assert(
    fc.property(scores, fc.constantFrom(0, 0.05, 0.2), (samples, allowed) => {
      const base = samples.map(([before]) => before)
      const seen = samples.map(([, after, isMissing]): Cell => (isMissing ? 'errored' : after))
      const bounded = verdict[only(inputOf(base, seen, { allowed })).state]
      const whole =
        verdict[
          only(
            inputOf(
              base,
              samples.map(([, after]) => after),
              { allowed },
            ),
          ).state
        ]
      assert.ok(bounded === undefined || bounded === whole)
    }),
    { numRuns: 500 },
  )
})

// Several metrics, several candidates.

const withMetrics = (tallies: Readonly<Record<string, Tally & { readonly allowed?: number }>>): ComparisonInput => {
  const sides = (end: 'base' | 'now') => Object.entries(tallies).map(([metric, tally]) => sideOf(cellsOf(tally)[end], metric))
  const joined = (end: 'base' | 'now') => {
    const [first = [], ...others] = sides(end)
    return first.map((sample, at) => ({
      ...sample,
      trials: [
        {
          status: 'answered' as const,
          scores: Object.assign({}, sample.trials[0]?.scores, ...others.map((other) => other[at]?.trials[0]?.scores)),
        },
      ],
    }))
  }
  const base = byId(joined('base'))
  return {
    sides: { base, head: byId(joined('now')) },
    paired: [...base.keys()],
    metrics: Object.entries(tallies).map(([name, { allowed }]) => ({
      name,
      better: 'higher',
      ...(allowed === undefined ? {} : { allowed }),
    })),
    clusterOf: (id) => id,
    policy: threshold,
  }
}

const fifteenToFive = { n: 150, lost: 15, won: 5, allowed: 0.03 }
const same = { n: 150, allowed: 0.03 }

test('15 lost and 5 won of 150 stand out beside two other gated metrics (p .0134, × 3 = .040), not beside three (.054)', () => {
  const [beside2] = compareMetrics(withMetrics({ accuracy: fifteenToFive, format: same, precision: same }))
  const [beside3] = compareMetrics(withMetrics({ accuracy: fifteenToFive, format: same, precision: same, recall: same }))
  assert.deepEqual([beside2?.state, beside2?.beyondNoise], ['regressed', true])
  assert.deepEqual([beside3?.state, beside3?.beyondNoise], ['regressed', false])
})

test('a metric without a threshold costs the gated ones nothing', () => {
  const [found] = compareMetrics(withMetrics({ accuracy: fifteenToFive, format: same, precision: same, recall: { n: 150 } }))
  assert.equal(found?.beyondNoise, true)
})

test('a gated metric that could not be measured still counts among the chances', () => {
  const input = withMetrics({ accuracy: fifteenToFive, format: same, precision: same })
  const [found, , , unknown] = compareMetrics({
    ...input,
    metrics: [...input.metrics, { name: 'recall', better: 'higher', allowed: 0.03 }],
  })
  assert.deepEqual([unknown?.state, found?.beyondNoise], ['not-measured', false])
})

test('8 won and 2 lost are a gain that three gated metrics could show by chance', () => {
  const [found] = compareMetrics(withMetrics({ accuracy: { n: 150, lost: 2, won: 8, allowed: 0.03 }, format: same, precision: same }))
  assert.deepEqual([found?.state, found?.gained], ['held', undefined])
})

test('metrics come out in the order they were given, each on its own samples', () => {
  const found = compareMetrics(
    withMetrics({ accuracy: fifteenToFive, format: same, precision: { n: 150, lost: 83, won: 2, allowed: 0.03 } }),
  )
  assert.deepEqual(
    found.map(({ metric, worse, state }) => [metric, worse, state]),
    [
      ['accuracy', 15, 'regressed'],
      ['format', 0, 'held'],
      ['precision', 83, 'regressed'],
    ],
  )
})

test('Holm runs over all candidates: what one alone shows, four together may not', () => {
  const candidate = withMetrics({ accuracy: fifteenToFive })
  const unchanged = withMetrics({ accuracy: same })
  const alone = compareMany([candidate]).map(([found]) => found?.beyondNoise)
  const together = compareMany([candidate, unchanged, unchanged, unchanged]).map(([found]) => [found?.state, found?.beyondNoise])
  assert.deepEqual(alone, [true])
  assert.deepEqual(together, [
    ['regressed', false],
    ['held', undefined],
    ['held', undefined],
    ['held', undefined],
  ])
})

test('so it does for gains', () => {
  const gain = withMetrics({ accuracy: { n: 150, lost: 2, won: 8, allowed: 0.03 } })
  assert.deepEqual(
    compareMany([gain]).map(([found]) => found?.gained),
    [true],
  )
  assert.deepEqual(
    compareMany([gain, withMetrics({ accuracy: same })]).map(([found]) => found?.gained),
    [undefined, undefined],
  )
})

test('the same candidate twice comes out twice, once each', () => {
  const candidate = withMetrics({ accuracy: fifteenToFive, format: same })
  assert.deepEqual(
    compareMany([candidate, candidate]).map((each) => each.map(({ metric }) => metric)),
    [
      ['accuracy', 'format'],
      ['accuracy', 'format'],
    ],
  )
})

test('no candidates come to nothing', () => assert.deepEqual(compareMany([]), []))
