import type { Placed } from '../../domain/sample.ts'
import type { Twins } from './input.ts'
import { similarPairs, type Ratio } from './similar-pairs.ts'
import { folded, trigramsOf } from './trigrams.ts'

const nearly: Ratio = { over: 4, of: 5 }

/**
 * Samples whose inputs share more than four fifths of their trigrams. Of inputs that read the same, each pairs with the first
 * and the first alone with all others: a thousand copies are a thousand pairs, not half a million.
 */
export const findTwins = (samples: readonly Placed[]): readonly Twins[] => {
  const firsts = new Map<string, Placed>()
  const copies: Twins[] = []
  for (const placed of samples) {
    const key = folded(placed.sample.input) || placed.sample.input.trim()
    const earlier = firsts.get(key)
    if (earlier === undefined) firsts.set(key, placed)
    else copies.push({ earlier, later: placed, similarity: 1 })
  }
  return [...copies, ...similarTexts([...firsts.values()])]
}

const similarTexts = (samples: readonly Placed[]): readonly Twins[] =>
  similarPairs(
    samples.map(({ sample }) => trigramsOf(sample.input)),
    nearly,
  ).pairs.map(({ one, other, similarity }) => ({ earlier: samples[one] as Placed, later: samples[other] as Placed, similarity }))
