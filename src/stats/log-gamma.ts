/** Stirling's series is exact to the last bit from here on. */
const STIRLING_HOLDS = 10
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156]

/** ln Γ(x) for x > 0: Stirling's series above 10, the recurrence Γ(x + 1) = x·Γ(x) below (Abramowitz & Stegun 1964, 6.1.40). */
export function logGamma(x: number): number {
  let product = 1
  let shifted = x
  for (; shifted < STIRLING_HOLDS; shifted += 1) product *= shifted
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + remainder(shifted) - Math.log(product)
}

/** ln B(a, b) for a, b > 0; the large terms of ln Γ(large) - ln Γ(small + large) are cancelled on paper, not in floating point. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < STIRLING_HOLDS) return logGamma(small) + logGamma(large) - logGamma(small + large)
  const growth = small * Math.log(small + large) + (large - 0.5) * Math.log1p(small / large) - small
  return logGamma(small) - growth - remainder(small + large) + remainder(large)
}

function remainder(x: number): number {
  return STIRLING.reduceRight((sum, coefficient) => sum / (x * x) + coefficient, 0) / x
}
