export type Node = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  readonly text: string
}

/** Reads what aieval may write of XML 1.0 and nothing beyond it; throws at the first thing that is not well-formed. */
export const readXml = (xml: string): Node => {
  const [bad] = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml) ?? []
  if (bad !== undefined) throw new Error(`no character of XML 1.0: ${JSON.stringify(bad)}`)
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!xml.startsWith(prolog)) throw new Error('no prolog')
  const { node, end } = element(xml, prolog.length)
  if (xml.slice(end) !== '\n') throw new Error(`more than one root: ${xml.slice(end, end + 40)}`)
  return node
}

type Read = { readonly node: Node; readonly end: number }

const element = (xml: string, start: number): Read => {
  const tag = /<([a-z]+)((?: [a-z]+="[^"<>]*")*)(\/?)>/y
  tag.lastIndex = start
  const [all, name = '', given = '', empty] = tag.exec(xml) ?? []
  if (all === undefined) throw new Error(`no element: ${xml.slice(start, start + 40)}`)
  const pairs = [...given.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decoded(value)] as const)
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice: ${all}`)
  const node = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
  return empty === '/' ? { node, end: start + all.length } : inside(xml, start + all.length, node)
}

const inside = (xml: string, start: number, { name, attributes }: Node): Read => {
  const children: Node[] = []
  let text = ''
  let at = start
  while (!xml.startsWith('</', at)) {
    const next = xml.indexOf('<', at)
    if (next === -1) throw new Error(`${name} is never closed`)
    text += decoded(xml.slice(at, next))
    at = next
    if (xml.startsWith('</', at)) break
    const child = element(xml, at)
    children.push(child.node)
    at = child.end
  }
  const close = `</${name}>`
  if (!xml.startsWith(close, at)) throw new Error(`${name} is closed by ${xml.slice(at, at + 20)}`)
  return { node: { name, attributes, children, text }, end: at + close.length }
}

const decoded = (text: string): string => {
  if (/&(?!#\d+;)/.test(text) || text.includes(']]>')) throw new Error(`not escaped: ${text.slice(0, 60)}`)
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
