import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Breach } from './issues.ts'

/** A schema of this package's own; `additionalProperties: true` is written by leaving it out. */
export type Schema = {
  readonly $ref?: string
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly minProperties?: number
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: false | Schema
}

export const metaKeywords: readonly string[] = ['$schema', '$id', 'title', 'description', 'definitions']

type Said = Pick<Breach, 'params' | 'message'>

/** A keyword that looks at a value of one kind, or at any, and at nothing inside it. */
export type Leaf = {
  readonly keyword: keyof Schema
  readonly kind?: string
  readonly breaches: (schema: Schema) => (value: unknown) => readonly Said[]
}

export const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

const isOfType = (value: unknown, type: string): boolean =>
  type === 'integer' ? Number.isInteger(value) : type === 'number' ? Number.isFinite(value) : typeOf(value) === type

const none: readonly Said[] = []

type Bound = {
  readonly keyword: 'minimum' | 'maximum' | 'exclusiveMinimum'
  readonly sign: string
  readonly holds: (value: number, limit: number) => boolean
}

const bounds: readonly Bound[] = [
  { keyword: 'maximum', sign: '<=', holds: (value, limit) => value <= limit },
  { keyword: 'minimum', sign: '>=', holds: (value, limit) => value >= limit },
  { keyword: 'exclusiveMinimum', sign: '>', holds: (value, limit) => value > limit },
]

const boundLeaf = ({ keyword, sign, holds }: Bound): Leaf => ({
  keyword,
  kind: 'number',
  breaches: (schema) => {
    const limit = schema[keyword] ?? 0
    return (value) => (holds(value as number, limit) ? none : [{ params: {}, message: `must be ${sign} ${limit}` }])
  },
})

type Least = {
  readonly keyword: 'minLength' | 'minItems' | 'minProperties'
  readonly kind: string
  readonly what: string
  readonly count: (value: never) => number
}

const leastLeaf = ({ keyword, kind, what, count }: Least): Leaf => ({
  keyword,
  kind,
  breaches: (schema) => {
    const limit = schema[keyword] ?? 0
    return (value) => (count(value as never) >= limit ? none : [{ params: {}, message: `must NOT have fewer than ${limit} ${what}` }])
  },
})

const patternLeaf: Leaf = {
  keyword: 'pattern',
  kind: 'string',
  breaches: ({ pattern = '' }) => {
    const expression = new RegExp(pattern, 'u')
    return (value) => (expression.test(value as string) ? none : [{ params: {}, message: `must match pattern "${pattern}"` }])
  },
}

const formatLeaf: Leaf = {
  keyword: 'format',
  kind: 'string',
  breaches: ({ format = '' }) => {
    const holds = formatNamed(format)
    return (value) => (holds(value as string) ? none : [{ params: {}, message: `must match format "${format}"` }])
  },
}

const formatNamed = (format: string): ((text: string) => boolean) => {
  const made: unknown = (fullFormats as Readonly<Record<string, unknown>>)[format]
  if (made instanceof RegExp) return (text) => made.test(text)
  const validate: unknown = typeof made === 'object' && made !== null && 'validate' in made ? made.validate : made
  if (typeof validate !== 'function') throw new TypeError(`unknown format ${format}`)
  return (text) => validate(text) === true
}

/** Two equal values, by their places. Where the items are to be strings, others are not looked at, and ajv names the later place first. */
const repeated = (values: readonly unknown[], strings: boolean): readonly Said[] => {
  for (let later = values.length - 1; later > 0; later -= 1) {
    const earlier = values.lastIndexOf(values[later], later - 1)
    if (earlier < 0 || (strings && typeof values[later] !== 'string')) continue
    const [one, other] = strings ? [later, earlier] : [earlier, later]
    return [{ params: {}, message: `must NOT have duplicate items (items ## ${one} and ${other} are identical)` }]
  }
  return none
}

/** In the order in which ajv asks them. */
export const leaves: readonly Leaf[] = [
  {
    keyword: 'type',
    breaches: ({ type = [] }) => {
      const types = [type].flat()
      return (value) => (types.some((each) => isOfType(value, each)) ? none : [{ params: { type } }])
    },
  },
  ...bounds.map(boundLeaf),
  leastLeaf({ keyword: 'minLength', kind: 'string', what: 'characters', count: (text: string) => [...text].length }),
  patternLeaf,
  formatLeaf,
  { keyword: 'const', breaches: (schema) => (value) => (value === schema.const ? none : [{ params: { allowedValue: schema.const } }]) },
  {
    keyword: 'enum',
    breaches:
      ({ enum: allowed = [] }) =>
      (value) =>
        allowed.includes(value) ? none : [{ params: { allowedValues: allowed } }],
  },
  leastLeaf({ keyword: 'minItems', kind: 'array', what: 'items', count: (items: readonly unknown[]) => items.length }),
  leastLeaf({ keyword: 'minProperties', kind: 'object', what: 'properties', count: (value: object) => Object.keys(value).length }),
  {
    keyword: 'required',
    kind: 'object',
    breaches: ({ required = [] }) => {
      const missing = (value: object) => required.filter((key) => (value as Readonly<Record<string, unknown>>)[key] === undefined)
      return (value) => missing(value as object).map((key) => ({ params: { missingProperty: key } }))
    },
  },
]

/** Asked only after the items themselves. */
export const uniqueItems: Leaf = {
  keyword: 'uniqueItems',
  kind: 'array',
  breaches: (schema) => (value) =>
    schema.uniqueItems === true ? repeated(value as readonly unknown[], schema.items?.type === 'string') : none,
}
