import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes of a file. */
export type Span = { readonly offset: number; readonly length: number }

/** Gives back the text of a span of a file, which stays open: what was listed can be read again although its name has gone. */
export type Spans = { readonly text: (span: Span) => string; readonly close: () => void }

/** Neighbours are asked for one after another, so one read serves many. */
const window = 1 << 18

/** Read synchronously: a page that was read a moment ago comes from memory sooner than a promise does. */
export const openSpans = (file: string): Spans => {
  const descriptor = openSync(file, 'r')
  let held: { readonly offset: number; readonly bytes: Buffer } = { offset: 0, bytes: Buffer.alloc(0) }
  const load = (offset: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafe(Math.min(Math.max(length, window), Math.max(length, fstatSync(descriptor).size - offset)))
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset))
  }
  return {
    text({ offset, length }) {
      const isHeld = offset >= held.offset && offset + length <= held.offset + held.bytes.length
      if (!isHeld) held = { offset, bytes: load(offset, length) }
      const start = offset - held.offset
      return held.bytes.toString('utf8', start, start + length)
    },
    close: () => closeSync(descriptor),
  }
}
