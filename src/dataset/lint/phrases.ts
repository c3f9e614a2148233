import type { Claim } from '../../domain/sample.ts'

/** A claim as a reader would name it. */
export const describeClaim = (claim: Claim): string => {
  if ('number' in claim) return `${claim.number}${claim.unit === undefined ? '' : ` ${claim.unit}`}`
  if ('date' in claim) return claim.date
  if ('bool' in claim) return claim.bool ? 'yes' : 'no'
  if ('set' in claim) return claim.set.map((member) => (typeof member === 'string' ? member : member[0])).join(', ')
  return `"${claim.text}"`
}

/** What a text has to say for the claim to stand in it word by word; undefined for a yes or no that has no words of its own. */
export const wordedClaim = (claim: Claim): Claim | undefined => {
  if (!('bool' in claim)) return claim
  const [text, ...aliases] = claim.aliases ?? []
  return text === undefined ? undefined : { text, aliases }
}

/** Every single phrase by which an answer may make the claim. */
export const phrasesOf = (claim: Claim): readonly string[] => {
  if ('number' in claim || 'date' in claim) return [describeClaim(claim)]
  if ('bool' in claim) return claim.aliases ?? []
  if ('set' in claim) return claim.set.flat()
  return [claim.text, ...(claim.aliases ?? [])]
}
