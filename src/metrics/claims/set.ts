import type { Said } from './plain.ts'
import { statesOneOf } from './text.ts'

type SetClaim = { readonly set: readonly (string | readonly string[])[] }

/** Every member is said, each by its name or one of its aliases, in any order. */
export function statesSet(claim: SetClaim, said: Said): boolean {
  if (claim.set.length === 0) return false
  return claim.set.every((member) => statesOneOf(typeof member === 'string' ? [member] : member, said))
}
