/** What stands at a JSON pointer (RFC 6901), or where the way to it ends. */
export type Looked = { readonly value: unknown } | { readonly missing: string }

export const lookUp = (document: unknown, pointer: string): Looked => {
  let value = document
  let walked = ''
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (!has(value, key)) return { missing: `nothing at ${pointer}: ${walked === '' ? 'the reply' : walked} ${contents(value)}` }
    value = value[key]
    walked += `/${token}`
  }
  return { value }
}

/** An array has its indexes and no other members: neither "length" nor "-". */
const has = (value: unknown, key: string): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) ? /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < value.length : Object.hasOwn(value, key)
}

const contents = (value: unknown): string => {
  if (Array.isArray(value)) return `is a list of ${value.length}`
  if (typeof value !== 'object' || value === null) return `is ${excerpt(value)}`
  const keys = Object.keys(value)
  return keys.length === 0 ? 'is an empty object' : `has ${keys.slice(0, 10).join(', ')}${keys.length > 10 ? ', …' : ''}`
}

/** A value as a message can show it. */
export const excerpt = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
