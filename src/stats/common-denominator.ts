/** The search ends here even where a larger denominator were allowed. */
const MAX_DENOMINATOR = 1e6
/** How far from an integer a product may be by rounding. */
const TOLERANCE = 1e-6

/** The smallest d, 1e6 or `limit` at most, for which each of the positive values is a multiple of 1/d; there where there is one. */
export function commonDenominator(values: readonly number[], limit: number): number | undefined {
  const distinct = [...new Set(values)]
  for (let d = 1; d <= Math.min(limit, MAX_DENOMINATOR); d += 1) if (distinct.every((value) => isMultiple(value * d))) return d
  return undefined
}

function isMultiple(product: number): boolean {
  const nearest = Math.round(product)
  return nearest >= 1 && Math.abs(product - nearest) <= TOLERANCE
}
