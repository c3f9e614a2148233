import type { Kept } from '../files/cache-folder.ts'

export type PruneRule = {
  /** Entries that were last used before. */
  readonly before?: number
  /** Bytes that may stay. */
  readonly mostBytes?: number
  readonly damaged: ReadonlySet<string>
}

/** What has to go: what is damaged or was not used for long, and then, least recently used first, as much as it takes. */
export const toPrune = (entries: readonly Kept[], { before = -Infinity, mostBytes = Infinity, damaged }: PruneRule): readonly Kept[] => {
  const isOut = ({ key, usedAt }: Kept): boolean => damaged.has(key) || usedAt < before
  const gone = entries.filter(isOut)
  const rest = entries
    .filter((entry) => !isOut(entry))
    .toSorted((one, other) => one.usedAt - other.usedAt || (one.key < other.key ? -1 : 1))
  let left = bytesOf(rest)
  const oldest = rest.filter(({ bytes }) => {
    if (left <= mostBytes) return false
    left -= bytes
    return true
  })
  return [...gone, ...oldest]
}

export const bytesOf = (entries: readonly { readonly bytes: number }[]): number => entries.reduce((sum, { bytes }) => sum + bytes, 0)
