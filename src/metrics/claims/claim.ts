import type { Claim, Fact, Forbidden } from '../../domain/sample.ts'
import type { Instruments } from '../../domain/score.ts'
import { contradictsBool, statesBool } from './bool.ts'
import { statesDate } from './date.ts'
import { statesNumber } from './number.ts'
import type { Said } from './plain.ts'
import { statesSet } from './set.ts'
import { statesText } from './text.ts'

/** The answer makes the claim as its own. */
export function states(claim: Claim, said: Said, instruments: Instruments): boolean {
  if ('number' in claim) return statesNumber(claim, said)
  if ('date' in claim) return statesDate(claim, said)
  if ('bool' in claim) return statesBool(claim, said)
  if ('set' in claim) return statesSet(claim, said)
  return statesText(claim, said, instruments)
}

export function violated(forbidden: readonly Forbidden[], said: Said, instruments: Instruments): Forbidden | undefined {
  return forbidden.find((claim) => states(claim, said, instruments) && !('bool' in claim && contradictsBool(claim, said)))
}

/** A reason why one of the claims cannot be read at all; undefined where all can. */
export function unreadable(claims: readonly (Fact | Forbidden)[], instruments: Instruments): string | undefined {
  for (const claim of claims) {
    if (!('pattern' in claim) || claim.pattern === undefined) continue
    try {
      instruments.regex(claim.pattern, 'i')
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return `the pattern of ${claim.id} cannot be used: ${error.message}`
    }
  }
  return undefined
}
