import { readFileSync, statSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes under a hex key, in files spread over 256 folders; safe for several processes, merged by copying. */
export type Store = {
  readonly get: (key: string) => Promise<Buffer | undefined>
  readonly put: (key: string, bytes: Uint8Array | string) => Promise<void>
}

export const folderStore = (folder: string): Store => {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), key.slice(2))
  return {
    // Synchronous, since a small file is read in a tenth of the time that asking another thread for it takes; an error for each that is not there would cost more than the question.
    async get(key) {
      const file = fileOf(key)
      return statSync(file, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(file)
    },
    // No fsync: an entry that a crash cuts short fails its check on reading and counts as a miss.
    async put(key, bytes) {
      const file = fileOf(key)
      const temporary = `${file}.${crypto.randomUUID()}.tmp`
      await writeBelow(temporary, bytes)
      await rename(temporary, file)
    },
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
