import { TextDecoder } from 'node:util'
import type { Problem } from '../domain/usage-error.ts'
import { readBytes } from './disk.ts'
import { parseStrictJson } from './strict-json.ts'

/** One JSONL line: its value, or the problem that kept it from having one. */
export type Line = { readonly line: number; readonly value: unknown } | { readonly problem: Problem }

const longest = 16 * 1024 * 1024
const newline = 0x0a
const carriageReturn = 0x0d

/** Reads JSONL strictly: split on \n alone, one \r stripped, a byte order mark at byte 0 only, blank lines skipped. */
export const readLines = async (file: string): Promise<readonly Line[]> => parseLines(await readBytes(file), file)

export const parseLines = (bytes: Buffer, file: string): readonly Line[] => {
  const lines: Line[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let start = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0
  for (let line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(newline, start)
    const end = found === -1 ? bytes.length : found
    const stripped = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end
    const parsed = parseLine(bytes.subarray(start, stripped), decoder)
    if (parsed !== undefined)
      lines.push(
        'value' in parsed
          ? { line, value: parsed.value }
          : { problem: { at: { file, line, column: parsed.fault.column }, message: parsed.fault.message } },
      )
    start = end + 1
  }
  return lines
}

const parseLine = (bytes: Buffer, decoder: TextDecoder): ReturnType<typeof parseStrictJson> | undefined => {
  if (bytes.length > longest) return { fault: { message: 'the line is longer than 16 MiB', column: 1 } }
  const text = decode(bytes, decoder)
  if (text === undefined) return { fault: { message: 'not UTF-8', column: 1 } }
  if (text.trim() === '') return undefined
  if (text.startsWith('\uFEFF')) return { fault: { message: 'a byte order mark inside the file', column: 1 } }
  return parseStrictJson(text)
}

const decode = (bytes: Buffer, decoder: TextDecoder): string | undefined => {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
