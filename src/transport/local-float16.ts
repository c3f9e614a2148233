/** IEEE 754 binary16, rounded to nearest, ties to even; own, because Float16Array is newer than the oldest Node supported. */
export const toHalf = (value: number): number => {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (Number.isNaN(value)) return 0x7e00
  if (size >= 65_520) return sign | 0x7c00
  if (size < smallestNormal) return sign | roundToEven(size / smallestSubnormal)
  const exponent = exponentOf(size)
  return sign | (((exponent + 15) << 10) + roundToEven((size / 2 ** exponent - 1) * 1024))
}

export const fromHalf = (bits: number): number => {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * smallestSubnormal
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024)
}

/** What a vector is after having been stored: fresh and stored ones must be the same. */
export const throughHalf = (vector: Float32Array): Float32Array => vector.map((value) => fromHalf(toHalf(value)))

const smallestNormal = 2 ** -14
const smallestSubnormal = 2 ** -24

const exponentOf = (size: number): number => {
  const guess = Math.floor(Math.log2(size))
  if (2 ** guess > size) return guess - 1
  return 2 ** (guess + 1) <= size ? guess + 1 : guess
}

const roundToEven = (value: number): number => {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest === 0.5) return floor + (floor % 2)
  return rest > 0.5 ? floor + 1 : floor
}
