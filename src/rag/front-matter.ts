import type { Problem } from '../domain/usage-error.ts'

/** A document's flat `key: value` header and the text below it, or what is wrong with the header. */
export type FrontMatter = { readonly meta: ReadonlyMap<string, string>; readonly body: string; readonly problems: readonly Problem[] }

const fence = '---'

export const readFrontMatter = (file: string, text: string): FrontMatter => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines[0] !== fence)
    return broken({
      at: { file, line: 1 },
      message: 'the document does not start with front matter',
      hint: 'begin the file with a line ---, then id: and title:, then ---',
    })
  const end = lines.indexOf(fence, 1)
  if (end === -1) return broken({ at: { file, line: 1 }, message: 'the front matter is not closed', hint: 'end it with a line ---' })
  return { ...readPairs(file, lines.slice(1, end)), body: lines.slice(end + 1).join('\n') }
}

const broken = (problem: Problem): FrontMatter => ({ meta: new Map(), body: '', problems: [problem] })

const readPairs = (file: string, lines: readonly string[]): Pick<FrontMatter, 'meta' | 'problems'> => {
  const meta = new Map<string, string>()
  const problems: Problem[] = []
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:#.*)?$/.test(line)) continue
    const pair = /^([A-Za-z][\w-]*):(?:\s+(.*))?$/.exec(line)
    const at = { file, line: index + 2 }
    if (pair?.[1] === undefined)
      problems.push({ at, message: `not a "key: value" line: ${line}`, hint: 'front matter here is flat: one key and one value a line' })
    else if (meta.has(pair[1])) problems.push({ at, message: `the key ${pair[1]} stands twice in the front matter` })
    else meta.set(pair[1], unquoted(pair[2] ?? ''))
  }
  return { meta, problems }
}

/** A quoted value is taken as it stands between the quotes; of a bare one, a ` # comment` is dropped. */
const unquoted = (value: string): string => {
  const quoted = /^(["'])(.*)\1\s*(?:\s#.*)?$/.exec(value)
  return quoted?.[2] === undefined ? value.replace(/\s+#.*$/, '').trim() : quoted[2]
}
