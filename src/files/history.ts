import { basename, dirname, join } from 'node:path'
import type { HistoryEntry } from '../domain/history.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { exists, readText, writeAtomically } from './disk.ts'
import historySchema from './history.schema.json' with { type: 'json' }
import { readLines } from './lines.ts'
import { checkBy } from './own-schema.ts'

/** Beside the baseline; a baseline of another name has its own, so that two suites can share a folder. */
export const historyFile = (baseline: string): string => beside(baseline, 'history.jsonl')
export const anchorFile = (baseline: string): string => beside(baseline, 'anchor.json')

const beside = (baseline: string, name: string): string => {
  const stem = basename(baseline).replace(/\.json$/, '')
  return join(dirname(baseline), stem === 'baseline' ? name : `${stem}.${name}`)
}

/** The accepted runs, oldest first; none where there is no file. */
export const readHistory = async (file: string): Promise<readonly HistoryEntry[]> => {
  if (!(await exists(file))) return []
  const check = checkBy(historySchema)
  const problems: Problem[] = []
  const entries: HistoryEntry[] = []
  for await (const line of readLines(file)) {
    const found = 'problem' in line ? [line.problem.message] : check(line.value).map(({ path, message }) => [...path, message].join(' '))
    const at = 'problem' in line ? (line.problem.at ?? { file, line: 1 }) : { file, line: line.line }
    problems.push(...found.map((message) => ({ at, message, hint: 'keep the lines of both sides, or restore it from git' })))
    if ('value' in line && found.length === 0) entries.push(line.value as HistoryEntry)
  }
  if (problems.length > 0) throw new UsageError(problems)
  return entries
}

/** Adds one line; those that are there stay as they are. */
export const appendHistory = async (file: string, entry: HistoryEntry): Promise<void> => {
  const text = (await exists(file)) ? await readText(file) : ''
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`
  await writeAtomically(file, `${ended}${JSON.stringify(entry)}\n`)
}
