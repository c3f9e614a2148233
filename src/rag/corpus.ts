import { UsageError } from '../domain/usage-error.ts'
import type { Problem } from '../domain/usage-error.ts'
import { readFrontMatter } from './front-matter.ts'

export type CorpusFile = { readonly file: string; readonly text: string }

/** One Markdown document as a reader sees it: comments and hidden elements, which no browser shows, are gone. */
export type Document = {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly meta: ReadonlyMap<string, string>
}

/** Parses the files into documents sorted by id; throws one UsageError with every problem of every file. */
export const parseCorpus = (files: readonly CorpusFile[]): readonly Document[] => {
  const problems: Problem[] = []
  const placed = new Map<string, string>()
  const documents = files.map(({ file, text }): Document => {
    const { meta, body, problems: found } = readFrontMatter(file, text)
    problems.push(...found, ...(found.length > 0 ? [] : checkIdentity(file, meta, placed)))
    const id = meta.get('id') ?? ''
    if (!placed.has(id)) placed.set(id, file)
    return { id, title: meta.get('title') ?? '', text: withoutTitle(visible(body), meta.get('title') ?? ''), meta }
  })
  if (problems.length > 0) throw new UsageError(problems)
  return documents.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

const checkIdentity = (file: string, meta: ReadonlyMap<string, string>, placed: ReadonlyMap<string, string>): readonly Problem[] => {
  const at = { file, line: 1 }
  const missing = ['id', 'title'].filter((key) => (meta.get(key) ?? '') === '')
  const first = placed.get(meta.get('id') ?? '')
  return [
    ...missing.map((key): Problem => ({ at, message: `the front matter has no ${key}`, hint: `add a line ${key}: …` })),
    ...(first === undefined
      ? []
      : [{ at, message: `the id ${meta.get('id')} is already taken by ${first}`, hint: 'give every document an id of its own' }]),
  ]
}

const visible = (body: string): string =>
  body
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(/<([a-z]+)\b[^<>]*(?:\shidden\b|display:\s*none|visibility:\s*hidden)[^<>]*>[\s\S]*?<\/\1>/gi, '')

const withoutTitle = (body: string, title: string): string => {
  const heading = /^\s*# +(.+?)\s*#*\s*(?:\n|$)/.exec(body)
  return (heading?.[1] === title ? body.slice(heading[0].length) : body).trim()
}
