import type { Instruments } from '../../domain/score.ts'
import { isAsserted } from './negation.ts'
import type { Said } from './plain.ts'
import { indexed, mentions } from './words.ts'

type TextClaim = { readonly text?: string; readonly aliases?: readonly string[]; readonly pattern?: string }

/** Said as text, as an alias or as the pattern matches; a pattern speaks for itself and is not checked for negation. */
export function statesText(claim: TextClaim, said: Said, instruments: Instruments): boolean {
  const phrases = [...(claim.text === undefined ? [] : [claim.text]), ...(claim.aliases ?? [])]
  if (statesOneOf(phrases, said)) return true
  return claim.pattern !== undefined && instruments.regex(claim.pattern, 'i').test(said.text)
}

/** One of the phrases stands in the text as whole words, and as the answer's own claim. */
export function statesOneOf(phrases: readonly string[], said: Said): boolean {
  const text = indexed(said.text)
  return phrases.some((phrase) => mentions(phrase, text).some((span) => isAsserted(said.text, span)))
}
