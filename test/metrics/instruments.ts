import { Ajv2020 } from 'ajv/dist/2020.js'
import { RE2JS } from 're2js'
import type { Answered } from '../../src/domain/output.ts'
import type { Expected, Sample } from '../../src/domain/sample.ts'
import type { Instruments } from '../../src/domain/score.ts'

const SCHEMAS: Readonly<Record<string, object>> = {
  'answer.json': {
    type: 'object',
    additionalProperties: false,
    required: ['answer', 'confidence'],
    properties: { answer: { type: 'string', minLength: 1 }, confidence: { type: 'number', minimum: 0, maximum: 1 } },
  },
  'short.json': { type: 'object', required: ['answer'], properties: { answer: { type: 'string', maxLength: 5 } } },
}

/** RE2 and JSON Schema as the scorers are handed them. */
export function instruments(): Instruments {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  return {
    regex: (pattern, flags) => {
      const compiled = compile(pattern, flags)
      return { test: (text) => compiled.matcher(text).find() }
    },
    schema: (ref) => {
      const schema = SCHEMAS[ref]
      if (schema === undefined) throw new Error(`no schema ${ref}`)
      const validate = ajv.compile(schema)
      return (value) =>
        validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
    },
  }
}

function compile(pattern: string, flags?: 'i'): RE2JS {
  try {
    return RE2JS.compile(pattern, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0)
  } catch (error) {
    throw new TypeError('not an RE2 expression', { cause: error })
  }
}

export function sample(expected?: Partial<Expected>, input = 'What does it cost?'): Sample {
  const bare = { id: 's1', input, tags: [] }
  return expected === undefined ? bare : { ...bare, expected: { answerable: true, ...expected } }
}

export function answered(text: string, more: Partial<Answered> = {}): Answered {
  return { status: 'answered', text, model: 'm', ms: 1, calls: [], ...more }
}
