/**
 * Works through a list with at most `width` at once; starts nothing new once the signal aborts or a piece of work throws.
 * Order of results = order of items.
 */
export const pool = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  how: { readonly width: number; readonly signal: AbortSignal },
): Promise<readonly (Result | undefined)[]> => {
  const results: (Result | undefined)[] = Array.from({ length: items.length })
  const waiting = items.entries()
  let broken = false
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (broken || how.signal.aborted) return
      try {
        results[at] = await work(item)
      } catch (error) {
        broken = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(how.width, items.length) }, worker))
  return results
}
