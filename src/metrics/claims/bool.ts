import { isRefusal } from '../refusal.ts'
import type { Said } from './plain.ts'
import { impliedStance, openingStance } from './stance.ts'
import { statesOneOf } from './text.ts'

type BoolClaim = { readonly bool: boolean; readonly aliases?: readonly string[] }

/** An alias in the answer's own words comes first, then how it opens, then what its closest sentence implies; "I can't find that" implies no "no". */
export function statesBool(claim: BoolClaim, said: Said): boolean {
  if (claim.aliases !== undefined && statesOneOf(claim.aliases, said)) return true
  return (openingStance(said.text) ?? (isRefusal(said) ? undefined : impliedStance(said))) === claim.bool
}

/** The answer opens with the opposite, whatever phrases follow. */
export function contradictsBool(claim: BoolClaim, said: Said): boolean {
  return openingStance(said.text) === !claim.bool
}
