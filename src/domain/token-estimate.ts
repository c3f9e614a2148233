import type { Call } from './call.ts'

export type Range = { readonly least: number; readonly most: number }

/** Bytes that a token stands for in English text, Markdown and JSON: measured on this project's own corpus, questions and code with two tokenizers. */
const bytesPerToken = { fewest: 3, most: 5 }

/** How many tokens a text of so many bytes probably has. */
export const tokensOf = (bytes: number): Range => ({
  least: Math.ceil(bytes / bytesPerToken.most),
  most: Math.ceil(bytes / bytesPerToken.fewest),
})

/** Bytes of all that a call puts to its model. */
export const bytesOf = (call: Call): number =>
  call.kind === 'chat'
    ? total(call.messages.map(({ content }) => content)) + (call.schema === undefined ? 0 : Buffer.byteLength(JSON.stringify(call.schema)))
    : total(call.texts)

const total = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)

/** No call asks with more tokens: none is shorter than a byte, and what surrounds a message counts for fewer than this. */
export const mostTokensIn = (call: Call): number =>
  bytesOf(call) + (call.kind === 'chat' ? framePerMessage * (call.messages.length + 1) : 0)

const framePerMessage = 16
