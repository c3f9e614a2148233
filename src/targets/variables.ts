import type { Question } from './attempt.ts'

/** What a request or a prompt can say of a sample; what is expected of it is not among them. */
export const variables = ['input', 'id', 'trial', 'locale'] as const
export type Variable = (typeof variables)[number]

export const valuesOf = (
  { input, id, trial, locale = '' }: Question,
  escape: (value: string) => string = asItIs,
): Readonly<Record<Variable, string>> => ({
  input: escape(input),
  id: escape(id),
  trial: escape(String(trial)),
  locale: escape(locale),
})

const asItIs = (value: string): string => value
