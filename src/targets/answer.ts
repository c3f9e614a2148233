import type { Passage, Reason } from '../domain/output.ts'
import type { Route } from '../domain/sample.ts'
import type { ReplyMap, RetrievedMap } from '../domain/suite.ts'
import type { AppAnswer } from './attempt.ts'
import { excerpt, lookUp } from './pointer.ts'

export type Read = { readonly answer: AppAnswer } | { readonly why: string }

/** Reads an answer out of what the app said: a text alone, or a document with the parts where the map says. */
export const readAnswer = (said: unknown, map: ReplyMap): Read => {
  if (typeof said === 'string' && !map.given) return { answer: { text: said } }
  try {
    return { answer: mapped(said, map) }
  } catch (error) {
    if (error instanceof Unreadable) return { why: error.message }
    throw error
  }
}

class Unreadable extends Error {}

const mapped = (said: unknown, map: ReplyMap): AppAnswer => ({
  text: textAt(said, map.answer),
  ...part('retrieved', map.retrieved && retrievedAt(said, map.retrieved)),
  ...part('confidence', optional(said, map.confidence, isShare, 'a number from 0 to 1')),
  ...part('route', optional(said, map.route, isRoute, `one of ${routes.join(', ')}`)),
  ...part('reason', optional(said, map.reason, isReason, `one of ${reasons.join(', ')}`)),
  ...part('raw', optional(said, map.raw, isText, 'a text')),
  ...part('model', optional(said, map.model, isText, 'a text')),
  ...part('citations', optional(said, map.citations, isTexts, 'a list of texts')),
  ...usageAt(said, map.usage),
})

const part = <Name extends string, Value>(name: Name, value: Value | undefined): { readonly [key in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]: Value })

const textAt = (said: unknown, pointer: string): string => {
  const looked = lookUp(said, pointer)
  if ('missing' in looked) throw new Unreadable(`${looked.missing} (target.response.answer says where the answer is)`)
  if (typeof looked.value !== 'string') throw new Unreadable(`${named(pointer)} is no text but ${excerpt(looked.value)}`)
  return looked.value
}

/** Where the suite names no place of its own, an app need not speak of what it retrieved. */
const retrievedAt = (said: unknown, map: RetrievedMap): readonly Passage[] | undefined => {
  const looked = lookUp(said, map.list)
  if ('missing' in looked) {
    if (map.required) throw new Unreadable(`${looked.missing} (target.response.retrieved says where the documents are)`)
    return undefined
  }
  if (looked.value === null) return map.required ? [] : undefined
  if (!Array.isArray(looked.value)) throw new Unreadable(`${named(map.list)} is no list but ${excerpt(looked.value)}`)
  return looked.value.map((item: unknown, index) => passage(item, map, `${map.list}/${index}`))
}

const passage = (item: unknown, map: RetrievedMap, at: string): Passage => {
  if (typeof item === 'string') return { doc: item }
  const doc = map.doc === undefined ? (found(item, '/doc') ?? found(item, '/id')) : found(item, map.doc)
  const score = found(item, map.score ?? '/score')
  const text = found(item, map.text ?? '/text')
  if (typeof doc !== 'string' && typeof doc !== 'number')
    throw new Unreadable(`${at} names no document${map.doc === undefined ? ' (doc or id)' : ` at ${map.doc}`}: ${excerpt(item)}`)
  return {
    doc: String(doc),
    ...(typeof score === 'number' && Number.isFinite(score) ? { score } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  }
}

const found = (said: unknown, pointer: string): unknown => {
  const looked = lookUp(said, pointer)
  return 'missing' in looked ? undefined : looked.value
}

/** What may be left out or null; of another kind it is no answer of this app's contract. */
const optional = <Value>(
  said: unknown,
  pointer: string | undefined,
  is: (value: unknown) => value is Value,
  wanted: string,
): Value | undefined => {
  const value = pointer === undefined ? undefined : found(said, pointer)
  if (value === undefined || value === null) return undefined
  if (!is(value)) throw new Unreadable(`${named(pointer ?? '')} is not ${wanted} but ${excerpt(value)}`)
  return value
}

const named = (pointer: string): string => (pointer === '' ? 'the reply' : pointer)

const routes: readonly string[] = ['serve', 'serve_with_caveat', 'fallback'] satisfies readonly Route[]
const reasons: readonly string[] = [
  'timeout',
  'rate_limited',
  'format_invalid',
  'low_confidence',
  'unexpected_error',
] satisfies readonly Reason[]

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1
const isRoute = (value: unknown): value is Route => isText(value) && routes.includes(value)
const isReason = (value: unknown): value is Reason => isText(value) && reasons.includes(value)

/** Token counts under the names in use; what is missing or absurd is unknown, and no reason to turn the answer down. */
const usageAt = (said: unknown, pointer: string | undefined): Pick<AppAnswer, 'tokensIn' | 'tokensOut'> => {
  const usage = pointer === undefined ? undefined : found(said, pointer)
  const count = (names: readonly string[]): number | undefined =>
    names.map((name) => found(usage, `/${name}`)).find((value) => Number.isSafeInteger(value) && Number(value) >= 0) as number | undefined
  return {
    ...part('tokensIn', count(['input_tokens', 'prompt_tokens', 'tokens_in'])),
    ...part('tokensOut', count(['output_tokens', 'completion_tokens', 'tokens_out'])),
  }
}
