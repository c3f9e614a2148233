import type { SchemaCheck } from '../domain/score.ts'

/** What a model replies, local or remote, as reply.schema.json says it. */
export type ModelReply = {
  readonly answer: string
  readonly citations: readonly string[]
  readonly confidence: number
  readonly status: 'answered' | 'refused'
  readonly reason?: string | null
  readonly data?: unknown
}

export type Parsed = { readonly valid: true; readonly reply: ModelReply } | { readonly valid: false; readonly why: string }

/** Reads a raw reply strictly: nothing around the JSON, and everything that the schema asks for. */
export const parseReply = (raw: string, validate: SchemaCheck): Parsed => {
  const parsed = parseJson(raw)
  if ('why' in parsed) return { valid: false, why: parsed.why }
  const errors = validate(parsed.value)
  return errors.length > 0 ? { valid: false, why: errors.join('; ') } : { valid: true, reply: parsed.value as ModelReply }
}

const parseJson = (raw: string): { readonly value: unknown } | { readonly why: string } => {
  try {
    return { value: JSON.parse(raw) }
  } catch (error) {
    return { why: `not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}
