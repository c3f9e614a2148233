/** Pieces of words with their log-probability, in the order of their ids. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[]

/** Texts to token ids. */
export type Tokens = (text: string) => readonly number[]

/** Control pieces at the head of the vocabulary, which no text contains. */
const reserved = 6

const unknown = 0

/** SentencePiece marks the start of a word with this sign. */
const start = '\u2581'

/**
 * The unigram tokenizer (Kudo 2018) of the model's package, to the same ids. It is written again because that package
 * cannot be imported without handlers for uncaught exceptions being put into this process; words are encoded one by one,
 * which no piece of the vocabulary crosses.
 */
export const tokenizing = (vocabulary: Vocabulary): Tokens => {
  const pieces = new Map(vocabulary.slice(reserved).map(([piece, score], place) => [piece, { id: place + reserved, score }]))
  const longest = Math.max(...pieces.keys().map((piece) => [...piece].length))
  const encode = (word: string): readonly number[] => {
    const signs = [...`${start}${word}`]
    return withoutRepeatedUnknowns(backwards(bestPieces(signs, pieces, longest)))
  }
  return (text) =>
    text
      .normalize('NFKC')
      .split(/\s+/)
      .flatMap((word) => (word === '' ? [] : encode(word)))
}

type Piece = { readonly id: number; readonly score: number }

/** For each place, the best piece that ends there: its id, how many signs it has, and the score of all up to it. */
type Ending = { readonly id: number; readonly length: number; readonly score: number }

const bestPieces = (signs: readonly string[], pieces: ReadonlyMap<string, Piece>, longest: number): readonly (Ending | undefined)[] => {
  const best: (Ending | undefined)[] = []
  for (let from = 0; from < signs.length; from += 1) {
    const before = best[from]?.score ?? 0
    const found = piecesAt(signs, { from, pieces, longest })
    for (const { id, score, length } of found) {
      const held = best[from + length]
      if (held === undefined || before + score >= held.score) best[from + length] = { id, length, score: before + score }
    }
  }
  return best
}

const piecesAt = (
  signs: readonly string[],
  { from, pieces, longest }: { from: number; pieces: ReadonlyMap<string, Piece>; longest: number },
): readonly Ending[] => {
  const found: Ending[] = []
  let text = ''
  for (let length = 1; length <= longest && from + length <= signs.length; length += 1) {
    text += signs[from + length - 1] ?? ''
    const piece = pieces.get(text)
    if (piece !== undefined) found.push({ ...piece, length })
  }
  return found.length === 0 ? [{ id: unknown, score: 0, length: 1 }] : found
}

const backwards = (best: readonly (Ending | undefined)[]): readonly number[] => {
  const ids: number[] = []
  for (let end = best.length - 1; end > 0; end -= best[end]?.length ?? 1) ids.unshift(best[end]?.id ?? unknown)
  return ids
}

const withoutRepeatedUnknowns = (ids: readonly number[]): readonly number[] =>
  ids.filter((id, place) => id !== unknown || ids[place - 1] !== unknown)
