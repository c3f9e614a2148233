import { shorten, visible } from './visible.ts'

/** Lines as a fenced block that nothing in them can end: the fence is longer than their longest run of backticks. */
export const fenced = (lines: readonly string[], language = 'text'): string => {
  const text = lines.map(visible).join('\n')
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

/** Text of others within a line: letters stand, every ASCII punctuation is a numeric entity, which no Markdown is made of. */
export const code = (text: string): string =>
  `<code>${visible(text).replace(punctuation, (sign) => `&#${sign.codePointAt(0) ?? 32};`)}</code>`

/** A sentence of aieval's own as it is, so that it reads well in a mail too; one that holds a sign of Markdown, as code. */
export const sentence = (text: string): string => {
  const shown = shorten(visible(text), longestSentence)
  return harmless.test(shown) && !/www\./i.test(shown) ? shown : code(shown)
}

const longestSentence = 300

const punctuation = /[!-/:-@[-`{-~]/g

/** Letters and figures; stops and sums; an underscore within a word, which marks no emphasis; a colon before a space, which is no emoji's. */
const harmless = /^\p{L}(?:[\p{L}\p{N} .,;()%'+=−–→…×]|(?<=[a-z\d])_(?=[a-z\d])|:(?= ))*$/u
