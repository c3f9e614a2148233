import { createRequire } from 'node:module'
import type * as re2js from 're2js'
import type { Matcher } from '../domain/score.ts'

/** With the first pattern: most suites have none. */
const load = (): typeof re2js => createRequire(import.meta.url)('re2js') as typeof re2js

/** Compiles a user's pattern on RE2, which takes linear time on any text. Throws TypeError where RE2 cannot express it. */
export const compileRegex = (pattern: string, flags?: 'i'): Matcher => {
  const key = `${flags ?? ''}/${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = compile(pattern, flags)
  keep(key, made)
  return made
}

/** Why RE2 cannot express a pattern, in one line; undefined where it can. Most patterns are seen to be fine without compiling them. */
export const regexFault = (pattern: string): string | undefined => {
  if (isPlain(pattern)) return undefined
  try {
    compileRegex(pattern)
    return undefined
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}

/** What this engine takes too, and is made of nothing that the two read differently: groups, classes, alternatives and small repeats. */
const isPlain = (pattern: string): boolean => {
  if (/\(\?(?!:)|\\(?![bdswBDSW.^$*+?()[\]{}|/\\])|\{\d{3,}|,\d{3,}\}|\[\^?\]|\[[^\]]*\[|&&|[*+?}][*+]/.test(pattern)) return false
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}

const compile = (pattern: string, flags: 'i' | undefined): Matcher => {
  try {
    const { RE2JS } = load()
    const regex = RE2JS.compile(pattern, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0)
    return { test: (text) => regex.matcher(text).find() }
  } catch (error) {
    throw new TypeError(`not an RE2 expression: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** A sample's patterns are asked for once to check them and once for every answer; compiling takes longer than searching. */
const compiled = new Map<string, Matcher>()

/** Characters of patterns that are kept compiled: those of a set that people write by hand. */
const most = 1_000_000
let held = 0

const keep = (key: string, matcher: Matcher): void => {
  if (held + key.length > most) {
    compiled.clear()
    held = 0
  }
  compiled.set(key, matcher)
  held += key.length
}
