import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { normalCdf } from '../../src/stats/normal.ts'
import { studentCdf, studentQuantile } from '../../src/stats/student.ts'
import { assertClose, assertWithin, refusal } from './close.ts'
import { integrate } from './integrate.ts'

const QUANTILES = [
  [0.95, 1, 6.313751514675043],
  [0.95, 2, 2.919985580353726],
  [0.95, 3, 2.353363434801824],
  [0.95, 4, 2.13184678632665],
  [0.95, 5, 2.015048373333024],
  [0.95, 10, 1.812461122811676],
  [0.95, 30, 1.697260886593958],
  [0.95, 60, 1.670648864904637],
  [0.95, 120, 1.657650899355236],
  [0.975, 1, 12.7062047361747],
  [0.975, 2, 4.302652729749464],
  [0.975, 3, 3.18244630528371],
  [0.975, 5, 2.570581835636316],
  [0.975, 10, 2.228138851986275],
  [0.975, 20, 2.085963447265865],
  [0.975, 30, 2.042272456301238],
  [0.975, 120, 1.979930405082441],
  [0.99, 1, 31.82051595377396],
  [0.99, 4, 3.746947387979197],
  [0.99, 20, 2.527977002741573],
  [0.99, 60, 2.390119472624913],
] as const

for (const [p, df, t] of QUANTILES) {
  test(`the Student quantile at ${p} with ${df} degrees of freedom is ${t}`, () => {
    assertClose(studentQuantile(p, df), t, 1e-12)
    assertClose(studentQuantile(1 - p, df), -t, 1e-12)
  })
}

test('with 1 to 60 degrees of freedom the cdf is the finite trigonometric sum', () => {
  const degrees = fc.integer({ min: 1, max: 60 })
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), degrees, (t, df) => assertWithin(studentCdf(t, df), cdfBySum(t, df), 1e-13)),
  )
})

test('with any degrees of freedom the lower tail is the integral of the density, relative to its size', () => {
  const exponent = fc.double({ min: -0.3, max: 4, noNaN: true })
  fc.assert(
    fc.property(fc.double({ min: 0, max: 20, noNaN: true }), exponent, (t, exponent) =>
      assertClose(studentCdf(-t, 10 ** exponent), tailByIntegration(t, 10 ** exponent), 1e-10),
    ),
  )
})

for (const t of [0.5, 1.7, 2, 3, 6, 10]) {
  test(`with 100 million degrees of freedom the tail at ${t} is the normal one with its first correction`, () => {
    const density = Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI)
    assertClose(studentCdf(-t, 1e8), normalCdf(-t) + (density * (t ** 3 + t)) / 4e8, 1e-9)
  })
}

for (const df of [1, 2.5, 1e6]) {
  test(`with ${df} degrees of freedom the ends are 0, 1/2 and 1`, () => {
    assert.deepEqual(
      [-Infinity, 0, Infinity].map((t) => studentCdf(t, df)),
      [0, 0.5, 1],
    )
    assert.deepEqual(
      [0, 0.5, 1].map((p) => studentQuantile(p, df)),
      [-Infinity, 0, Infinity],
    )
  })
}

test('the quantile undoes the cdf for any degrees of freedom, down to a tail of 1e-30', () => {
  const exponent = fc.double({ min: -30, max: -0.302, noNaN: true })
  fc.assert(
    fc.property(exponent, fc.double({ min: 0.5, max: 5000, noNaN: true }), (exponent, df) => {
      const p = 10 ** exponent
      assertClose(studentCdf(studentQuantile(p, df), df), p, 1e-11)
    }),
  )
})

test('a quantile beyond the largest number is infinite', () => assert.equal(studentQuantile(1e-200, 0.5), -Infinity))

for (const df of [0, -1, NaN, Infinity]) {
  test(`${df} degrees of freedom are refused`, () => {
    assert.throws(() => studentCdf(1, df), refusal)
    assert.throws(() => studentQuantile(0.9, df), refusal)
  })
}

for (const p of [-0.1, 1.1, NaN]) test(`a probability of ${p} is refused`, () => assert.throws(() => studentQuantile(p, 5), refusal))

/** Abramowitz & Stegun 1964, 26.7.3 and 26.7.4. */
function cdfBySum(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df))
  const odd = df % 2 === 1
  let term = odd ? Math.cos(angle) : 1
  let sum = df === 1 ? 0 : term
  for (let power = odd ? 3 : 2; power <= df - 2; power += 2) {
    term *= ((power - 1) / power) * Math.cos(angle) ** 2
    sum += term
  }
  const central = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
  return (1 + central) / 2
}

/** With t = √df·cot(u) the density is proportional to sin(u)^(df - 1). */
function tailByIntegration(t: number, df: number): number {
  const density = (u: number): number => Math.sin(u) ** (df - 1)
  return integrate(density, Math.atan2(Math.sqrt(df), t)) / integrate(density, Math.PI / 2) / 2
}
