import type { LintResult } from '../../domain/lint.ts'
import { checks } from './checks.ts'
import type { Check, LintInput, Prepared } from './input.ts'
import { findTwins } from './twins.ts'

/** What every check has to say of the data, in the order of the list. */
export const lint = (input: LintInput): readonly LintResult[] => {
  const all = [...input.test, ...input.dev]
  const prepared: Prepared = { ...input, all, twins: findTwins(all) }
  return checks.map((check) => resultOf(check, prepared))
}

const resultOf = ({ name, level, why, needs, find }: Check, input: Prepared): LintResult => {
  const because = needs === undefined ? undefined : input.absent[needs]
  const named = { check: name, level, why }
  return because === undefined ? { ...named, status: 'checked', findings: find(input) } : { ...named, status: 'skipped', because }
}
