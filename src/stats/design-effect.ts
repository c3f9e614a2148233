export type ClusterKey = string | number

/** Sum and number of the values in one cluster. */
export type Cluster = { readonly sum: number; readonly size: number }

/** Correlation inside a cluster that is assumed until the data show more. */
const ASSUMED_CORRELATION = 0.05
const NO_VARIANCE = 1e-12

/** The clusters of the values: keys[i] names the one of values[i]; without keys each value is its own. */
export function clustersOf(values: readonly number[], keys: readonly ClusterKey[] = [...values.keys()]): readonly Cluster[] {
  if (keys.length !== values.length) throw new RangeError(`${values.length} values cannot have ${keys.length} cluster keys`)
  const clusters = new Map<ClusterKey, { sum: number; size: number }>()
  for (const [index, value] of values.entries()) {
    const known = clusters.get(keys[index]!)
    if (known === undefined) clusters.set(keys[index]!, { sum: value, size: 1 })
    else {
      known.sum += value
      known.size += 1
    }
  }
  return [...clusters.values()]
}

/**
 * Factor (>= 1) by which clusters inflate the variance of a mean: 1 + (size - 1)·0.05 at their size-weighted mean size (Kish 1965),
 * or the variance seen between two or more clusters over `independent`, that of the mean of independent values, if more.
 */
export function designEffect(clusters: readonly Cluster[], independent: number): number {
  const size = total(clusters, (cluster) => cluster.size ** 2) / total(clusters, (cluster) => cluster.size)
  const assumed = 1 + (size - 1) * ASSUMED_CORRELATION
  return independent > NO_VARIANCE ? Math.max(assumed, clusteredVariance(clusters) / independent) : assumed
}

/** Variance of the mean of clustered values (Rao & Scott 1992). */
function clusteredVariance(clusters: readonly Cluster[]): number {
  const n = total(clusters, ({ size }) => size)
  const mean = total(clusters, ({ sum }) => sum) / n
  const squares = total(clusters, ({ sum, size }) => (sum - mean * size) ** 2)
  return ((clusters.length / (clusters.length - 1)) * squares) / n ** 2
}

function total<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((sum, item) => sum + measure(item), 0)
}
