import { compileTemplate } from '../rag/template.ts'
import type { Question } from './attempt.ts'
import { valuesOf, variables } from './variables.ts'

export type MakeText = (question: Question) => string
export type Body = { readonly make: MakeText; readonly type: string }

/** A URL in which values are percent-encoded, so that no question can change where it goes. */
export const compileUrl = (url: string, port?: number): MakeText => {
  const make = compileTemplate(url, [...variables, 'port'], 'target.url')
  return (question) => make({ ...valuesOf(question, encodeURIComponent), port: String(port ?? '') })
}

/** JSON with its strings filled in, or a text in which values are escaped as its type asks; throws UsageError for an unknown variable. */
export const compileBody = (body: unknown, given?: string): Body => {
  if (typeof body !== 'string') {
    const fill = compileJson(body)
    return { make: (question) => JSON.stringify(fill(question)), type: given ?? 'application/json' }
  }
  const type = given ?? (/^\s*[{[]/.test(body) ? 'application/json' : 'text/plain; charset=utf-8')
  const make = compileTemplate(body, variables, 'target.body')
  return { make: (question) => make(valuesOf(question, escapeFor(type))), type }
}

const escapeFor = (type: string): ((value: string) => string) => {
  if (/[/+]json\b/i.test(type)) return (value) => JSON.stringify(value).slice(1, -1)
  return type.startsWith('application/x-www-form-urlencoded') ? encodeURIComponent : (value) => value
}

type Fill = (question: Question) => unknown

const compileJson = (value: unknown): Fill => {
  if (typeof value === 'string') {
    const make = compileTemplate(value, variables, 'target.body')
    return (question) => make(valuesOf(question))
  }
  if (Array.isArray(value)) {
    const fills = value.map(compileJson)
    return (question) => fills.map((fill) => fill(question))
  }
  if (typeof value !== 'object' || value === null) return () => value
  const members = Object.entries(value).map(([key, each]) => [key, compileJson(each)] as const)
  return (question) => Object.fromEntries(members.map(([key, fill]) => [key, fill(question)]))
}
