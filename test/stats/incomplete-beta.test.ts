import { test } from 'node:test'
import * as fc from 'fast-check'
import { incompleteBeta } from '../../src/stats/incomplete-beta.ts'
import { assertClose, assertWithin } from './close.ts'

const KNOWN = [
  { x: 0.25, a: 2, b: 3, value: 67 / 256 },
  { x: 0.25, a: 0.5, b: 0.5, value: 1 / 3 },
  { x: 0.5, a: 7, b: 7, value: 0.5 },
  { x: 0.9, a: 1, b: 1, value: 0.9 },
  { x: 0, a: 2, b: 3, value: 0 },
  { x: 1, a: 2, b: 3, value: 1 },
]

for (const { x, a, b, value } of KNOWN) {
  test(`at ${x} with parameters ${a} and ${b} it is ${value}`, () => assertClose(incompleteBeta(logOdds(x), a, b), value, 1e-13))
}

test('with whole parameters it is a binomial tail', () => {
  const whole = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), whole, whole, (x, a, b) =>
      assertWithin(incompleteBeta(logOdds(x), a, b), binomialTail(x, a, a + b - 1), 1e-13),
    ),
  )
})

test('with equal halves it is the arcsine law', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (odds) =>
      assertClose(incompleteBeta(odds, 0.5, 0.5), (2 / Math.PI) * Math.atan(Math.exp(odds / 2)), 1e-12),
    ),
  )
})

test('a tiny x keeps its relative accuracy', () => assertClose(incompleteBeta(Math.log(1e-200), 1, 5), 5e-200, 1e-12))

test('swapping the parameters and the odds gives the rest', () => {
  const parameter = fc.double({ min: 0.1, max: 300, noNaN: true })
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), parameter, parameter, (odds, a, b) =>
      assertWithin(incompleteBeta(odds, a, b) + incompleteBeta(-odds, b, a), 1, 1e-12),
    ),
  )
})

function logOdds(x: number): number {
  return Math.log(x / (1 - x))
}

/** P(X >= from) for n tries that each succeed with probability x. */
function binomialTail(x: number, from: number, n: number): number {
  let term = (1 - x) ** n
  let sum = 0
  for (let k = 0; k <= n; k += 1) {
    if (k >= from) sum += term
    term *= ((n - k) / (k + 1)) * (x / (1 - x))
  }
  return sum
}
