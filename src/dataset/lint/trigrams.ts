/** The character trigrams of a text without case, accents, punctuation and spacing; a text of punctuation alone stands as it is. */
export const trigramsOf = (text: string): ReadonlySet<string> => {
  const characters = [...` ${folded(text) || text.trim()} `]
  const trigrams = new Set<string>()
  for (let at = 0; at + 2 < characters.length; at += 1) trigrams.add(`${characters[at]}${characters[at + 1]}${characters[at + 2]}`)
  return trigrams
}

/** What two inputs have in common when they differ in nothing that a reader would call wording. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
