import Table from 'cli-table3'
import type { Style } from './style.ts'
import { toAscii } from './visible.ts'

export type Column = { readonly head: string; readonly align?: 'left' | 'right' }

const none = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** A table without lines, two spaces before each row, so that it can be pasted anywhere. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[], { ascii }: Style): string => {
  // Before the widths are taken: some signs are longer in ASCII.
  const shown = (cell: string): string => (ascii ? toAscii(cell) : cell)
  const made = new Table({
    head: columns.map((column) => shown(column.head)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: none,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  made.push(...rows.map((row) => row.map(shown)))
  return made
    .toString()
    .split('\n')
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n')
}
