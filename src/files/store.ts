import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes under a hex key, in files spread over 256 folders; safe for several processes, merged by copying. */
export type Store = {
  readonly get: (key: string) => Promise<Buffer | undefined>
  readonly put: (key: string, bytes: Uint8Array | string) => Promise<void>
}

export const folderStore = (folder: string): Store => {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), key.slice(2))
  return {
    async get(key) {
      try {
        return await readFile(fileOf(key))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    // No fsync: an entry that a crash cuts short fails its check on reading and counts as a miss.
    async put(key, bytes) {
      const file = fileOf(key)
      const temporary = `${file}.${crypto.randomUUID()}.tmp`
      await mkdir(dirname(file), { recursive: true })
      await writeFile(temporary, bytes)
      await rename(temporary, file)
    },
  }
}
