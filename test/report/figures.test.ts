import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { age, allowed, dollars, interval, plural, points, score, seconds, signed } from '../../src/report/figures.ts'

const reads = (claim: string, figure: string, expected: string): void => {
  test(`${claim}: ${expected}`, () => assert.equal(figure, expected))
}

reads('a score has three decimals', score(2 / 3), '0.667')
reads('a gain has a plus', signed(0.0666), '+0.067')
reads('a drop has a minus', signed(-0.058), '−0.058')
reads('nothing has no sign', signed(0), ' 0.000')
reads('what rounds to nothing has none either', signed(-0.0004), ' 0.000')
reads('negative zero has none', signed(-0), ' 0.000')
reads('an interval', interval({ lower: -0.016, upper: 0.017 }), '[−0.016, +0.017]')
reads('a narrow interval has the decimals it takes', interval({ lower: -0.000_04, upper: 0.000_03 }), '[−0.00004, +0.00003]')
reads('ends that round alike are told apart', interval({ lower: 0.0121, upper: 0.0124 }), '[+0.0121, +0.0124]')
reads('a threshold is as short as can be', allowed(0.05), '0.05')
reads('a threshold shows no rounding of floating point', allowed(0.1 + 0.2), '0.3')
reads('none allowed', allowed(0), '0')
reads('points of a drop have no sign', points(-0.058), '5.8')
reads('one', plural(1, 'sample'), '1 sample')
reads('none', plural(0, 'sample'), '0 samples')
reads('many of its own', plural(2, 'index', 'indices'), '2 indices')

const now = '2026-11-03T12:00:00.000Z'
const since = (then: string, expected: string): void => reads(`since ${then}`, age(then, now), expected)

since('2026-11-03T11:59:59.000Z', '0 minutes old')
since('2026-11-03T11:58:59.000Z', '1 minute old')
since('2026-11-03T11:00:01.000Z', '59 minutes old')
since('2026-11-03T11:00:00.000Z', '1 hour old')
since('2026-11-02T12:00:01.000Z', '23 hours old')
since('2026-11-02T12:00:00.000Z', '1 day old')
since('2025-11-03T12:00:00.000Z', '365 days old')
since('2026-11-04T12:00:00.000Z', '0 minutes old')
since('once', 'of unknown age')

const took = (ms: number, expected: string): void => reads(`${ms} ms`, seconds(ms), expected)

took(0, '–')
took(0.04, '0.0 ms')
took(9.94, '9.9 ms')
took(10, '10 ms')
took(999, '999 ms')
took(1000, '1.0 s')
took(65_432, '65.4 s')

const costs = (usd: number | 'unknown', expected: string): void => reads(`${usd} USD`, dollars(usd), expected)

costs('unknown', 'unknown')
costs(0, '$0')
costs(0.001_24, '$0.00124')
costs(1.239, '$1.24')

const end = fc.double({ min: -1, max: 1, noNaN: true })

test('no interval wider than a millionth is shown without a width', () => {
  fc.assert(
    fc.property(end, end, (one, other) => {
      fc.pre(Math.abs(one - other) > 1e-6)
      const [lower, upper] = interval({ lower: Math.min(one, other), upper: Math.max(one, other) })
        .slice(1, -1)
        .split(', ')
      assert.notEqual(lower, upper)
    }),
  )
})
