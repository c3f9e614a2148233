const words = 4

/** 128 bits for each set, one after the other: each element turns one bit over. */
export const bitmapsOf = (sets: readonly Int32Array[]): Int32Array => {
  const bitmaps = new Int32Array(words * sets.length)
  for (const [place, set] of sets.entries())
    for (const element of set) {
      const bit = Math.imul(element + 1, 0x9e3779b1) >>> 25
      const word = place * words + (bit >>> 5)
      bitmaps[word] = (bitmaps[word] as number) ^ (1 << (bit & 31))
    }
  return bitmaps
}

/** Two sets differ in at least as many elements as their bitmaps do in bits (Sandes, Teodoro and Melo 2020). */
export const bitsApart = (bitmaps: Int32Array, one: number, other: number): number => {
  let apart = 0
  for (let word = 0; word < words; word += 1)
    apart += bitsIn((bitmaps[one * words + word] as number) ^ (bitmaps[other * words + word] as number))
  return apart
}

/** Warren, Hacker's Delight (2013), figure 5-2. */
const bitsIn = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
