import { readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { entryPath } from './store.ts'

/** An entry of a store, without its content. */
export type Kept = { readonly key: string; readonly bytes: number; /** When it was last used, to the day. */ readonly usedAt: number }

/** What a write that was cut off left behind. */
export type Leftover = { readonly file: string; readonly bytes: number; readonly usedAt: number }

export type Contents = { readonly entries: readonly Kept[]; readonly leftovers: readonly Leftover[] }

/** Everything in a store's folder that is the store's; another process may add and remove entries meanwhile. */
export const contentsOf = async (folder: string): Promise<Contents> => {
  const entries: Kept[] = []
  const leftovers: Leftover[] = []
  for (const part of (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)))
    for (const name of await namesIn(join(folder, part))) {
      const found = await factsOf(join(folder, part, name))
      if (found === undefined) continue
      if (/^[0-9a-f]{62}$/.test(name)) entries.push({ key: `${part}${name}`, ...found })
      else if (/^[0-9a-f]{62}\..+\.tmp$/.test(name)) leftovers.push({ file: join(folder, part, name), ...found })
    }
  return { entries, leftovers }
}

/** Undefined where it is gone by now. */
export const readEntry = (folder: string, key: string): Promise<Buffer | undefined> => unlessGone(readFile(join(folder, entryPath(key))))

export const removeEntry = (folder: string, key: string): Promise<boolean> => remove(join(folder, entryPath(key)))

/** Whether it was there. */
export const remove = async (file: string): Promise<boolean> => (await unlessGone(unlink(file).then(() => true))) ?? false

const namesIn = async (folder: string): Promise<readonly string[]> => (await unlessGone(readdir(folder))) ?? []

const factsOf = async (file: string): Promise<{ readonly bytes: number; readonly usedAt: number } | undefined> => {
  const found = await unlessGone(stat(file))
  return found?.isFile() === true ? { bytes: found.size, usedAt: found.mtimeMs } : undefined
}

const unlessGone = async <Found>(work: Promise<Found>): Promise<Found | undefined> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined
    throw error
  }
}
