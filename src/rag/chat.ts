import type { ChatCall, Message } from '../domain/call.ts'
import type { Document } from './corpus.ts'
import type { Generate, Given, Turn } from './generate.ts'
import type { Knowledge } from './knowledge.ts'
import type { PromptVariable } from './prompt.ts'
import replySchema from './reply.schema.json' with { type: 'json' }
import type { Template } from './template.ts'

export type ChatSettings = {
  readonly model: string
  readonly prompt: Template<PromptVariable>
  readonly temperature: number
  readonly maxTokens: number
}

type Documents = Pick<Knowledge, 'documents'>

/** Answers by putting the retrieved documents and the question to a chat model. */
export const chatting = (knowledge: Documents, settings: ChatSettings): Generate => ({
  model: settings.model,
  async reply(given, turn) {
    const { text, served } = await turn.ask(callOf(knowledge, settings, { given, turn }), turn.signal)
    return { raw: text, served }
  },
})

const callOf = (
  knowledge: Documents,
  { model, prompt, temperature, maxTokens }: ChatSettings,
  { given, turn }: { given: Given; turn: Turn },
): ChatCall => ({
  kind: 'chat',
  model,
  messages: messagesOf(prompt({ documents: linesOf(knowledge, given), question: given.question.text }), given.question.text),
  schema: replySchema,
  temperature,
  maxTokens,
  trial: turn.trial,
})

const messagesOf = (system: string, question: string): readonly Message[] => [
  { role: 'system', content: system },
  { role: 'user', content: question },
]

const linesOf = ({ documents }: Documents, { ranked, topK }: Given): string => {
  const retrieved = ranked.slice(0, topK).flatMap(({ doc }) => documents.get(doc) ?? [])
  return retrieved.map((document) => asData(document, supersederOf(document, documents))).join('\n')
}

const supersederOf = ({ id }: Document, documents: ReadonlyMap<string, Document>): string | undefined =>
  documents.values().find(({ meta }) => meta.get('supersedes') === id)?.id

/** One line of JSON in which `<` is escaped: a document can end neither its line nor the block that holds it. */
const asData = ({ id, title, text, meta }: Document, supersededBy: string | undefined): string => {
  const dates = { valid_from: meta.get('valid_from'), valid_until: meta.get('valid_until'), superseded_by: supersededBy }
  return JSON.stringify({ id, title, ...dates, text }).replaceAll('<', String.raw`\u003c`)
}
