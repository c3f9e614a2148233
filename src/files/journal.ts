import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from './disk.ts'
import type { Span } from './spans.ts'

export type Journal = {
  /** Settles once the line is on disk, not only written, with where it stands in the file. */
  readonly append: (value: unknown) => Promise<Span>
  readonly close: () => Promise<void>
}

type Waiting = { readonly line: Buffer; readonly done: (span: Span) => void; readonly failed: (error: unknown) => void }

/**
 * A JSONL file that is only ever appended to, behind the first `start` bytes where these are what can be used of it; one fsync at a time covers all lines that wait for it. What follows a line
 * that could not be written would stand behind half of it, so nothing does.
 */
export const openJournal = async (file: string, start?: number): Promise<Journal> => {
  await makeFolder(dirname(file))
  const handle = await open(file, 'a')
  if (start !== undefined) await handle.truncate(start)
  let { size } = await handle.stat()
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let broken: { readonly error: unknown } | undefined
  const write = async (batch: readonly Waiting[]): Promise<void> => {
    if (broken !== undefined) throw broken.error
    await handle.appendFile(Buffer.concat(batch.map(({ line }) => line)))
    await handle.datasync()
    for (const { line, done } of batch) {
      done({ offset: size, length: line.length - 1 })
      size += line.length
    }
  }
  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await write(batch)
      } catch (error) {
        broken ??= { error }
        for (const each of batch) each.failed(error)
      }
    }
    flushing = undefined
  }
  return {
    append: (value) =>
      new Promise((done, failed) => {
        waiting.push({ line: Buffer.from(`${JSON.stringify(value)}\n`), done, failed })
        flushing ??= flush()
      }),
    close: async () => {
      await flushing
      await handle.close()
    },
  }
}
