import type { Place } from '../domain/sample.ts'
import { UsageError } from '../domain/usage-error.ts'
import type { Problem } from '../domain/usage-error.ts'

/** A prompt with its places filled; what is put in is never read as a template again. */
export type Template<Name extends string> = (values: Readonly<Record<Name, string>>) => string

/** Compiles text with `{{name}}` places; throws UsageError with the line of every name that is not one of `names`. */
export const compileTemplate = <Name extends string>(text: string, names: readonly Name[], file: string): Template<Name> => {
  const known: readonly string[] = names
  const problems = [...text.matchAll(place)]
    .filter(([, name]) => !known.includes(name ?? ''))
    .map((match) => unknownName(text, match, { names, file }))
  if (problems.length > 0) throw new UsageError(problems)
  return (values) => text.replaceAll(place, (_, name: Name) => values[name])
}

const place = /\{\{\s*([^{}]*?)\s*\}\}/g

const unknownName = (text: string, match: RegExpExecArray, { names, file }: { names: readonly string[]; file: string }): Problem => ({
  at: placeAt(text, match.index, file),
  message: `there is no variable {{${match[1] ?? ''}}}`,
  hint: `known here: ${names.map((name) => `{{${name}}}`).join(', ')}`,
})

const placeAt = (text: string, index: number, file: string): Place => {
  const before = text.slice(0, index).split('\n')
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
