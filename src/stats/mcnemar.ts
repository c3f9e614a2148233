import { binomialMass, binomialSurvival } from './binomial.ts'

/** Pairs that differ in favour of a drop (b) and against it (c). */
export type Discordant = { readonly b: number; readonly c: number }
export type McNemar = {
  /** P-value of "no drop". */
  readonly oneSided: number
  /** P-value of "no difference". */
  readonly twoSided: number
}

/** Exact conditional test of a paired 2x2 table: b of b + c is binomial with chance 1/2 (McNemar 1947). */
export function mcnemarExact({ b, c }: Discordant): McNemar {
  if (!(b >= 0 && c >= 0)) throw new RangeError(`numbers of pairs are not negative: ${b}, ${c}`)
  return { oneSided: atLeast(b, b + c), twoSided: Math.min(1, 2 * atLeast(Math.max(b, c), b + c)) }
}

/** The same less half the chance of what was seen, not conservative but within its level (Lancaster 1961; Fagerland et al. 2013). */
export function mcnemarMid({ b, c }: Discordant): McNemar {
  const exact = mcnemarExact({ b, c })
  const seen = binomialMass(b, b + c, 0.5)
  const asExtreme = b === c ? seen : 2 * seen
  return { oneSided: exact.oneSided - seen / 2, twoSided: exact.twoSided - asExtreme / 2 }
}

function atLeast(count: number, n: number): number {
  return binomialSurvival(count - 1, n, 0.5)
}
