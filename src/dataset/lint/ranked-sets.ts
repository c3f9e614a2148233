/** Sets in order of size, each as ascending numbers, the rarest element first, so that few share the beginning of any two. */
export type RankedSets = { readonly sets: readonly Int32Array[]; readonly sizes: Int32Array; readonly places: readonly number[] }

/** `places` tells where each of the ranked sets stood in the given list. */
export const rankSets = (given: readonly ReadonlySet<string>[]): RankedSets => {
  const ranks = ranksByRarity(given)
  const places = given.map((_, place) => place).sort((one, other) => (given[one]?.size ?? 0) - (given[other]?.size ?? 0))
  const sets = places.map((place) => Int32Array.from(given[place] ?? [], (element) => ranks.get(element) ?? 0).sort())
  return { sets, sizes: Int32Array.from(sets, ({ length }) => length), places }
}

const ranksByRarity = (given: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> => {
  const frequency = new Map<string, number>()
  for (const set of given) for (const element of set) frequency.set(element, (frequency.get(element) ?? 0) + 1)
  return new Map([...frequency].sort(([, one], [, other]) => one - other).map(([element], rank) => [element, rank]))
}
