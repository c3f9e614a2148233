import { mkdir, open, rename, writeFile, type FileHandle } from 'node:fs/promises'
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
  async get(key) {
    const handle = await openIfThere(join(folder, entryPath(key)))
    if (handle === undefined) return undefined
    try {
      const bytes = await handle.readFile()
      if (now !== undefined) await noteUse(handle, now())
      return bytes
    } finally {
      await handle.close()
    }
  },
  // No fsync: an entry that a crash cuts short fails its check on reading and counts as a miss.
  async put(key, bytes) {
    const file = join(folder, entryPath(key))
    const temporary = `${file}.${crypto.randomUUID()}.tmp`
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, bytes)
    await rename(temporary, file)
  },
})

const dayMs = 86_400_000

/** At most once a day; a cache of somebody else's, that can only be read, stays as it is. */
const noteUse = async (handle: FileHandle, now: number): Promise<void> => {
  const { mtimeMs } = await handle.stat()
  if (now - mtimeMs > dayMs) await handle.utimes(now / 1000, now / 1000).catch(() => undefined)
}

const openIfThere = async (file: string): Promise<FileHandle | undefined> => {
  try {
    return await open(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
