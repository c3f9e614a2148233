import { constants } from 'node:fs'
import { access, appendFile, mkdir, open, readFile, rename, stat, symlink, unlink } from 'node:fs/promises'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { UsageError } from '../domain/usage-error.ts'

/** The file's bytes; a missing or unreadable file is the caller's mistake and named. */
export const readBytes = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file)
  } catch (error) {
    return unreadable(file, error)
  }
}

/** Throws what the reader of a file is told where it cannot be read. */
export const unreadable = (file: string, error: unknown): never => {
  throw new UsageError([{ at: { file, line: 1 }, message: `cannot read ${file}: ${reasonOf(error)}` }])
}

/** The file's text, which has to be UTF-8; a byte order mark at the start is dropped. */
export const readText = async (file: string): Promise<string> => {
  const bytes = await readBytes(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError([{ at: { file, line: 1 }, message: `${file} is not UTF-8`, hint: 'save it as UTF-8' }])
  }
}

export const exists = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.R_OK)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

export const isFile = async (file: string): Promise<boolean> => {
  try {
    return (await stat(file)).isFile()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Where the system would find a program that is started in a folder: in it where its name has a slash, else along the search path. */
export const findProgram = async (
  name: string,
  { folder, path }: { readonly folder: string; readonly path: string },
): Promise<string | undefined> => {
  const places = name.includes('/') ? [folder] : path.split(delimiter).filter((each) => each !== '')
  for (const place of places) {
    const file = resolve(place, name)
    if ((await isFile(file)) && (await isExecutable(file))) return file
  }
  return undefined
}

const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The files that the globs match below a folder, absolute and sorted, since order decides what a shard holds. */
export const findFiles = async (folder: string, globs: readonly string[]): Promise<readonly string[]> => {
  const found = globs.every(isPlainPath) ? await plainFiles(folder, globs) : await globbed(folder, globs)
  return found.toSorted((one, other) => (one < other ? -1 : 1))
}

/** A path that no reader of globs would take for anything but itself. */
const isPlainPath = (glob: string): boolean => /^[\w./-]+$/.test(glob)

/** Most suites name their files plainly, and then nothing that matches globs has to be loaded. */
const plainFiles = async (folder: string, paths: readonly string[]): Promise<readonly string[]> => {
  const files = [...new Set(paths.map((path) => resolve(folder, path)))]
  const there = await Promise.all(files.map(isFile))
  return files.filter((_, index) => there[index])
}

const globbed = async (folder: string, globs: readonly string[]): Promise<readonly string[]> => {
  const { default: glob } = await import('fast-glob')
  return glob([...globs], { cwd: folder, absolute: true, onlyFiles: true, dot: false })
}

/** Replaces a file whole or not at all: a crash leaves the old one or the new one. Content may come in parts, one held at a time. */
export const writeAtomically = async (file: string, content: string | Uint8Array | Iterable<string>): Promise<void> => {
  await makeFolder(dirname(file))
  const temporary = join(dirname(file), `.${crypto.randomUUID()}.tmp`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(typeof content === 'string' || content instanceof Uint8Array ? content : inStretches(content))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(file))
}

const stretch = 1 << 20

/** Small parts joined: each write is a call to the system. */
function* inStretches(parts: Iterable<string>): Generator<string> {
  let joined = ''
  for (const part of parts) {
    joined += part
    if (joined.length < stretch) continue
    yield joined
    joined = ''
  }
  if (joined !== '') yield joined
}

/** Adds to the end of a file that others write to as well. */
export const append = async (file: string, content: string): Promise<void> => appendFile(file, content)

/** Points a symbolic link at a folder beside it, replacing what it pointed at. */
export const pointAt = async (link: string, folder: string): Promise<void> => {
  const temporary = `${link}.${crypto.randomUUID()}.tmp`
  await symlink(relative(dirname(link), folder), temporary)
  await rename(temporary, link)
}

export const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
}

export const inside = (folder: string, path: string): string => resolve(folder, path)

/** A path as a person reads it: relative to where they stand, unless that climbs out. */
export const shown = (from: string, file: string): string => {
  const path = relative(from, file)
  return path === '' || path.startsWith('..') ? file : path
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

const reasonOf = (error: unknown): string => (isMissing(error) ? 'no such file' : error instanceof Error ? error.message : String(error))
