import type { Call } from './call.ts'

export type Range = { readonly least: number; readonly most: number }

/** Bytes that a token stands for in English text, Markdown and JSON: measured on this project's own corpus, questions and code with two tokenizers. */
const bytesPerToken = { fewest: 3, most: 5 }

/** How many tokens a call probably asks with; a message counts for four more than it says, and three begin the answer. */
export const likelyTokensIn = (call: Call): Range => {
  const bytes = bytesOf(call)
  const frame = call.kind === 'chat' ? 4 * call.messages.length + 3 : 0
  return { least: Math.ceil(bytes / bytesPerToken.most) + frame, most: Math.ceil(bytes / bytesPerToken.fewest) + frame }
}

const bytesOf = (call: Call): number =>
  call.kind === 'chat'
    ? total(call.messages.map(({ content }) => content)) + (call.schema === undefined ? 0 : Buffer.byteLength(JSON.stringify(call.schema)))
    : total(call.texts)

const total = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)

/** No call asks with more tokens: none is shorter than a byte, and what surrounds a message counts for fewer than a frame. */
export const mostTokensIn = (call: Call): number =>
  bytesOf(call) + (call.kind === 'chat' ? framePerMessage * (call.messages.length + 1) : 0)

const framePerMessage = 16
