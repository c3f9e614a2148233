/** Somebody inside; `shared` once another one was inside as well. */
export type Visit = { shared: boolean; readonly leave: () => void }

/** Lets any number in together, or one alone; first come, first served. */
export type Turnstile = { readonly enter: (alone: boolean, signal: AbortSignal) => Promise<Visit | undefined> }

export const turnstile = (): Turnstile => {
  const inside = new Set<Visit>()
  const waiting: { readonly alone: boolean; readonly take: (visit: Visit | undefined) => void }[] = []
  let closed = false
  const serve = (): void => {
    for (let next = waiting[0]; next !== undefined && !closed && (!next.alone || inside.size === 0); next = waiting[0]) {
      waiting.shift()
      closed = next.alone
      next.take(visit())
    }
  }
  const visit = (): Visit => {
    const one: Visit = {
      shared: inside.size > 0,
      leave() {
        inside.delete(one)
        if (inside.size === 0) closed = false
        serve()
      },
    }
    for (const other of inside) other.shared = true
    inside.add(one)
    return one
  }
  return {
    enter(alone, signal) {
      const { promise, resolve } = Promise.withResolvers<Visit | undefined>()
      const one = { alone, take: resolve }
      const giveUp = (): void => {
        const at = waiting.indexOf(one)
        if (at === -1) return
        waiting.splice(at, 1)
        resolve(undefined)
        serve()
      }
      waiting.push(one)
      if (signal.aborted) giveUp()
      else signal.addEventListener('abort', giveUp, { once: true })
      serve()
      return promise.finally(() => signal.removeEventListener('abort', giveUp))
    },
  }
}
