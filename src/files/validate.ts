import { Ajv, type ErrorObject, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { didYouMean } from '../domain/nearest.ts'
import type { Matcher } from '../domain/score.ts'
import type { Path } from './document.ts'
import { compileRegex } from './regex.ts'

/** One way in which a value breaks its schema. */
export type Issue = { readonly path: Path; readonly message: string; readonly hint?: string }
export type Check = (value: unknown) => readonly Issue[]

/** Compiles a draft-07 or 2020-12 schema. Throws TypeError for what is refused: $async, remote $ref, unknown drafts, unknown keywords. */
export const compileSchema = (schema: object): Check => {
  refuseTraps(schema)
  const validate = compile(schema)
  return (value) => (validate(value) ? [] : tidy(validate.errors ?? []).map(issueOf))
}

/** The same, as plain lines, for checks whose reader needs no path. */
export const issueLines = (issues: readonly Issue[]): readonly string[] =>
  issues.map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')} ${issue.message}`))

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

/** Of a failed oneOf or anyOf only the verdict is of use, not what each branch had to say, unless the value is of one branch's kind. */
const tidy = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const choices = errors.filter((error) => error.keyword === 'oneOf' || error.keyword === 'anyOf')
  const meant = choices.map((choice) => ({ choice, branch: branchMeant(choice, errors) }))
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      meant.every(({ choice, branch }) =>
        error === choice ? branch === undefined : !isWithin(error, choice.schemaPath) || (branch !== undefined && isWithin(error, branch)),
      ),
  )
}

/** The one branch that does not fail on the value's kind already. */
const branchMeant = (choice: ErrorObject, errors: readonly ErrorObject[]): string | undefined => {
  const branches = (choice.schema as readonly unknown[]).map((_, index) => `${choice.schemaPath}/${index}`)
  const ofItsKind = branches.filter((branch) => {
    const own = errors.filter((error) => isWithin(error, branch))
    return own.length > 0 && !own.some((error) => error.instancePath === choice.instancePath && isOtherKind(error))
  })
  return ofItsKind.length === 1 ? ofItsKind[0] : undefined
}

const isOtherKind = ({ keyword }: ErrorObject): boolean => keyword === 'type' || keyword === 'const'

const isWithin = (error: ErrorObject, schemaPath: string): boolean => error.schemaPath.startsWith(`${schemaPath}/`)

const issueOf = (error: ErrorObject): Issue => {
  const path = pathOf(error.instancePath)
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty'])
      const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {})
      return withHint({ path: [...path, key], message: `unknown key ${key}` }, didYouMean(key, known) ?? `known: ${known.join(', ')}`)
    }
    case 'required':
      return { path, message: `${String(error.params['missingProperty'])} is missing` }
    case 'enum': {
      const allowed = (error.params['allowedValues'] as readonly unknown[]).map(String)
      return withHint(
        { path, message: `${typeof error.data === 'string' ? error.data : said(error.data)} is not one of ${allowed.join(', ')}` },
        didYouMean(String(error.data), allowed),
      )
    }
    case 'const':
      return { path, message: `has to be ${said(error.params['allowedValue'])}, is ${said(error.data)}` }
    case 'type':
      return { path, message: `has to be ${[error.params['type'] as string | string[]].flat().join(' or ')}, is ${said(error.data)}` }
    case 'anyOf':
      return { path, message: `has to be ${kindsOf(error.schema as readonly Kind[])}, is ${said(error.data)}` }
    default:
      return { path, message: `${error.message ?? error.keyword}, is ${said(error.data)}` }
  }
}

type Kind = { readonly type?: string; readonly const?: unknown }

const kindsOf = (branches: readonly Kind[]): string =>
  branches.map((branch) => ('const' in branch ? said(branch.const) : (branch.type ?? 'of another form'))).join(' or ')

const withHint = (issue: Issue, hint: string | undefined): Issue => (hint === undefined ? issue : { ...issue, hint })

const said = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
