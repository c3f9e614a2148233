import { readdir, readFile } from 'node:fs/promises'
import { sha256 } from '../domain/hash.ts'

/** One hash over the code of these rooms as it runs, so that what old code answered is not taken for an answer of new code. */
export const hashOfRooms = async (rooms: readonly string[]): Promise<string> => {
  const parts = await Promise.all(rooms.map((room) => hashOfFolder(new URL(`../${room}/`, import.meta.url))))
  return sha256(parts.join('\n'))
}

const hashOfFolder = async (folder: URL): Promise<string> => {
  const names = (await readdir(folder)).filter((name) => /\.(?:[jt]s|json)$/.test(name)).toSorted()
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder))))
  return names.map((name, index) => `${name} ${sha256(texts[index] ?? '')}`).join('\n')
}
