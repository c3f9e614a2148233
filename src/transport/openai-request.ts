import type { OpenAI } from 'openai'
import type { ChatCall, EmbedCall } from '../domain/call.ts'

export const chatRequest = (call: ChatCall, baseUrl: string): OpenAI.ChatCompletionCreateParamsNonStreaming => ({
  model: call.model,
  messages: call.messages.map(({ role, content }) => ({ role, content })),
  ...(call.temperature !== undefined && { temperature: call.temperature }),
  ...(call.maxTokens !== undefined && { [tokenLimit(baseUrl)]: call.maxTokens }),
  ...(call.schema && {
    response_format: { type: 'json_schema', json_schema: { name: 'reply', strict: isStrict(call.schema), schema: { ...call.schema } } },
  }),
})

/** Strict mode takes closed objects only, with every property required; any other schema is refused with a 400. */
const isStrict = (schema: unknown): boolean => {
  if (typeof schema !== 'object' || schema === null) return true
  if (Array.isArray(schema)) return schema.every(isStrict)
  const { type, properties = {}, required = [], additionalProperties } = schema as SchemaObject
  const isClosed = additionalProperties === false && Object.keys(properties).every((name) => required.includes(name))
  if ([type].flat().includes('object') && !isClosed) return false
  return Object.values(schema).every(isStrict)
}

type SchemaObject = {
  readonly type?: string | readonly string[]
  readonly properties?: object
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
}

/** Floats, because base64, the client's default, is not understood by every compatible server. */
export const embedRequest = (call: EmbedCall): OpenAI.EmbeddingCreateParams => ({
  model: call.model,
  input: [...call.texts],
  encoding_format: 'float',
})

/**
 * OpenAI's reasoning models refuse `max_tokens`; everywhere else it is the name that is understood, while `max_completion_tokens`
 * is refused (Mistral, 422) or, worse, silently dropped (Ollama, LM Studio).
 */
const tokenLimit = (baseUrl: string): 'max_tokens' | 'max_completion_tokens' =>
  /(^|\.)openai\.(azure\.)?com$/.test(new URL(baseUrl).hostname) ? 'max_completion_tokens' : 'max_tokens'
