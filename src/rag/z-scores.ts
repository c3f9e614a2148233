/** Scores in standard deviations from their mean; all 0 where they do not differ. */
export const zScores = (scores: Float64Array): Float64Array => {
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(1, scores.length))
  return scores.map((score) => (deviation < 1e-12 ? 0 : (score - mean) / deviation))
}

/** The weighted sum of several lists of scores, each standardised first. */
export const mix = (parts: readonly { readonly weight: number; readonly scores: Float64Array }[], size: number): Float64Array => {
  const sum = new Float64Array(size)
  for (const { weight, scores } of parts) {
    for (const [index, score] of zScores(scores).entries()) sum[index] = (sum[index] ?? 0) + weight * score
  }
  return sum
}
