/** For each term, the entries that hold it and its weight there: a sparse matrix by columns. */
export type Postings = ReadonlyMap<string, Column>

type Column = { readonly at: Int32Array; readonly weight: Float64Array }

/** What a query puts on each of its terms. */
export type Weights = ReadonlyMap<string, number>

export const postingsOf = (entries: readonly Weights[]): Postings => {
  const columns = new Map<string, { at: number[]; weight: number[] }>()
  for (const [index, entry] of entries.entries()) {
    for (const [term, weight] of entry) {
      const column = columns.get(term) ?? { at: [], weight: [] }
      if (column.at.length === 0) columns.set(term, column)
      column.at.push(index)
      column.weight.push(weight)
    }
  }
  return new Map([...columns].map(([term, { at, weight }]) => [term, { at: Int32Array.from(at), weight: Float64Array.from(weight) }]))
}

/** The dot product of the query with every entry. */
export const products = (postings: Postings, size: number, query: Weights): Float64Array => {
  const sums = new Float64Array(size)
  for (const [term, asked] of query) {
    const column = postings.get(term)
    if (column === undefined) continue
    add(sums, column, asked)
  }
  return sums
}

/** The innermost loop of every search, so plain. */
const add = (sums: Float64Array, { at, weight }: Column, asked: number): void => {
  for (let place = 0; place < at.length; place += 1) sums[at[place] as number]! += asked * (weight[place] as number)
}

export const countsOf = (terms: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
