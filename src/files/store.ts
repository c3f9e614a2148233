import { readFileSync, statSync, utimesSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes under a hex key, in files spread over 256 folders; safe for several processes, merged by copying. */
export type Store = {
  readonly get: (key: string) => Promise<Buffer | undefined>
  readonly put: (key: string, bytes: Uint8Array | string) => Promise<void>
}

/** Where an entry stands below its folder. */
export const entryPath = (key: string): string => join(key.slice(0, 2), key.slice(2))

/** With `now`, a file's time says when it was last used, to the day: what is in use is the last to be pruned. */
export const folderStore = (folder: string, now?: () => number): Store => ({
  // Synchronous, since a small file is read in a tenth of the time that asking another thread for it takes; an error for each that is not there would cost more than the question.
  async get(key) {
    const file = join(folder, entryPath(key))
    const found = statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return undefined
    if (now !== undefined) noteUse(file, found.mtimeMs, now())
    return readIfThere(file)
  },
  // No fsync: an entry that a crash cuts short fails its check on reading and counts as a miss.
  async put(key, bytes) {
    const file = join(folder, entryPath(key))
    const temporary = `${file}.${crypto.randomUUID()}.tmp`
    await writeBelow(temporary, bytes)
    await rename(temporary, file)
  },
})

const dayMs = 86_400_000

/** At most once a day; a cache of somebody else's, that can only be read, stays as it is. */
const noteUse = (file: string, usedMs: number, now: number): void => {
  if (now - usedMs <= dayMs) return
  try {
    utimesSync(file, now / 1000, now / 1000)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** Whoever prunes may take it away in between. */
const readIfThere = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** All but the first entries of a folder find it there. */
const writeBelow = async (file: string, bytes: Uint8Array | string): Promise<void> => {
  try {
    await writeFile(file, bytes)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}
