import assert from 'node:assert/strict'

/** Fails unless the two agree to 1e-9 of the expected number, or to the relative error given. */
export function assertClose(actual: number, expected: number, relative = 1e-9): void {
  const error = Math.abs(actual - expected)
  assert.ok(actual === expected || error <= relative * Math.abs(expected), `${actual} is not ${expected}: off by ${error}`)
}

/** Fails unless the two differ by at most this much. */
export function assertWithin(actual: number, expected: number, absolute: number): void {
  assert.ok(Math.abs(actual - expected) <= absolute, `${actual} is not ${expected}: off by ${Math.abs(actual - expected)}`)
}

/** What lies outside a contract is refused, in words that say what would not. */
export const refusal: { readonly name: string; readonly message: RegExp } = {
  name: 'RangeError',
  message: /^.+(, not |: -?\d|NaN|finite number| cannot have )/,
}
