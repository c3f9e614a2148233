import { calibratorFor, confidenceOf } from './confidence.ts'
import type { Quote } from './extract.ts'
import { extract } from './extract.ts'
import { featuresOf } from './features.ts'
import type { Generate, Given } from './generate.ts'
import type { Knowledge } from './knowledge.ts'
import type { ModelReply } from './reply.ts'

/** Answers with the documents' own sentences: no language model, so it neither invents nor follows instructions. */
export const quoting = (knowledge: Knowledge, model: string): Generate => ({
  model,
  reply: (given) => Promise.resolve({ raw: JSON.stringify(quote(knowledge, given)), served: model }),
})

const quote = (knowledge: Knowledge, given: Given): ModelReply => {
  const quotes = extract(knowledge, given.question, given.ranked.slice(0, given.topK))
  if (quotes.length === 0)
    return { answer: '', citations: [], confidence: 0, status: 'refused', reason: 'no document says anything on this' }
  const features = featuresOf(knowledge, { ...given, quotes })
  const confidence = confidenceOf(features, calibratorFor(given.question.vector !== undefined))
  return {
    answer: quotedText(knowledge, quotes),
    citations: citationsOf(knowledge, quotes),
    confidence: rounded(confidence),
    status: 'answered',
  }
}

export const quotedText = ({ quotes: { units } }: Knowledge, quotes: readonly Quote[]): string =>
  quotes.map(({ unit }) => closed(units[unit]?.text ?? '')).join(' ')

/** A list item need not end its sentence, but an answer does. */
const closed = (text: string): string => (/[.!?:;)\]"”’]$/.test(text) ? text : `${text}.`)

const citationsOf = ({ quotes: { units } }: Knowledge, quotes: readonly Quote[]): readonly string[] => [
  ...new Set(quotes.flatMap(({ unit }) => units[unit]?.doc ?? [])),
]

/** More digits than four would only show the machine's last bits. */
const rounded = (confidence: number): number => Math.round(confidence * 10_000) / 10_000
