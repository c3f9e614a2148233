/** Text of a model or a data set, made safe for a terminal: control, escape and bidirectional characters become visible, lines one. */
export const visible = (text: string): string => text.replace(/\s+/g, ' ').replace(hostile, escaped).replace(ciCommand, '##\\u005b').trim()

/** JSON as it is written everywhere; what a terminal might obey is escaped, so that it reads back as the same value. */
export const jsonText = (value: object): string =>
  `${JSON.stringify(value, null, 2).replace(hostileInJson, escaped).replace(ciCommand, '##\\u005b')}\n`

const escaped = (character: string): string => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0') ?? ''}`

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const hostile = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/** A CI runner obeys these anywhere in a line of its log. */
const ciCommand = /##\[/g

/** JSON escapes the controls below the space by itself; its own line ends stay. */
const hostileInJson = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/** At most `longest` characters, cut between words where that costs little. */
export const shorten = (text: string, longest: number): string => {
  const characters = Array.from(text)
  if (characters.length <= longest) return text
  if (longest < 1) return ''
  const cut = characters.slice(0, longest - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > longest * 0.6 ? cut.slice(0, space) : cut}…`
}

/** Signs beyond ASCII that aieval itself prints, for terminals that cannot show them. */
export const toAscii = (text: string): string =>
  text
    .replaceAll('−', '-')
    .replaceAll('–', '-')
    .replaceAll('Δ', 'delta')
    .replaceAll('×', 'x')
    .replaceAll('…', '...')
    .replaceAll('→', '->')
    .replaceAll('·', '|')
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .replaceAll('◆', '*')
