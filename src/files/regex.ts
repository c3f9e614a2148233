import { createRequire } from 'node:module'
import type * as re2js from 're2js'
import type { Matcher } from '../domain/score.ts'

/** With the first pattern: most suites have none. */
const load = (): typeof re2js => createRequire(import.meta.url)('re2js') as typeof re2js

/** Compiles a user's pattern on RE2, which takes linear time on any text. Throws TypeError where RE2 cannot express it. */
export const compileRegex = (pattern: string, flags?: 'i'): Matcher => {
  try {
    const { RE2JS } = load()
    const compiled = RE2JS.compile(pattern, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0)
    return { test: (text) => compiled.matcher(text).find() }
  } catch (error) {
    throw new TypeError(`not an RE2 expression: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
