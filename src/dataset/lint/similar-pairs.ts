import { bitmapsOf, bitsApart } from './bitmaps.ts'
import { rankSets, type RankedSets } from './ranked-sets.ts'

/** A share between 0 and 1 as two whole numbers, so that no rounding decides whether a pair lies above it. */
export type Ratio = { readonly over: number; readonly of: number }

/** Two sets by their places in the list, `one` < `other`, with their Jaccard similarity. */
export type Pair = { readonly one: number; readonly other: number; readonly similarity: number }

/** The pairs, and how many candidates had to be compared element by element to find them. */
export type Joined = { readonly pairs: readonly Pair[]; readonly verified: number }

/**
 * Every pair of sets whose Jaccard similarity lies above the ratio, exactly: a prefix-filtered join (Chaudhuri et al. 2006) in
 * order of size (AllPairs: Bayardo et al. 2007) with the positional filter of PPJoin (Xiao et al. 2008) and bitmaps before the comparison.
 */
export const similarPairs = (given: readonly ReadonlySet<string>[], above: Ratio): Joined => {
  const ranked = rankSets(given)
  const join: Join = { ...ranked, above, bitmaps: bitmapsOf(ranked.sets), postings: new Map(), shared: new Int32Array(given.length) }
  const pairs: Pair[] = []
  let verified = 0
  for (const [place, set] of ranked.sets.entries()) {
    for (const candidate of candidates(join, place)) {
      verified += 1
      const similarity = similarityAbove(set, ranked.sets[candidate] as Int32Array, above)
      if (similarity > 0) pairs.push(pairOf(ranked, [place, candidate], similarity))
    }
    post(join, place)
  }
  return { pairs: pairs.sort((a, b) => a.one - b.one || a.other - b.other), verified }
}

type Join = RankedSets & {
  readonly above: Ratio
  readonly bitmaps: Int32Array
  readonly postings: Map<number, Postings>
  /** Elements that each earlier set is known to share with the one that is probed; −1 = ruled out. All zero between two probes. */
  readonly shared: Int32Array
}

/** The sets that hold an element in their prefix, and where; those before `start` are too small for all that follow. */
type Postings = { readonly holders: number[]; readonly positions: number[]; start: number }

const pairOf = ({ places }: RankedSets, ranks: readonly number[], similarity: number): Pair => {
  const [one = 0, other = 0] = ranks.map((rank) => places[rank] ?? 0).sort((a, b) => a - b)
  return { one, other, similarity }
}

/** The least number of shared elements that lifts two sets of this joint size above the ratio. */
const neededOverlap = (sizes: number, { over, of }: Ratio): number => Math.floor((over * sizes) / (over + of)) + 1

/** Earlier sets that share enough of the prefix to reach the needed overlap, and whose bitmaps do not tell them apart. */
const candidates = (join: Join, place: number): readonly number[] => {
  const { sets, sizes, above, shared, bitmaps } = join
  const set = sets[place] as Int32Array
  const smallest = Math.floor((above.over * set.length) / above.of) + 1
  const touched: number[] = []
  for (let at = 0; at <= set.length - smallest; at += 1) {
    const postings = join.postings.get(set[at] as number)
    if (postings !== undefined) probe(join, postings, { size: set.length, at, smallest, touched })
  }
  const found = touched.filter((other) => {
    if ((shared[other] as number) < 0) return false
    const sum = set.length + (sizes[other] as number)
    return bitsApart(bitmaps, place, other) <= sum - 2 * neededOverlap(sum, above)
  })
  for (const other of touched) shared[other] = 0
  return found
}

type Probe = { readonly size: number; readonly at: number; readonly smallest: number; readonly touched: number[] }

const probe = ({ sizes, shared, above }: Join, postings: Postings, { size, at, smallest, touched }: Probe): void => {
  const { holders, positions } = postings
  while (postings.start < holders.length && (sizes[holders[postings.start] as number] as number) < smallest) postings.start += 1
  for (let entry = postings.start; entry < holders.length; entry += 1) {
    const other = holders[entry] as number
    const known = shared[other] as number
    if (known < 0) continue
    if (known === 0) touched.push(other)
    const otherSize = sizes[other] as number
    const reachable = known + Math.min(size - at, otherSize - (positions[entry] as number))
    shared[other] = reachable < neededOverlap(size + otherSize, above) ? -1 : known + 1
  }
}

/** Every later set is at least as large, so that a shorter prefix than the probing one is enough. */
const post = ({ sets, postings, above }: Join, place: number): void => {
  const set = sets[place] as Int32Array
  for (let at = 0; at <= set.length - neededOverlap(2 * set.length, above); at += 1) {
    const element = set[at] as number
    const posted = postings.get(element)
    if (posted === undefined) postings.set(element, { holders: [place], positions: [at], start: 0 })
    else {
      posted.holders.push(place)
      posted.positions.push(at)
    }
  }
}

/** The similarity of two sets, 0 where it does not lie above the ratio; gives up as soon as that is certain. */
const similarityAbove = (left: Int32Array, right: Int32Array, above: Ratio): number => {
  const sizes = left.length + right.length
  const needed = neededOverlap(sizes, above)
  let [shared, at, beside] = [0, 0, 0]
  while (shared + Math.min(left.length - at, right.length - beside) >= needed) {
    if (at === left.length || beside === right.length) return shared / (sizes - shared)
    const [element, opposite] = [left[at] as number, right[beside] as number]
    if (element === opposite) shared += 1
    if (element <= opposite) at += 1
    if (opposite <= element) beside += 1
  }
  return 0
}
