import type { Problem } from '../domain/usage-error.ts'
import { visible } from './visible.ts'

const mostShown = 50

/** Problems one a line, in the order of their places: where, what, and what to type next. Files are shown as `place` names them. */
export const problemLines = (problems: readonly Problem[], place: (file: string) => string): string => {
  const lines = problems
    .toSorted(byPlace)
    .slice(0, mostShown)
    .map(({ at, message, hint }) => {
      const where = at === undefined ? '' : `${place(at.file)}:${at.line}${at.column === undefined ? '' : `:${at.column}`}: `
      return `${visible(`${where}${message}${hint === undefined ? '' : ` (${hint})`}`)}\n`
    })
  const rest = problems.length - mostShown
  return lines.join('') + (rest > 0 ? `… and ${rest} more\n` : '')
}

const byPlace = ({ at: one }: Problem, { at: other }: Problem): number => {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined)
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line || (one.column ?? 0) - (other.column ?? 0)
}
