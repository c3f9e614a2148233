import { test } from 'node:test'
import * as fc from 'fast-check'
import { logBeta, logGamma } from '../../src/stats/log-gamma.ts'
import { assertClose, assertWithin } from './close.ts'

test('the gamma function of a whole number is a factorial', () => {
  let factorial = 1
  for (let n = 1; n <= 170; n += 1) {
    assertWithin(logGamma(n), Math.log(factorial), 1e-15 * (10 + Math.log(factorial)))
    factorial *= n
  }
})

const HALVES = [
  [0.5, Math.sqrt(Math.PI)],
  [1.5, Math.sqrt(Math.PI) / 2],
  [4.5, (105 / 16) * Math.sqrt(Math.PI)],
] as const

for (const [x, value] of HALVES) test(`the gamma function of ${x} is ${value}`, () => assertWithin(logGamma(x), Math.log(value), 1e-14))

test('the product of a reflected pair is π / sin πx', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (x) =>
      assertWithin(logGamma(x) + logGamma(1 - x), Math.log(Math.PI / Math.sin(Math.PI * x)), 1e-13),
    ),
  )
})

test('the beta function of a, 1 is 1 / a, and of a, 2 is 1 / a(a + 1), however large a is', () => {
  fc.assert(
    fc.property(fc.double({ min: -2, max: 12, noNaN: true }), (exponent) => {
      const a = 10 ** exponent
      assertWithin(logBeta(a, 1), -Math.log(a), 1e-13)
      assertWithin(logBeta(2, a), -Math.log(a) - Math.log1p(a), 1e-13)
    }),
  )
})

test('the beta function of a, 1/2 follows from π at a = 1/2 by recurrence', () => {
  let beta = Math.PI
  for (let a = 0.5; a < 2000; a += 1) {
    assertClose(Math.exp(logBeta(a, 0.5)), beta, 1e-12)
    beta *= a / (a + 0.5)
  }
})
