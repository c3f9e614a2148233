/** A reply read as JSON, strictly: no fence is stripped and no text around it forgiven. */
export type Parsed = { readonly json: unknown } | { readonly why: string }

export function parseReply(raw: string): Parsed {
  try {
    return { json: JSON.parse(raw) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { why: explain(raw.trim()) }
  }
}

/** The answer inside a JSON reply, else the reply itself. */
export function answerText(raw: string): string {
  const parsed = parseReply(raw)
  if (!('json' in parsed) || typeof parsed.json !== 'object' || parsed.json === null) return raw
  const answer: unknown = Object.getOwnPropertyDescriptor(parsed.json, 'answer')?.value
  return typeof answer === 'string' ? answer : raw
}

function explain(raw: string): string {
  if (raw === '') return 'the reply is empty'
  if (raw.startsWith('```')) return 'not JSON: the reply stands in a code fence'
  if (raw.startsWith('\ufeff')) return 'not JSON: the reply opens with a byte order mark'
  if (/^[[{]/.test(raw)) return /[\]}]$/.test(raw) ? 'not JSON: a syntax error inside' : 'not JSON: cut off, or text after it'
  return raw.includes('{') ? 'not JSON: text before it' : 'not JSON: plain text'
}
