export type CacheKind = 'chat' | 'embedding' | 'answer'

/** What a cache holds; kinds and damage where every entry was read. */
export type CacheStats = {
  readonly folder: string
  readonly entries: number
  readonly bytes: number
  /** When the first and the last of them were last used (ISO 8601), to the day. */
  readonly oldest?: string
  readonly newest?: string
  /** Writes that were cut off. */
  readonly unfinished: number
  readonly verified?: { readonly kinds: Readonly<Record<CacheKind, number>>; readonly damaged: number }
}

/** What was removed from a cache, or would be. */
export type Pruned = {
  readonly folder: string
  readonly dryRun: boolean
  readonly removed: number
  readonly bytes: number
  readonly left: { readonly entries: number; readonly bytes: number }
}
