import { openEntry, sealEntry } from './cache-entry.ts'

/** Bytes under a hex key; who reads them finds damage himself. */
export type Store = {
  get(key: string): Promise<Buffer | undefined>
  put(key: string, bytes: Buffer): Promise<void>
}

/** A store with entries in place of bytes. */
export type Drawer = {
  take<T>(key: string, is: (content: unknown) => content is T): Promise<T | undefined>
  put(key: string, content: object): Promise<void>
}

/** A damaged entry counts as none; `onDamaged` hears of it. */
export const openDrawer = (store: Store, onDamaged: (key: string) => void): Drawer => ({
  async take(key, is) {
    const bytes = await store.get(key)
    if (bytes === undefined) return undefined
    const content = openEntry(key, bytes)
    if (is(content)) return content
    onDamaged(key)
    return undefined
  },
  put: (key, content) => store.put(key, sealEntry(key, content)),
})
