export type Backlog = {
  /** Resolves as soon as fewer than the most are waiting; throws what any of them failed with. */
  readonly add: (work: Promise<void>) => Promise<void>
  /** Resolves when none is waiting; throws likewise. */
  readonly settled: () => Promise<void>
}

/** Work that whoever gives it need not wait for, as long as not too much of it is waiting; `onBroken` hears of the first failure at once. */
export const backlog = (most: number, onBroken: (error: unknown) => void): Backlog => {
  let waiting = 0
  let broken: { readonly error: unknown } | undefined
  let changed = Promise.withResolvers<void>()
  const watch = async (work: Promise<void>): Promise<void> => {
    try {
      await work
    } catch (error) {
      if (broken === undefined) onBroken(error)
      broken ??= { error }
    }
    waiting -= 1
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const until = async (few: number): Promise<void> => {
    for (;;) {
      if (broken !== undefined) throw broken.error
      if (waiting <= few) return
      await changed.promise
    }
  }
  return {
    add(work) {
      waiting += 1
      void watch(work)
      return until(most - 1)
    },
    settled: () => until(0),
  }
}
