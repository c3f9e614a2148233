/** Why a text is not acceptable JSON, with the 1-based column (in UTF-16 units) where it shows. */
export type JsonFault = { readonly message: string; readonly column: number }
export type JsonResult = { readonly value: unknown } | { readonly fault: JsonFault }

const deepest = 64
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** JSON.parse, made strict: no duplicate keys, no prototype keys, no lone surrogates, no NUL, at most 64 levels. */
export const parseStrictJson = (text: string): JsonResult => {
  const parsed = parse(text)
  if ('fault' in parsed) return parsed
  const fault = scan(text)
  return fault === undefined ? parsed : { fault }
}

const parse = (text: string): JsonResult => {
  const message = complaint(text)
  if (message === undefined) return { value: JSON.parse(text) }
  return {
    fault: { message: `not JSON: ${message.replace(/,? (in JSON at position|"|\.\.\.").*$/s, '')}`, column: columnOf(text, message) },
  }
}

const complaint = (text: string): string | undefined => {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Where JSON.parse does not say the position, it is the end of the shortest beginning that is wrong rather than unfinished. */
const columnOf = (text: string, message: string): number => {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position) + 1
  if (unfinished.test(message)) return text.length + 1
  let fine = 0
  let wrong = text.length
  while (wrong - fine > 1) {
    const middle = Math.floor((fine + wrong) / 2)
    const said = complaint(text.slice(0, middle))
    if (said === undefined || unfinished.test(said)) fine = middle
    else wrong = middle
  }
  return wrong
}

const unfinished = /end of JSON input|Unterminated|after (array element|property)|Expected property name/

type Level = { readonly keys: Set<string> | undefined }

/** Walks JSON that is known to be well formed; a string is a key where a colon follows it. */
const scan = (text: string): JsonFault | undefined => {
  const levels: Level[] = []
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '{' || character === '[') {
      levels.push({ keys: character === '{' ? new Set() : undefined })
      if (levels.length > deepest) return { message: `nested deeper than ${deepest} levels`, column: at + 1 }
    } else if (character === '}' || character === ']') levels.pop()
    else if (character === '"') {
      const end = endOfString(text, at)
      const fault = stringFault(text.slice(at, end), keysAt(text, end, levels.at(-1)))
      if (fault !== undefined) return { message: fault, column: at + 1 }
      at = end - 1
    }
  }
  return undefined
}

const endOfString = (text: string, start: number): number => {
  let quote = text.indexOf('"', start + 1)
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote + 1
}

const isEscaped = (text: string, at: number): boolean => {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

const keysAt = (text: string, after: number, level: Level | undefined): Set<string> | undefined => {
  let at = after
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r') at += 1
  return text[at] === ':' ? level?.keys : undefined
}

const stringFault = (literal: string, keys: Set<string> | undefined): string | undefined => {
  const value = literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1)
  if (!value.isWellFormed()) return 'a lone surrogate is no character'
  if (value.includes('\0')) return 'a NUL character'
  if (keys === undefined) return undefined
  if (forbiddenKeys.has(value)) return `the key ${value} is not allowed`
  if (keys.has(value)) return `the key ${JSON.stringify(value)} stands twice in one object`
  keys.add(value)
  return undefined
}
