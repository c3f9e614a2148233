/** The English (Porter2) stemmer of M. F. Porter, https://snowballstem.org/algorithms/english/stemmer.html; words in lower case. */
export const stem = (word: string): string => {
  const known = whole.get(word)
  if (known !== undefined) return known
  if (word.length < 3) return word
  const marked = markConsonantY(word.replace(/^'/, ''))
  const regions = regionsOf(marked)
  return [possessive, plural, pastOrGerund, finalY, longSuffix, mediumSuffix, lastSuffix, tidy]
    .reduce((text, step) => step(text, regions), marked)
    .toLowerCase()
}

/** Start of the regions after the first and the second consonant that follows a vowel. */
type Regions = { readonly r1: number; readonly r2: number }
type Step = (word: string, regions: Regions) => string

const whole = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map((word): [string, string] => [word, word]),
])

const markConsonantY = (word: string): string => word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y')

const regionsOf = (word: string): Regions => {
  const special = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word)
  const r1 = special === null ? afterVowelConsonant(word, 0) : special[0].length
  return { r1, r2: afterVowelConsonant(word, r1) }
}

const afterVowelConsonant = (word: string, from: number): number => {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from))
  return found === null ? word.length : from + found.index + 2
}

const possessive: Step = (word) => word.replace(/'(?:s'?)?$/, '')

const plural: Step = (word) => {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1)
  if (/(?:us|ss)$/.test(word)) return word
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word
}

const pastOrGerund: Step = (word, { r1 }) => {
  const eed = /eed(?:ly)?$/.exec(word)
  if (eed !== null) return eed.index >= r1 && !/^(?:proc|exc|succ)eed$/.test(word) ? word.slice(0, eed.index + 2) : word
  const suffix = /(?:ed|ing)(?:ly)?$/.exec(word)
  if (suffix === null) return word
  const rest = word.slice(0, suffix.index)
  if (suffix[0] === 'ing' && /^(?:inn|out|cann|herr|earr|even)$/.test(rest)) return word
  if (suffix[0] === 'ing' && /^[^aeiouy]y$/.test(rest)) return `${rest.slice(0, -1)}ie`
  return /[aeiouy]/.test(rest) ? withoutSuffix(rest, r1) : word
}

const withoutSuffix = (rest: string, r1: number): string => {
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1)
  return rest.length <= r1 && endsInShortSyllable(rest) ? `${rest}e` : rest
}

const endsInShortSyllable = (word: string): boolean => /(?:^|[^aeiouy])[aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|^past$/.test(word)

const finalY: Step = (word) => (/.[^aeiouy][yY]$/.test(word) ? `${word.slice(0, -1)}i` : word)

/** Replaces the longest listed suffix if it lies in the region; each list is ordered longest first. */
const replacing =
  (endings: readonly (readonly [string, string])[], region: 'r1' | 'r2'): Step =>
  (word, regions) => {
    const found = endings.find(([ending]) => word.endsWith(ending))
    if (found === undefined || word.length - found[0].length < regions[region]) return word
    return word.slice(0, word.length - found[0].length) + found[1]
  }

const longEndings = replacing(
  [
    ['ational', 'ate'],
    ['fulness', 'ful'],
    ['iveness', 'ive'],
    ['ization', 'ize'],
    ['ousness', 'ous'],
    ['biliti', 'ble'],
    ['lessli', 'less'],
    ['tional', 'tion'],
    ['alism', 'al'],
    ['aliti', 'al'],
    ['ation', 'ate'],
    ['entli', 'ent'],
    ['fulli', 'ful'],
    ['iviti', 'ive'],
    ['ousli', 'ous'],
    ['abli', 'able'],
    ['alli', 'al'],
    ['anci', 'ance'],
    ['ator', 'ate'],
    ['enci', 'ence'],
    ['izer', 'ize'],
    ['bli', 'ble'],
  ],
  'r1',
)

const longSuffix: Step = (word, regions) => {
  const changed = longEndings(word, regions)
  if (changed !== word) return changed
  const ology = /log(?:i|ist)$/.exec(word)
  if (ology !== null && ology.index + 1 >= regions.r1) return word.slice(0, ology.index + 3)
  return /[cdeghkmnrt]li$/.test(word) && word.length - 2 >= regions.r1 && !/(?:lessli|entli)$/.test(word) ? word.slice(0, -2) : word
}

const mediumEndings = replacing(
  [
    ['ational', 'ate'],
    ['tional', 'tion'],
    ['alize', 'al'],
    ['icate', 'ic'],
    ['iciti', 'ic'],
    ['ical', 'ic'],
    ['ness', ''],
    ['ful', ''],
  ],
  'r1',
)

const mediumSuffix: Step = (word, regions) =>
  word.endsWith('ative') && word.length - 5 >= regions.r2 ? word.slice(0, -5) : mediumEndings(word, regions)

const lastEndings = replacing(
  ['ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'al', 'er', 'ic'].map(
    (ending): [string, string] => [ending, ''],
  ),
  'r2',
)

const lastSuffix: Step = (word, regions) =>
  /[st]ion$/.test(word) && word.length - 3 >= regions.r2 ? word.slice(0, -3) : lastEndings(word, regions)

const tidy: Step = (word, { r1, r2 }) => {
  const last = word.length - 1
  if (word.endsWith('e') && (last >= r2 || (last >= r1 && !endsInShortSyllable(word.slice(0, last))))) return word.slice(0, last)
  return word.endsWith('ll') && last >= r2 ? word.slice(0, last) : word
}
