/** A Markdown table with exactly these columns in this order and at least one full row. */
export function hasTable(text: string, columns: readonly string[]): boolean {
  const rows = text.split(/\r?\n/).map(cells)
  const wanted = columns.map(name).join('\n')
  return rows.some((header, index) => {
    const [rule, first] = [rows[index + 1] ?? [], rows[index + 2] ?? []]
    if (header.length !== columns.length || header.map(name).join('\n') !== wanted) return false
    return isRule(rule, columns.length) && first.length === columns.length && !isRule(first, columns.length)
  })
}

/** No cells where the line has no bar; an escaped bar is part of its cell. */
function cells(line: string): readonly string[] {
  if (!line.includes('|')) return []
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim())
}

function isRule(row: readonly string[], width: number): boolean {
  return row.length === width && row.every((cell) => /^:?-+:?$/.test(cell))
}

function name(cell: string): string {
  return cell.replace(/[*_`]/g, '').trim().toLowerCase()
}
