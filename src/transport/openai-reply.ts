import { CallFailed } from '../domain/call.ts'
import type { Used } from '../domain/call.ts'
import { isObject, listOf, objectOf } from './json.ts'
import type { Json } from './json.ts'
import { bodyFailure, damagedReply } from './openai-failure.ts'
import { unitLength } from './unit-length.ts'

/** What a chat completion says; an explicit refusal is an answer too. */
export const readChat = (body: unknown): Used & { readonly text: string } => {
  const completion = withoutError(body)
  const choice = withoutError(listOf(completion['choices'])[0], 'the reply has no choices')
  const reason = choice['finish_reason']
  const { content, refusal } = objectOf(choice['message'])
  const used = readUsed(completion)
  if (reason === 'length') throw new CallFailed('truncated', 'the reply was cut off at the token limit', { used })
  if (typeof refusal === 'string' && refusal !== '') return { ...used, text: refusal }
  if (reason === 'content_filter') throw new CallFailed('filtered', 'the content filter of the provider withheld the reply', { used })
  if (typeof content !== 'string') throw damagedReply('the reply has no text')
  return { ...used, text: content }
}

/** Unit-length vectors, one for each text, in the texts' order. */
export const readEmbeddings = (body: unknown, count: number): Used & { readonly vectors: readonly Float32Array[] } => {
  const reply = withoutError(body)
  const data = listOf(reply['data']).map(objectOf)
  if (data.length !== count) throw damagedReply(`${count} texts were sent, ${data.length} vectors came back`)
  const byIndex = new Map(data.map(({ index, embedding }, position) => [index ?? position, embedding]))
  const vectors = data.map((_, index) => readVector(byIndex.get(index)))
  if (new Set(vectors.map((vector) => vector.length)).size > 1) throw damagedReply('the vectors have different lengths')
  return { ...readUsed(reply), vectors }
}

const readVector = (embedding: unknown): Float32Array => {
  const vector = unitLength(listOf(embedding).map((value) => (typeof value === 'number' ? value : Number.NaN)))
  if (!vector) throw damagedReply('a vector is missing, empty, all zero or not made of numbers')
  return vector
}

const readUsed = (reply: Json): Used => {
  const usage = objectOf(reply['usage'])
  const tokensIn = tokenCount(usage['prompt_tokens'])
  const tokensOut = tokenCount(usage['completion_tokens'])
  return {
    served: typeof reply['model'] === 'string' ? reply['model'] : '',
    ...(tokensIn !== undefined && { tokensIn }),
    ...(tokensOut !== undefined && { tokensOut }),
  }
}

/** Zero is what servers that do not count say; unknown must not become free. */
const tokenCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined

const withoutError = (value: unknown, missing = 'the reply is no JSON object'): Json => {
  if (!isObject(value)) throw damagedReply(missing)
  if (value['error'] !== undefined && value['error'] !== null) throw bodyFailure(value['error'])
  return value
}
