import type { FormatRules } from '../../domain/sample.ts'
import type { Instruments } from '../../domain/score.ts'
import { countSteps } from './steps.ts'
import { hasTable } from './table.ts'

/** The text rules an answer breaks, one line each. */
export function brokenRules(text: string, rules: FormatRules, instruments: Instruments): readonly string[] {
  return [
    ...brokenSteps(text, rules),
    ...brokenTable(text, rules),
    ...brokenLength(text, rules),
    ...(rules.matches ?? []).filter((pattern) => !instruments.regex(pattern).test(text)).map((pattern) => `does not match ${pattern}`),
    ...(rules.not_matches ?? []).filter((pattern) => instruments.regex(pattern).test(text)).map((pattern) => `matches ${pattern}`),
  ]
}

/** A reason why a pattern of the rules cannot be used; undefined where all can. */
export function unusablePattern(rules: FormatRules, instruments: Instruments): string | undefined {
  for (const pattern of [...(rules.matches ?? []), ...(rules.not_matches ?? [])]) {
    try {
      instruments.regex(pattern)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return `the format pattern ${pattern} cannot be used: ${error.message}`
    }
  }
  return undefined
}

export function hasRules({ schema_ref, numbered_steps, table, max_words, matches = [], not_matches = [] }: FormatRules): boolean {
  if (schema_ref !== undefined || numbered_steps !== undefined || table !== undefined || max_words !== undefined) return true
  return matches.length + not_matches.length > 0
}

function brokenSteps(text: string, { numbered_steps }: FormatRules): readonly string[] {
  if (numbered_steps === undefined) return []
  const count = countSteps(text)
  return count >= numbered_steps.min ? [] : [`${count} numbered steps, at least ${numbered_steps.min} wanted`]
}

function brokenTable(text: string, { table }: FormatRules): readonly string[] {
  if (table === undefined || hasTable(text, table.columns)) return []
  return [`no table with the columns ${table.columns.join(', ')}`]
}

function brokenLength(text: string, { max_words }: FormatRules): readonly string[] {
  if (max_words === undefined) return []
  const count = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  return count <= max_words ? [] : [`${count} words, at most ${max_words} wanted`]
}
