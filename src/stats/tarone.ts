import { holm } from './holm.ts'

/** A discrete p-value, and the smallest that its test could have had. */
export type DiscreteP = { readonly p: number; readonly pMin: number }

/**
 * P-values adjusted for the number of those that could reach α at all, in the order given; the others become 1. Those count that
 * reach α / K, K the smallest k that at most k reach α / k (Tarone 1990), and Holm's method runs over them.
 */
export function tarone(tests: readonly DiscreteP[], alpha: number): readonly number[] {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha lies in (0, 1), not ${alpha}`)
  const reaching = (level: number): readonly number[] => [...tests.keys()].filter((index) => tests[index]!.pMin <= level)
  let k = 1
  while (reaching(alpha / k).length > k) k += 1
  const testable = reaching(alpha / k)
  const adjusted = new Map(holm(testable.map((index) => tests[index]!.p)).map((p, rank) => [testable[rank], p]))
  return tests.map((_, index) => adjusted.get(index) ?? 1)
}
