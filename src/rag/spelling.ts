/** Finds the known term a misspelt one most likely stands for, or undefined: one edit in a short word, two in a long one. */
export const spellingOf = (frequency: ReadonlyMap<string, number>): ((term: string) => string | undefined) => {
  const byInitial = Map.groupBy(frequency.keys(), (term) => term[0])
  return (term) => {
    if (term.length < 4 || frequency.has(term) || /\P{L}/u.test(term)) return undefined
    const allowed = term.length < 8 ? 1 : 2
    return (byInitial.get(term[0]) ?? [])
      .filter((known) => known.length > 2 && Math.abs(known.length - term.length) <= allowed)
      .map((known) => ({ known, distance: editDistance(term, known) }))
      .filter(({ distance }) => distance <= allowed)
      .toSorted(
        (one, other) =>
          one.distance - other.distance ||
          (frequency.get(other.known) ?? 0) - (frequency.get(one.known) ?? 0) ||
          (one.known < other.known ? -1 : 1),
      )[0]?.known
  }
}

/** Optimal string alignment: insert, delete, replace, or swap two neighbours (Damerau 1964). */
export const editDistance = (one: string, other: string): number => {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1
      const swapped =
        one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1] ? (before[column - 2] ?? Infinity) + 1 : Infinity
      next.push(Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same, swapped))
    }
    before = last
    last = next
  }
  return last[other.length] ?? 0
}
