/** A metric of an app of which two runs differ on a share of the samples (`flips`), half of them for the worse. */
export type SyntheticMetric = {
  readonly name: string
  readonly scale: 'binary' | 'fifths'
  readonly flips: number
  /** The drop that is allowed. */
  readonly allowed: number
}

/** Clusters of `size` samples, each of which shares the fate of its cluster with the chance `shared`. */
export type Clustering = { readonly size: number; readonly shared: number }

/** A source of numbers in [0, 1). */
export type Random = () => number

export type Source = { readonly clustering: Clustering; readonly random: Random }

/** One d = baseline - new for each of n samples, drawn by themselves or with their cluster. */
export function syntheticDrops(n: number, draw: () => number, { clustering, random }: Source): readonly number[] {
  const { size, shared } = clustering
  let common = 0
  return Array.from({ length: n }, (_, index) => {
    if (index % size === 0) common = draw()
    return random() < shared ? common : draw()
  })
}

/** The d of one sample: flips by chance, and what a change costs by `drop` on average. */
export function syntheticDrop({ scale, flips }: SyntheticMetric, drop: number, random: Random): number {
  const u = random()
  if (scale === 'binary') return u < flips / 2 ? -1 : Number(u < flips + drop)
  const flipped = u < flips / 2 ? -1 : Number(u < flips)
  return (flipped + fifthsLost(drop, random)) / 5
}

/** One to three fifths, two on average, where the change hits. */
function fifthsLost(drop: number, random: Random): number {
  return random() < drop / (2 / 5) ? 1 + Math.floor(3 * random()) : 0
}

/** The same uniform numbers for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
