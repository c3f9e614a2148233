import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { normalCdf, normalQuantile } from '../../src/stats/normal.ts'
import { assertClose, assertWithin, refusal } from './close.ts'
import { integrate } from './integrate.ts'

const CDF = [
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [1.5, 0.9331927987311419],
  [2, 0.9772498680518208],
  [3, 0.9986501019683699],
  [-1, 0.1586552539314571],
  [-5, 2.866515718791939e-7],
  [-10, 7.61985302416053e-24],
  [-20, 2.75362411860623e-89],
  [-Infinity, 0],
  [Infinity, 1],
] as const

for (const [z, p] of CDF) test(`the normal cdf at ${z} is ${p}`, () => assertClose(normalCdf(z), p, 1e-13))

const QUANTILES = [
  [0.5, 0],
  [0.9, 1.2815515655446],
  [0.95, 1.644853626951473],
  [0.975, 1.959963984540054],
  [0.98, 2.053748910631823],
  [0.99, 2.326347874040841],
  [0.995, 2.575829303548901],
  [0.999, 3.090232306167814],
  [0.9995, 3.290526731491895],
  [0.05, -1.644853626951473],
  [2.866515718791939e-7, -5],
  [7.61985302416053e-24, -10],
  [0, -Infinity],
  [1, Infinity],
] as const

for (const [p, z] of QUANTILES) test(`the normal quantile at ${p} is ${z}`, () => assertClose(normalQuantile(p), z, 1e-12))

test('the lower tail is the integral of the density, relative to its size', () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 35, noNaN: true }), (z) => assertClose(normalCdf(-z), tailByIntegration(z), 1e-11)))
})

test('no step shows where the series hands over to the fraction', () => {
  for (const z of [2.4, 2.4999999, 2.5, 2.5000001, 2.6]) assertClose(normalCdf(-z), tailByIntegration(z), 1e-13)
})

test('the upper half mirrors the lower', () => {
  fc.assert(fc.property(fc.double({ min: -40, max: 40, noNaN: true }), (z) => assertWithin(normalCdf(z) + normalCdf(-z), 1, 1e-15)))
})

test('the quantile undoes the cdf, down to a tail of 1e-300', () => {
  fc.assert(
    fc.property(fc.double({ min: -300, max: -0.302, noNaN: true }), (exponent) => {
      const p = 10 ** exponent
      assertClose(normalCdf(normalQuantile(p)), p, 1e-12)
    }),
  )
})

for (const p of [-0.1, 1.1, NaN]) test(`a probability of ${p} is refused`, () => assert.throws(() => normalQuantile(p), refusal))

function tailByIntegration(z: number): number {
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * integrate((u) => Math.exp(-z * u - (u * u) / 2), 12)
}
