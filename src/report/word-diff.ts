export type Piece = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

const mostWords = 400

/** A word diff of two texts by longest common subsequence; of very long texts only so many words from the first difference on. */
export const wordDiff = (before: string, after: string): readonly Piece[] => {
  const one = wordsOf(before)
  const other = wordsOf(after)
  const shared = other.findIndex((word, index) => !same(word, one[index]))
  const start = shared === -1 ? other.length : shared
  const head = other.slice(0, start).map((text): Piece => ({ kind: 'same', text }))
  const rest = [one, other].map((words) => words.slice(start, start + mostWords))
  const [left = [], right = []] = rest
  return merge([...head, ...walk(left, right, commonLengths(left, right))])
}

/** Each with the space behind it. */
const wordsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(/(?<=\s)/))

const commonLengths = (one: readonly string[], other: readonly string[]): readonly (readonly number[])[] => {
  const lengths = Array.from({ length: one.length + 1 }, () => Array.from({ length: other.length + 1 }, () => 0))
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as number[]
      row[j] = same(one[i], other[j]) ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
    }
  return lengths
}

const walk = (one: readonly string[], other: readonly string[], lengths: readonly (readonly number[])[]): readonly Piece[] => {
  const pieces: Piece[] = []
  let i = 0
  let j = 0
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && same(one[i], other[j])) {
      pieces.push({ kind: 'same', text: other[j] ?? '' })
      i += 1
      j += 1
    } else if (j >= other.length || (i < one.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      pieces.push({ kind: 'removed', text: one[i] ?? '' })
      i += 1
    } else {
      pieces.push({ kind: 'added', text: other[j] ?? '' })
      j += 1
    }
  }
  return pieces
}

const merge = (pieces: readonly Piece[]): readonly Piece[] => {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (last?.kind === piece.kind) merged[merged.length - 1] = { kind: last.kind, text: last.text + piece.text }
    else merged.push(piece)
  }
  return merged
}

const same = (one: string | undefined, other: string | undefined): boolean => one?.trim() === other?.trim()

const at = (lengths: readonly (readonly number[])[], row: number, column: number): number => lengths[row]?.[column] ?? 0
