const syllables = [
  'ba',
  'ler',
  'min',
  'to',
  'kra',
  'ven',
  'su',
  'dif',
  'gon',
  'pel',
  'ha',
  'tri',
  'wos',
  'ex',
  'cu',
  'jan',
  'qui',
  'fy',
  'zo',
  'ne',
]

/** So many varied sentences, the same at every call; a few of them another one with its last word changed. */
export const sentences = (count: number): readonly string[] => {
  const draw = drawing(7)
  const words = Array.from({ length: 5000 }, () => Array.from({ length: 1 + draw(3) }, () => syllables[draw(syllables.length)]).join(''))
  // Frequent words are far more frequent than rare ones, as in any language.
  const word = (): string => words[Math.floor(words.length ** (draw(10_000) / 10_000)) - 1] ?? ''
  const made: string[] = []
  while (made.length < count) {
    const earlier = made[draw(50 * made.length + 1)]
    made.push(earlier === undefined ? Array.from({ length: 6 + draw(30) }, word).join(' ') : `${earlier.slice(0, -3)} ${word()}`)
  }
  return made
}

/** Whole numbers below a limit, from a linear congruential generator (Numerical Recipes). */
const drawing = (seed: number): ((below: number) => number) => {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
