/** One setting of a simulation with what was seen in it, and whether a promise was broken. */
export type Row = { readonly cells: readonly string[]; readonly broken: boolean }

export function row(cells: readonly string[], promise: string, kept: boolean): Row {
  return { cells: [...cells, `${promise}: ${kept ? 'kept' : 'BROKEN'}`], broken: !kept }
}

/** In Markdown. */
export function table(head: readonly string[], rows: readonly Row[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map(({ cells }) => cells)]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`
}
