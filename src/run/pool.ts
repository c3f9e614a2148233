/** Works through items with at most `width` at once, in their order; starts nothing new once the signal aborts or a piece of work throws. */
export const pool = async <Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<void>,
  how: { readonly width: number; readonly signal: AbortSignal },
): Promise<void> => {
  const waiting = items[Symbol.iterator]()
  let broken = false
  const worker = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true && !broken && !how.signal.aborted; next = waiting.next()) {
      try {
        await work(next.value)
      } catch (error) {
        broken = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: how.width }, worker))
}
