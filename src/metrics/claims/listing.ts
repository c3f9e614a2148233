import type { Span } from './plain.ts'

const AMOUNT = '\\d{1,6}(?:[.,]\\d{1,4})?'
const ITEM = `(?:(?:[€$£]|eur|usd|gbp|chf) ?${AMOUNT}|${AMOUNT}(?: ?[€$£%]|[ -](?!(?:and|or|are|were|do|did|have|no|not|in|on|at|for|to|per|from|since|until|with)\\b)\\p{L}{1,20})?)`
const AFTER = new RegExp(`^(?: ?\\/ ?${ITEM})+|^(?:, ${ITEM}){0,8},? (?:and|or) ${ITEM}|^(?:, ${ITEM}){1,8}`, 'iu')
const BEFORE = new RegExp(`(?<![\\d.,€$£\\p{L}])(?:(?:${ITEM} ?\\/ ?)+|(?:${ITEM},? ){1,8}(?:and |or )?)$`, 'iu')

/** What the items of one list have in common, or have all but once ("21, 45 and 90 days"). */
const KIND = /[€$£%]|\p{L}{2,}/gu
/** "Not €4, and €2 is charged": the last figure opens a sentence of its own. */
const GOES_ON = /^ (?:is|was|applies|now|today|since|from|instead|currently|at present|as of)\b/i

/** "21, 45 and 90 days" and "€18/€36/€65" are disowned as one. */
export function wholeList(text: string, { start, end }: Span): Span {
  const right = AFTER.exec(text.slice(end, end + 60))?.[0] ?? ''
  const left = BEFORE.exec(text.slice(Math.max(0, start - 60), start))?.[0] ?? ''
  const list = { start: start - left.length, end: end + right.length }
  return isList(text, list, left, right) ? list : { start, end }
}

function isList(text: string, list: Span, left: string, right: string): boolean {
  const joined = /\b(?:and|or) |\//.test(right) || /\b(?:and|or) $|\/ ?$/.test(left)
  const introduced = text.startsWith(': ', list.start - 2)
  return (joined || introduced) && !GOES_ON.test(text.slice(list.end, list.end + 20)) && isOfOneKind(text.slice(list.start, list.end))
}

function isOfOneKind(list: string): boolean {
  const kinds = Array.from(list.matchAll(KIND), ([kind]) => kind.toLowerCase()).filter((kind) => kind !== 'and' && kind !== 'or')
  return new Set(kinds).size <= 1
}
