/** Cosine of unit vectors with one question, for every vector. */
export const similarities = (vectors: readonly Float32Array[], question: Float32Array): Float64Array =>
  Float64Array.from(vectors, (vector) => dot(vector, question))

/** Four sums at once: one chain of additions would wait for itself at every step. */
const dot = (one: Float32Array, other: Float32Array): number => {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = one.length - (one.length % 4)
  for (let index = 0; index < whole; index += 4) {
    a += (one[index] as number) * (other[index] as number)
    b += (one[index + 1] as number) * (other[index + 1] as number)
    c += (one[index + 2] as number) * (other[index + 2] as number)
    d += (one[index + 3] as number) * (other[index + 3] as number)
  }
  for (let index = whole; index < one.length; index += 1) a += (one[index] as number) * (other[index] as number)
  return a + b + (c + d)
}
