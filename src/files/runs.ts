import { join } from 'node:path'
import type { RunHeader, RunRecord, SampleRecord, Stopped } from '../domain/run.ts'
import { exists, makeFolder, pointAt, readText, writeAtomically } from './disk.ts'
import { openJournal } from './journal.ts'
import { readLines } from './lines.ts'

/** A run being written: its folder, and the doors for what becomes known. */
export type RunFolder = {
  readonly folder: string
  readonly append: (record: SampleRecord) => Promise<void>
  readonly finish: (run: RunRecord) => Promise<void>
}

/** Opens .aieval/runs/<id>/ with the plan written first and .aieval/last pointing at it. */
export const openRun = async (home: string, header: RunHeader): Promise<RunFolder> => {
  const folder = join(home, 'runs', header.id)
  await makeFolder(folder)
  await writeAtomically(join(folder, 'run.json'), json({ ...header, ended: null }))
  await pointAt(join(home, 'last'), folder)
  const journal = await openJournal(join(folder, 'records.jsonl'))
  return {
    folder,
    append: journal.append,
    async finish({ records, ...rest }) {
      await journal.close()
      await writeAtomically(join(folder, 'records.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
      await writeAtomically(join(folder, 'run.json'), json({ ...rest, ended: rest.stopped?.code ?? 'complete' }))
    },
  }
}

/** The run that .aieval/last points at, in plan order; undefined where there is none or it did not end. */
export const readLastRun = async (home: string): Promise<RunRecord | undefined> => {
  const file = join(home, 'last', 'run.json')
  if (!(await exists(file))) return undefined
  const { ended, ...header } = JSON.parse(await readText(file)) as RunHeader & { readonly ended: string | null; readonly stopped?: Stopped }
  if (ended !== 'complete') return undefined
  const lines = await readLines(join(home, 'last', 'records.jsonl'))
  return { ...header, records: lines.flatMap((line) => ('value' in line ? [line.value as SampleRecord] : [])) }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
