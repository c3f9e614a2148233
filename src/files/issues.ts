import { didYouMean } from '../domain/nearest.ts'
import type { Path } from './document.ts'

/** One way in which a value breaks its schema. */
export type Issue = { readonly path: Path; readonly message: string; readonly hint?: string }
export type Check = (value: unknown) => readonly Issue[]

/** What a keyword of a schema has to say of a value, in the form that ajv says it. */
export type Breach = {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
  readonly schema?: unknown
  readonly parentSchema?: object
  readonly data?: unknown
}

/** What a reader is told of all that was found in one value. */
export const issuesOf = (breaches: readonly Breach[]): readonly Issue[] => tidy(breaches).map(issueOf)

/** Issues as plain lines, for checks whose reader needs no path. */
export const issueLines = (issues: readonly Issue[]): readonly string[] =>
  issues.map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')} ${issue.message}`))

/** Of a failed oneOf or anyOf only the verdict is of use, not what each branch had to say, unless the value is of one branch's kind. */
const tidy = (errors: readonly Breach[]): readonly Breach[] => {
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
const branchMeant = (choice: Breach, errors: readonly Breach[]): string | undefined => {
  const branches = (choice.schema as readonly unknown[]).map((_, index) => `${choice.schemaPath}/${index}`)
  const ofItsKind = branches.filter((branch) => {
    const own = errors.filter((error) => isWithin(error, branch))
    return own.length > 0 && !own.some((error) => error.instancePath === choice.instancePath && isOtherKind(error))
  })
  return ofItsKind.length === 1 ? ofItsKind[0] : undefined
}

const isOtherKind = ({ keyword }: Breach): boolean => keyword === 'type' || keyword === 'const'

const isWithin = (error: Breach, schemaPath: string): boolean => error.schemaPath.startsWith(`${schemaPath}/`)

const issueOf = (error: Breach): Issue => {
  const path = pathOf(error.instancePath)
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty'])
      const known = Object.keys(propertiesOf(error))
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

const propertiesOf = ({ parentSchema }: Breach): object =>
  parentSchema !== undefined && 'properties' in parentSchema ? (parentSchema.properties as object) : {}

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
