/** The known name closest to a mistyped one, where it is close enough to be meant (distance ≤ 1 + a third of its length). */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= 1 + name.length / 3 ? best.candidate : undefined
}

export const didYouMean = (name: string, known: readonly string[]): string | undefined => {
  const candidate = nearest(name, known)
  return candidate === undefined ? undefined : `did you mean ${candidate}?`
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964). */
const distance = (one: string, other: string): number => {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= other.length; column += 1) current.push(cell(rows, current, { one, other, row, column }))
    rows.push(current)
  }
  return rows[one.length]?.[other.length] ?? 0
}

type Cell = { readonly one: string; readonly other: string; readonly row: number; readonly column: number }

const cell = (rows: readonly number[][], current: readonly number[], { one, other, row, column }: Cell): number => {
  const at = (r: number, c: number): number => (r === row ? current[c] : rows[r]?.[c]) ?? Infinity
  const same = one[row - 1] === other[column - 1]
  const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
  return Math.min(
    at(row - 1, column) + 1,
    at(row, column - 1) + 1,
    at(row - 1, column - 1) + (same ? 0 : 1),
    swapped ? at(row - 2, column - 2) + 1 : Infinity,
  )
}
