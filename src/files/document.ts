import { extname } from 'node:path'
import { LineCounter, parseDocument, type Document } from 'yaml'
import type { Place } from '../domain/sample.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { readText } from './disk.ts'
import { parseStrictJson } from './strict-json.ts'

export type Path = readonly (string | number)[]

/** A parsed config file that can tell where in its text each value stands. */
export type Located = { readonly file: string; readonly value: unknown; readonly place: (path: Path) => Place }

/** Reads a YAML 1.2 core (no tags, no alias bombs) or JSON file; syntax problems carry line and column. */
export const readDocument = async (file: string): Promise<Located> => parseLocated(await readText(file), file)

export const parseLocated = (text: string, file: string): Located => {
  const counter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: counter,
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    resolveKnownTags: false,
  })
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problems = [...jsonProblems(text, file), ...yamlProblems(document, placeAt)]
  if (problems.length > 0) throw new UsageError(problems)
  return { file, value: valueOf(document, file), place: (path) => placeAt(offsetOf(document, path)) }
}

const jsonProblems = (text: string, file: string): readonly Problem[] => {
  if (extname(file) !== '.json') return []
  const parsed = parseStrictJson(text)
  if (!('fault' in parsed)) return []
  const before = text.slice(0, parsed.fault.column - 1)
  const line = before.split('\n').length
  return [{ at: { file, line, column: before.length - before.lastIndexOf('\n') }, message: parsed.fault.message }]
}

const yamlProblems = (document: Document, placeAt: (offset: number) => Place): readonly Problem[] =>
  [...document.errors, ...document.warnings].map((fault) => ({
    at: placeAt(fault.pos[0]),
    message: fault.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? 'not YAML',
  }))

const valueOf = (document: Document, file: string): unknown => {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    // Throws where an alias stands inside what it names.
    JSON.stringify(value)
    return value
  } catch (error) {
    throw new UsageError([{ at: { file, line: 1 }, message: reasonOf(error) }])
  }
}

const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  return message.startsWith('Converting circular structure') ? 'an alias stands inside what it names' : message
}

/** The offset of the deepest part of the path that exists, at its key where it has one. */
const offsetOf = (document: Document, path: Path): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const offset = childOffset(parent, path[length - 1])
    if (offset !== undefined) return offset
  }
  return 0
}

type Ranged = { readonly range?: readonly number[] | null }
type Pair = { readonly key: Ranged & { readonly value?: string | number | boolean | null } }

const childOffset = (parent: unknown, key: string | number | undefined): number | undefined => {
  if (parent === null || typeof parent !== 'object' || !('items' in parent) || !Array.isArray(parent.items)) return undefined
  const items: readonly unknown[] = parent.items
  if (typeof key === 'number') return (items[key] as Ranged | undefined)?.range?.[0]
  const pair = (items as readonly Pair[]).find((item) => String(item.key?.value ?? '') === key)
  return pair?.key.range?.[0]
}
