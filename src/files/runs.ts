import { join } from 'node:path'
import type { Recordings, RunHeader, SampleRecord, Stopped } from '../domain/run.ts'
import { plannedCount } from '../domain/trials.ts'
import { UsageError } from '../domain/usage-error.ts'
import { exists, makeFolder, pointAt, readText, writeAtomically } from './disk.ts'
import { openJournal } from './journal.ts'
import { readRawLines } from './lines.ts'
import { firstPlaces, recordAt, recordingsIn, type Plan } from './recordings.ts'
import { spanTable, type SpanTable } from './span-table.ts'
import { openSpans, type Span } from './spans.ts'

/** A run being written: its folder, and the doors for what becomes known. */
export type RunFolder = {
  readonly folder: string
  readonly append: RecordsFile['append']
  /** Puts the records in the plan's order and says how the run ended. */
  readonly finish: (stopped: Stopped | undefined) => Promise<Recordings>
}

/** A run as its folder has it. */
export type StoredRun = {
  readonly folder: string
  readonly header: RunHeader
  /** How it ended; null where it never did. */
  readonly ended: string | null
  readonly stopped?: Stopped
  readonly recordings: Recordings
  /** Which (sample × trial) have a record, by their place in the plan. */
  readonly table: SpanTable
  /** Forgets the records of which this is so. */
  readonly drop: (where: (record: SampleRecord) => boolean) => void
  /** Bytes of the journal that can be used: a line that a crash cut short is left behind. */
  readonly size: number
}

const recordsFile = 'records.jsonl'

/** Opens .aieval/runs/<id>/ with the plan written first and .aieval/last pointing at it; a stored run goes on where it ended. */
export const openRun = async (home: string, header: RunHeader, stored?: StoredRun): Promise<RunFolder> => {
  const folder = stored?.folder ?? join(home, 'runs', header.id)
  await makeFolder(folder)
  await writeAtomically(join(folder, 'run.json'), json({ ...header, ended: null }))
  await pointAt(join(home, 'last'), folder)
  const records = await openRecords(join(folder, recordsFile), header, stored)
  return {
    folder,
    append: records.append,
    async finish(stopped) {
      const recordings = await records.finish()
      const ending = { ...(stopped === undefined ? {} : { stopped }), ended: stopped?.code ?? 'complete' }
      await writeAtomically(join(folder, 'run.json'), json({ ...header, ...ending }))
      return recordings
    },
  }
}

/** A file of records being written. */
export type RecordsFile = {
  /** Settles once the record is on disk; `place` is its place in the plan. */
  readonly append: (record: SampleRecord, place: number) => Promise<void>
  /** Puts the records in the plan's order. */
  readonly finish: () => Promise<Recordings>
}

export const openRecords = async (file: string, plan: Plan, stored?: Pick<StoredRun, 'table' | 'size'>): Promise<RecordsFile> => {
  const table = stored?.table ?? spanTable(plannedCount(plan))
  const journal = await openJournal(file, stored?.size)
  return {
    append: async (record, place) => table.set(place, await journal.append(record)),
    async finish() {
      await journal.close()
      await putInOrder(file, table)
      return recordingsIn(openSpans(file), table, plan)
    },
  }
}

/** The order in which records became known is an accident; that of the plan is not. */
const putInOrder = async (file: string, table: SpanTable): Promise<void> => {
  const spans = openSpans(file)
  const lines = function* (): Generator<string> {
    let offset = 0
    for (const place of table.places()) {
      const span = table.get(place) as Span
      yield `${spans.text(span)}\n`
      table.set(place, { offset, length: span.length })
      offset += span.length + 1
    }
  }
  await writeAtomically(file, lines())
  spans.close()
}

/** The run that .aieval/last points at; undefined where there is none. */
export const readLastRun = async (home: string): Promise<StoredRun | undefined> => {
  const folder = join(home, 'last')
  const file = join(folder, recordsFile)
  if (!(await exists(file))) return undefined
  const { ended, stopped, ...header } = JSON.parse(await readText(join(folder, 'run.json'))) as RunHeader & {
    readonly ended: string | null
    readonly stopped?: Stopped
  }
  const { table, size } = await indexRecords(file, header)
  const spans = openSpans(file)
  return {
    folder: join(home, 'runs', header.id),
    header,
    ended,
    ...(stopped === undefined ? {} : { stopped }),
    recordings: recordingsIn(spans, table, header),
    table,
    drop(where) {
      for (const place of table.places()) if (where(recordAt(spans, table, place))) table.clear(place)
    },
    size,
  }
}

type Indexed = { readonly table: SpanTable; readonly size: number }

/** Where each record stands; of a (sample × trial) that was recorded twice the later one counts. */
const indexRecords = async (file: string, header: RunHeader): Promise<Indexed> => {
  const table = spanTable(plannedCount(header))
  const first = firstPlaces(header)
  let size = 0
  let damaged: { readonly line: number } | undefined
  for await (const { line, bytes, offset, ended } of readRawLines(file)) {
    if (damaged !== undefined) throw damage(file, damaged.line)
    const record = ended ? parse(bytes) : undefined
    if (record === undefined) damaged = { line }
    else {
      const place = (first.get(record.id) ?? Number.NaN) + record.trial - 1
      if (Number.isNaN(place)) throw damage(file, line)
      table.set(place, { offset, length: bytes.length })
      size = offset + bytes.length + 1
    }
  }
  return { table, size }
}

const parse = (bytes: Buffer): SampleRecord | undefined => {
  try {
    return JSON.parse(bytes.toString()) as SampleRecord
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const damage = (file: string, line: number): UsageError =>
  new UsageError([{ at: { file, line }, message: 'not a record of this run', hint: 'start again: aieval run' }])

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
