/** P-values adjusted for their number by the step-down method, in the order given (Holm 1979). */
export function holm(pValues: readonly number[]): readonly number[] {
  const ascending = [...pValues.entries()].toSorted(([, one], [, other]) => one - other)
  const adjusted: number[] = pValues.map(() => 1)
  let reached = 0
  for (const [rank, [index, p]] of ascending.entries()) {
    reached = Math.min(1, Math.max(reached, (pValues.length - rank) * p))
    adjusted[index] = reached
  }
  return adjusted
}
