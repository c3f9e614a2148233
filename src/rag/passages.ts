import type { Block, Prose } from './blocks.ts'
import { blocksOf } from './blocks.ts'
import type { Document } from './corpus.ts'

/** A part of a document short enough to embed; `text` opens with the document's title. */
export type Chunk = { readonly doc: string; readonly text: string }

/** The embedding model loses detail, and its cost grows, with length. */
const words = 200

/** Cuts a document at block borders into chunks of about 200 words; a single longer block stays whole. */
export const chunksOf = (document: Document): readonly Chunk[] => {
  const chunks: string[][] = [[]]
  for (const text of blocksOf(document.text).map(textOf)) {
    const open = chunks.at(-1) ?? []
    if (open.length > 0 && countWords(open.join(' ')) + countWords(text) > words) chunks.push([text])
    else open.push(text)
  }
  return chunks.map((texts) => ({ doc: document.id, text: [document.title, ...texts].join('\n') }))
}

const textOf = (block: Block): string => {
  if (block.kind === 'list') return block.items.map(proseText).join('\n')
  if (block.kind === 'table') return [block.header, ...block.rows].map((row) => row.join(', ')).join('\n')
  return block.kind === 'heading' ? block.text : proseText(block)
}

const proseText = ({ lead, text }: Prose): string => `${lead} ${text}`.trim()

const countWords = (text: string): number => text.split(/\s+/).length
