import type { Block, Prose } from './blocks.ts'
import { blocksOf } from './blocks.ts'
import type { Document } from './corpus.ts'
import { sentencesOf } from './sentences.ts'

/** Something a document says that can stand alone as an answer; `context` is what a reader has read just above it. */
export type Unit = {
  readonly doc: string
  readonly text: string
  readonly context: string
  /** A sentence, which those beside it may complete; a whole list, a table row or cell is complete. */
  readonly running: boolean
}

/** A list longer than this is no answer as a whole, only its items are. */
const longestList = 70

/** Sentences, list items, whole short lists, table rows and table cells, each with its heading, question or lead-in as context. */
export const unitsOf = (document: Document): readonly Unit[] => {
  const units: Unit[] = []
  let heading = ''
  let lead = ''
  for (const block of blocksOf(document.text)) {
    if (block.kind === 'heading') heading = block.text
    const said = saidBy(block, heading, lead)
    units.push(...said.map((each) => ({ doc: document.id, ...each })))
    lead = block.kind === 'paragraph' && block.text.endsWith(':') ? (sentencesOf(block.text).at(-1)?.text ?? '') : ''
  }
  return units
}

type Said = Omit<Unit, 'doc'>

const saidBy = (block: Block, heading: string, lead: string): readonly Said[] => {
  const above = lead === '' ? heading : lead
  switch (block.kind) {
    case 'heading':
      return []
    case 'paragraph':
      return paragraph(block, heading)
    case 'list':
      return list(block.items, above, lead)
    case 'table':
      return block.rows.flatMap((row) => tableRow(block.header, row, above))
  }
}

const paragraph = ({ lead, text }: Prose, heading: string): readonly Said[] => [
  ...sentencesOf(lead).map((sentence) => ({ text: sentence.text, context: heading, running: true })),
  ...sentencesOf(text)
    .filter((sentence) => !sentence.text.endsWith(':'))
    .map((sentence) => ({
      text: sentence.text,
      context: [sentence.question, lead, heading].find((context) => context !== '') ?? '',
      running: true,
    })),
]

const list = (items: readonly Prose[], above: string, lead: string): readonly Said[] => {
  const whole = `${lead} ${items.map((item) => `${item.lead} ${item.text}`.trim().replace(/[.;,]$/, '')).join('; ')}.`.trim()
  return [
    ...(whole.split(' ').length <= longestList && items.length > 1
      ? [{ text: whole, context: lead === '' ? above : '', running: false }]
      : []),
    ...items.flatMap((item) => paragraph(item, above)),
  ]
}

/** `Plan: Team. Monthly billing: €40.` for the row, and one unit for each cell that a question may single out. */
const tableRow = (header: readonly string[], row: readonly string[], above: string): readonly Said[] => {
  const [name = '', ...cells] = row
  const named = cells.map((cell, index) => `${header[index + 1] ?? ''}: ${cell}`.replace(/^: /, ''))
  const whole = [[header[0], name].filter((part) => part !== undefined && part !== '').join(': '), ...named].join('; ')
  return [
    { text: `${whole}.`, context: above, running: false },
    ...(cells.length > 1 ? named.map((cell) => ({ text: `${name}, ${cell}.`, context: above, running: false })) : []),
  ]
}
