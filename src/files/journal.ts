import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from './disk.ts'

export type Journal = {
  /** Settles once the line is on disk, not only written. */
  readonly append: (value: unknown) => Promise<void>
  readonly close: () => Promise<void>
}

type Waiting = { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }

/** A JSONL file that is only ever appended to; one fsync at a time covers all lines that wait for it. */
export const openJournal = async (file: string): Promise<Journal> => {
  await makeFolder(dirname(file))
  const handle = await open(file, 'a')
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await handle.appendFile(batch.map((each) => each.line).join(''))
        await handle.datasync()
        for (const each of batch) each.done()
      } catch (error) {
        for (const each of batch) each.failed(error)
      }
    }
    flushing = undefined
  }

  return {
    append: (value) =>
      new Promise((done, failed) => {
        waiting.push({ line: `${JSON.stringify(value)}\n`, done, failed })
        flushing ??= flush()
      }),
    close: async () => {
      await flushing
      await handle.close()
    },
  }
}
