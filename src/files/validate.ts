import { Ajv, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Matcher } from '../domain/score.ts'
import { issuesOf, type Check } from './issues.ts'
import { compileRegex } from './regex.ts'

/** Compiles a draft-07 or 2020-12 schema. Throws TypeError for what is refused: $async, remote $ref, unknown drafts, unknown keywords. */
export const compileSchema = (schema: object): Check => {
  refuseTraps(schema)
  const validate = compile(schema)
  return (value) => (validate(value) ? [] : issuesOf(validate.errors ?? []))
}

const options: Options = {
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  verbose: true,
  allowUnionTypes: true,
  code: { regExp: Object.assign((pattern: string) => namedRegex(pattern), { code: 'namedRegex' }) },
}

/** ajv tells the patterns of a schema apart by their text: without one, all would be the first. */
const namedRegex = (pattern: string): Matcher => Object.assign(compileRegex(pattern), { toString: () => pattern })

const compile = (schema: object): ReturnType<Ajv['compile']> => {
  const draft = '$schema' in schema ? JSON.stringify(schema.$schema) : 'draft-07'
  try {
    if (draft.includes('draft-07')) return withFormats(new Ajv(options)).compile(schema)
    if (draft.includes('2020-12')) return withFormats(new Ajv2020(options)).compile(schema)
  } catch (error) {
    throw new TypeError(error instanceof Error ? error.message : String(error), { cause: error })
  }
  throw new TypeError(`unknown draft ${draft}: draft-07 and 2020-12 are supported`)
}

const withFormats = (ajv: Ajv | Ajv2020): Ajv | Ajv2020 => {
  formats.default(ajv)
  return ajv
}

/** "$async" makes validate() return a Promise, which is truthy, so that every invalid value would pass. */
const refuseTraps = (schema: unknown): void => {
  if (schema === null || typeof schema !== 'object') return
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$async') throw new TypeError('"$async" schemas are refused: they cannot be checked in one go')
    if (key === '$ref' && typeof value === 'string' && !value.startsWith('#')) throw new TypeError(`remote "$ref" is refused: ${value}`)
    refuseTraps(value)
  }
}
