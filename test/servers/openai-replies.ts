import type { ScriptedReply, ServedRequest } from './openai.ts'

/** Says back what it was told: the same request always gets the same answer, and like texts get like vectors. */
export const defaultReply = (request: ServedRequest): ScriptedReply =>
  request.kind === 'embed' ? { vectors: request.texts.map(wordVector) } : { text: echo(request) }

/** The bytes that a scripted reply stands for. */
export const bodyOf = (request: ServedRequest, reply: ScriptedReply): Uint8Array => {
  if (typeof reply.body === 'string' || reply.body instanceof Uint8Array) return Buffer.from(reply.body)
  if (reply.body) return Buffer.from(JSON.stringify(reply.body))
  if (reply.errorCode !== undefined || (reply.status ?? 200) >= 300) return errorBody(reply.errorCode ?? 'scripted_error')
  return Buffer.from(JSON.stringify(request.kind === 'chat' ? completion(request, reply) : embeddings(request, reply)))
}

export const errorBody = (code: string): Uint8Array =>
  Buffer.from(JSON.stringify({ error: { message: `scripted: ${code}`, type: 'scripted', param: null, code } }))

const completion = (request: ServedRequest, reply: ScriptedReply): object => {
  const content = reply.refusal !== undefined ? null : reply.text === undefined ? echo(request) : reply.text
  const prompt = request.messages.map((message) => message.content).join(' ')
  return {
    id: `chatcmpl-${request.index}`,
    object: 'chat.completion',
    created: 0,
    ...named(request, reply),
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: reply.refusal ?? null }, finish_reason: reply.finishReason ?? 'stop' },
    ],
    ...usage(reply, { prompt_tokens: words(prompt).length, completion_tokens: words(content ?? reply.refusal ?? '').length }),
  }
}

const embeddings = (request: ServedRequest, reply: ScriptedReply): object => ({
  object: 'list',
  data: (reply.vectors ?? request.texts.map(wordVector)).map((embedding, index) => ({ object: 'embedding', index, embedding })),
  ...named(request, reply),
  ...usage(reply, { prompt_tokens: words(request.texts.join(' ')).length }),
})

const named = (request: ServedRequest, reply: ScriptedReply): object =>
  reply.model === null ? {} : { model: reply.model ?? request.model }

const usage = (reply: ScriptedReply, counted: { prompt_tokens: number; completion_tokens?: number }): object => {
  if (reply.usage === null) return {}
  return { usage: reply.usage ?? { ...counted, total_tokens: counted.prompt_tokens + (counted.completion_tokens ?? 0) } }
}

const echo = ({ messages, schema }: ServedRequest): string => {
  const text = messages.findLast((message) => message.role === 'user')?.content ?? ''
  return schema ? JSON.stringify(instance(schema, text)) : text
}

/** The part of JSON Schema that strict structured output knows. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly maximum?: number
}

/** A value that keeps to the schema and says the text wherever a string is free. */
const instance = (schema: Schema, text: string): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const type = [schema.type].flat()[0]
  if (type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, instance(part, text)]))
  if (type === 'array') return [instance(schema.items ?? {}, text)]
  if (type === 'number' || type === 'integer') return schema.maximum ?? 1
  if (type === 'boolean') return true
  return type === 'null' ? null : text
}

const dimensions = 256

/** Counts the text's words in hashed buckets; the last dimension keeps an empty text from having no direction. */
export const wordVector = (text: string): number[] => {
  const vector = Array.from({ length: dimensions }, () => 0)
  for (const word of words(text.toLowerCase())) vector[bucket(word)] = (vector[bucket(word)] ?? 0) + 1
  vector[dimensions - 1] = 0.01
  return vector
}

/** FNV-1a. */
const bucket = (word: string): number => {
  let hash = 0x811c9dc5
  for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash % (dimensions - 1)
}

const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []
