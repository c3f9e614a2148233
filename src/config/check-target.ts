import type { ConfigIssue } from './check.ts'
import { listOf, wordsOf, type Given, type GivenTarget } from './given.ts'

type Key = Exclude<keyof GivenTarget, 'kind' | 'deterministic'>
type Kind = { readonly keys: readonly Key[]; readonly needs?: { readonly key: Key; readonly hint: string } }

const own: readonly Key[] = ['timeout', 'response', 'start_timeout', 'watch', 'secrets']

/** What each kind of target understands, and what it cannot be without. */
const kinds: Readonly<Record<GivenTarget['kind'], Kind>> = {
  rag: { keys: ['corpus', 'timeout', 'messages'], needs: { key: 'corpus', hint: 'corpus: "docs/**/*.md"' } },
  recorded: { keys: ['outputs'], needs: { key: 'outputs', hint: 'outputs: path/to/outputs.jsonl' } },
  chat: { keys: ['prompt', 'schema', 'timeout', 'response'], needs: { key: 'prompt', hint: 'prompt: prompt.md' } },
  http: {
    keys: [...own, 'url', 'method', 'headers', 'body', 'start'],
    needs: { key: 'url', hint: 'url: http://127.0.0.1:3000/ask' },
  },
  module: { keys: [...own, 'module', 'export', 'processes'], needs: { key: 'module', hint: 'module: src/answer.ts' } },
  command: {
    keys: [...own, 'command', 'mode', 'processes'],
    needs: { key: 'command', hint: 'command: [python3, app.py]' },
  },
}

export const targetIssues = (given: Given): readonly ConfigIssue[] => {
  const { target } = given
  const { keys, needs } = kinds[target.kind]
  const foreign = Object.keys(target).filter((key) => !['kind', 'deterministic', ...keys].includes(key))
  return [
    ...(needs !== undefined && isEmpty(target[needs.key])
      ? [{ path: ['target'], message: `target.${needs.key} is missing`, hint: needs.hint }]
      : []),
    ...foreign.map((key) => ({ path: ['target', key], message: `target.${key} has no meaning for kind ${target.kind}` })),
    ...pointerIssues(target),
    ...(target.kind === 'http' ? httpIssues(target) : []),
    ...(target.kind === 'command' ? commandIssues(target) : []),
  ]
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0)

const pointerIssues = ({ response = {} }: GivenTarget): readonly ConfigIssue[] =>
  pointersOf(response, ['target', 'response'])
    .filter(({ pointer }) => !/^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer))
    .map(({ path, pointer }) => ({
      path,
      message: `${pointer} is no JSON pointer`,
      hint: pointer.startsWith('/')
        ? 'a ~ in a name is written ~0, a / in it ~1'
        : `write /${pointer.replaceAll('.', '/').replaceAll(/~(?![01])/g, '~0')}`,
    }))

type Placed = { readonly path: readonly string[]; readonly pointer: string }

const pointersOf = (value: object, path: readonly string[]): readonly Placed[] =>
  Object.entries(value).flatMap(([key, each]: readonly [string, unknown]) => {
    if (typeof each === 'string') return [{ path: [...path, key], pointer: each }]
    return typeof each === 'object' && each !== null ? pointersOf(each, [...path, key]) : []
  })

const httpIssues = ({ url = '', method, headers = {}, body, start }: GivenTarget): readonly ConfigIssue[] => [
  ...urlIssues(url, start !== undefined),
  ...(start === undefined ? [] : readyIssues(url, start.ready)),
  ...Object.entries(headers).flatMap(([name, value]) => headerIssues(name, value)),
  ...(method === 'GET' && body !== undefined ? [{ path: ['target', 'body'], message: 'a GET request has no body' }] : []),
  ...(url !== '' && !`${url}${method === 'GET' ? '' : JSON.stringify(body ?? '{{input}}')}`.includes('{{input}}')
    ? [{ path: ['target'], message: 'the request does not carry the question', hint: 'write {{input}} in target.url or target.body' }]
    : []),
]

const urlIssues = (url: string, starts: boolean): readonly ConfigIssue[] => {
  if (url === '') return []
  const path = ['target', 'url']
  const parsed = parseUrl(url)
  if (parsed === undefined) return [{ path, message: `${url} is no http URL`, hint: 'http://127.0.0.1:3000/ask' }]
  const authorization = 'headers: { authorization: { env: NAME, prefix: "Basic " } }'
  return [
    ...(parsed.username === '' && parsed.password === ''
      ? []
      : [{ path, message: 'a password in the URL would be written down', hint: authorization }]),
    ...(url.includes('{{port}}') && !starts
      ? [{ path, message: '{{port}} is known where aieval starts the server', hint: 'add target.start, or write the port' }]
      : []),
  ]
}

const readyIssues = (url: string, ready: string): readonly ConfigIssue[] => {
  const path = ['target', 'start', 'ready']
  if (ready.startsWith('/') || parseUrl(ready) !== undefined) return []
  return [{ path, message: `${ready} is neither a path nor an http URL`, hint: url === '' ? '/health' : `/health, a path of ${url}` }]
}

/** Places for variables are no part of a URL, but what they stand for may be. */
const parseUrl = (text: string): URL | undefined => {
  const filled = text.replaceAll('{{port}}', '1')
  if (!URL.canParse(filled)) return undefined
  const url = new URL(filled)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
}

const secretHeader = /^(?:proxy-)?authorization$|^cookie$|api-?key|token|secret|password/i

const headerIssues = (name: string, value: NonNullable<GivenTarget['headers']>[string]): readonly ConfigIssue[] => {
  const path = ['target', 'headers', name]
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return [{ path, message: `${name} is no name of a header` }]
  if (typeof value === 'string' && secretHeader.test(name))
    return [{ path, message: `${name} is a secret, and a config is no place for one`, hint: `${name}: { env: NAME_OF_A_VARIABLE }` }]
  return typeof value === 'string' && /[\r\n\0]/.test(value) ? [{ path, message: `${name} is more than one line` }] : []
}

const commandIssues = ({ command = [], mode, processes, start_timeout }: GivenTarget): readonly ConfigIssue[] => [
  ...(listOf(command).length > 0 && wordsOf(command).length === 0
    ? [{ path: ['target', 'command'], message: 'target.command names no program' }]
    : []),
  ...(mode === 'persistent'
    ? []
    : (['processes', 'start_timeout'] as const)
        .filter((key) => ({ processes, start_timeout })[key] !== undefined)
        .map((key) => ({
          path: ['target', key],
          message: `target.${key} has no meaning where each question has a process of its own`,
          hint: key === 'processes' ? 'concurrency says how many there are at once' : 'timeout covers all of it',
        }))),
]
