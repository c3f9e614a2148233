import { open, type FileHandle } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import type { Problem } from '../domain/usage-error.ts'
import { unreadable } from './disk.ts'
import type { Span } from './spans.ts'
import { parseStrictJson } from './strict-json.ts'

/** One JSONL line: its value and where its bytes stand, or the problem that kept it from having a value. */
export type Line = { readonly line: number; readonly value: unknown; readonly span: Span } | { readonly problem: Problem }

const longest = 16 * 1024 * 1024
const newline = 0x0a
const carriageReturn = 0x0d
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Reads JSONL strictly: split on \n alone, one \r stripped, a byte order mark at byte 0 only, blank lines skipped. Holds one stretch of
 * the file at a time.
 */
export async function* readLines(file: string): AsyncGenerator<Line> {
  for await (const raw of readRawLines(file)) yield* parsed({ file, ...raw })
}

export function* parseLines(bytes: Buffer, file: string): Generator<Line> {
  const splitting = splitter()
  for (const raw of [...splitting.take(bytes), ...splitting.rest()]) yield* parsed({ file, ...raw })
}

/** A line's bytes, cut off behind the longest length that is read; lines count from 1. The last one may lack its newline. */
export type RawLine = { readonly line: number; readonly bytes: Buffer; readonly offset: number; readonly ended: boolean }

export async function* readRawLines(file: string): AsyncGenerator<RawLine> {
  const splitting = splitter()
  const handle = await open(file).catch((error: unknown) => unreadable(file, error))
  try {
    for await (const stretch of stretches(handle, file)) yield* splitting.take(stretch)
    yield* splitting.rest()
  } finally {
    await handle.close()
  }
}

const stretch = 1 << 20

async function* stretches(handle: FileHandle, file: string): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(stretch), 0, stretch)
      .catch((error: unknown) => unreadable(file, error))
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

type Splitter = { readonly take: (bytes: Buffer) => Generator<RawLine>; readonly rest: () => Generator<RawLine> }

const splitter = (): Splitter => {
  let line = 1
  let offset = 0
  let begun: Buffer[] = []
  let length = 0
  const whole = (ended: boolean): RawLine => {
    const bytes = begun.length === 1 ? (begun[0] ?? Buffer.alloc(0)) : Buffer.concat(begun)
    const raw = line === 1 && bytes.subarray(0, 3).equals(byteOrderMark) ? { bytes: bytes.subarray(3), offset: 3 } : { bytes, offset }
    return { line, ended, ...raw }
  }
  const add = (bytes: Buffer): void => {
    if (length <= longest) begun.push(bytes)
    length += bytes.length
  }
  return {
    *take(bytes) {
      let start = 0
      for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
        add(bytes.subarray(start, end))
        yield whole(true)
        offset += length + 1
        line += 1
        begun = []
        length = 0
        start = end + 1
      }
      if (start < bytes.length) add(bytes.subarray(start))
    },
    *rest() {
      if (length > 0) yield whole(false)
    },
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function* parsed({ file, line, bytes, offset }: RawLine & { readonly file: string }): Generator<Line> {
  const stripped = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes
  const result = parseLine(stripped)
  if (result === undefined) return
  if ('value' in result) yield { line, value: result.value, span: { offset, length: stripped.length } }
  else yield { problem: { at: { file, line, column: result.fault.column }, message: result.fault.message } }
}

const parseLine = (bytes: Buffer): ReturnType<typeof parseStrictJson> | undefined => {
  if (bytes.length > longest) return { fault: { message: 'the line is longer than 16 MiB', column: 1 } }
  const text = decode(bytes)
  if (text === undefined) return { fault: { message: 'not UTF-8', column: 1 } }
  if (text.trim() === '') return undefined
  if (text.startsWith('\uFEFF')) return { fault: { message: 'a byte order mark inside the file', column: 1 } }
  return parseStrictJson(text)
}

const decode = (bytes: Buffer): string | undefined => {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
