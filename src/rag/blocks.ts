/** A piece of a Markdown document between blank lines, its markup taken off. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | ({ readonly kind: 'paragraph' } & Prose)
  | { readonly kind: 'list'; readonly items: readonly Prose[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** Running text, and the emphasised sentence that heads it like a small title, if one does. */
export type Prose = { readonly lead: string; readonly text: string }

export const blocksOf = (markdown: string): readonly Block[] => {
  const blocks: Block[] = []
  let open: string[] = []
  let kind: Block['kind'] = 'paragraph'
  const close = () => {
    if (open.length > 0) blocks.push(blockOf(kind, open))
    open = []
  }
  for (const line of markdown.split(/\r?\n/)) {
    const is = kindOf(line, kind, open.length > 0)
    if (is === undefined || is !== kind || is === 'heading') close()
    if (is === undefined) continue
    kind = is
    open.push(line)
  }
  close()
  return blocks
}

/** Undefined for a line that only separates; an indented or unmarked line goes on with what is open. */
const kindOf = (line: string, current: Block['kind'], open: boolean): Block['kind'] | undefined => {
  if (/^\s*(?:[-*_=]{3,}\s*)?$/.test(line) || /^\s*(?:```|~~~)/.test(line)) return undefined
  if (/^#{1,6}\s/.test(line) || (!open && /^\s*(\*\*|__)[^*_]+\1\s*$/.test(line))) return 'heading'
  if (/^\s*\|/.test(line)) return 'table'
  if (marker.test(line)) return 'list'
  return open && current === 'list' ? 'list' : 'paragraph'
}

const marker = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/

const blockOf = (kind: Block['kind'], lines: readonly string[]): Block => {
  if (kind === 'list') return { kind, items: itemsOf(lines) }
  if (kind === 'table') return tableOf(lines)
  const text = lines.map((line) => line.replace(/^(?:#{1,6}|\s*>)\s*/, '')).join(' ')
  return kind === 'heading' ? { kind, text: plain(text) } : { kind: 'paragraph', ...proseOf(text) }
}

const proseOf = (markdown: string): Prose => {
  const lead = /^(\*\*|__|\*|_)(?!\s|\1)(.+?[.?!]["”»]?)\1\s+(?=\S)/.exec(markdown.trim())
  if (lead?.[2] === undefined) return { lead: '', text: plain(markdown) }
  return { lead: plain(lead[2]), text: plain(markdown.trim().slice(lead[0].length)) }
}

const itemsOf = (lines: readonly string[]): readonly Prose[] => {
  const items: string[] = []
  for (const line of lines) {
    if (marker.test(line)) items.push(line.replace(marker, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return items.map(proseOf)
}

const tableOf = (lines: readonly string[]): Block => {
  const rows = lines.filter((line) => !/^[\s|:-]+$/.test(line)).map(cellsOf)
  return { kind: 'table', header: rows[0] ?? [], rows: rows.slice(1) }
}

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(plain)

const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&euro;': '€',
}

/** Text without emphasis, links, code marks, tags and doubled blanks. */
export const plain = (markdown: string): string =>
  markdown
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/!?\[([^\]]*)\]\([^()]*\)/g, '$1')
    .replaceAll(/(\*\*|__|`)/g, '')
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replaceAll(/(?<![\p{L}\p{N}])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}])/gu, '$1')
    .replaceAll(/&(?:nbsp|amp|lt|gt|quot|#39|euro);/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim()
