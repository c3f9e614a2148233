/** The vector scaled to length one; undefined where it has no direction (empty, all zero, or not all finite). */
export const unitLength = (vector: readonly number[]): Float32Array | undefined => {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (!Number.isFinite(length) || length === 0) return undefined
  return Float32Array.from(vector, (value) => value / length)
}
