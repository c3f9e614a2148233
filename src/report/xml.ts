export type Element = {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | number>>
  readonly content?: string | readonly Element[]
}

/** An XML 1.0 document in UTF-8. */
export const xmlDocument = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}`

const elementText = ({ name, attributes = {}, content = [] }: Element, indent: string): string => {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value)).replaceAll('\n', '&#10;')}"`)
  const start = `${indent}<${name}${given.join('')}`
  if (content.length === 0) return `${start}/>\n`
  if (typeof content === 'string') return `${start}>${xmlText(content)}</${name}>\n`
  return `${start}>\n${content.map((each) => elementText(each, `${indent}  `)).join('')}${indent}</${name}>\n`
}

/** Text as XML holds it: signs of markup as entities, and what XML 1.0 has no way to say (controls, lone surrogates) as \uXXXX. */
export const xmlText = (text: string): string =>
  text
    .replace(unsayable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(markup, (sign) => `&#${sign.charCodeAt(0)};`)

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

const markup = /[<>&"'\t\r]/g
