import type { ConfigIssue } from '../config/check.ts'
import { wordsOf, type GivenTarget } from '../config/given.ts'
import type { Context } from '../domain/context.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { findProgram, inside, isFile, readText } from '../files/disk.ts'
import { compileTemplate } from '../rag/template.ts'
import { compilePrompt } from '../targets/chat.ts'
import { compileBody, compileUrl } from '../targets/http-request.ts'
import { variables } from '../targets/variables.ts'

type Place = readonly (string | number)[]

/** Templates in the config that name what there is not, or that make no request. */
export const templateIssues = ({ kind, url, body, headers, start }: GivenTarget): readonly ConfigIssue[] => {
  if (kind !== 'http') return []
  return [
    ...(url === undefined ? [] : issuesOf(['target', 'url'], () => compileUrl(url))),
    ...leaves(body, ['target', 'body']).flatMap(({ path, text }) => issuesOf(path, () => compileTemplate(text, variables, ''))),
    ...(start === undefined ? [] : issuesOf(['target', 'start', 'ready'], () => compileTemplate(start.ready, ['port'], ''))),
    ...brokenBody(body, headers),
  ]
}

const issuesOf = (path: Place, compile: () => unknown): readonly ConfigIssue[] => {
  try {
    compile()
    return []
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems.map(({ message, hint }) => ({ path, message, ...(hint === undefined ? {} : { hint }) }))
  }
}

type Leaf = { readonly path: Place; readonly text: string }

const leaves = (value: unknown, path: Place): readonly Leaf[] => {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((each, index) => leaves(each, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]))
}

/** A text that says it is JSON has to be JSON once its places are filled. */
const brokenBody = (body: unknown, headers: GivenTarget['headers'] = {}): readonly ConfigIssue[] => {
  if (typeof body !== 'string') return []
  const path = ['target', 'body']
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  try {
    const made = compileBody(body, typeof type === 'string' ? type : undefined)
    if (made.type.includes('json')) JSON.parse(made.make({ id: '', input: '', trial: 1 }))
    return []
  } catch (error) {
    if (error instanceof UsageError) return []
    if (!(error instanceof SyntaxError)) throw error
    return [{ path, message: `target.body is no JSON once it is filled in: ${error.message}`, hint: 'put {{input}} between quotes' }]
  }
}

/** What is wrong with a prompt file, where it stands in it. */
export const promptProblems = async ({ kind, prompt }: GivenTarget, folder: string): Promise<readonly Problem[]> => {
  if (kind !== 'chat' || prompt === undefined || !(await isFile(inside(folder, prompt)))) return []
  try {
    compilePrompt(await readText(inside(folder, prompt)), inside(folder, prompt))
    return []
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems
  }
}

type Machine = { readonly folder: string; readonly env: Context['env'] }

/** What the target needs of this machine and is not there: programs, and environment variables. */
export const needIssues = async (target: GivenTarget, machine: Machine): Promise<readonly ConfigIssue[]> => [
  ...(target.kind === 'http'
    ? Object.entries(target.headers ?? {}).flatMap(([name, value]) =>
        typeof value === 'string' ? [] : unset(['target', 'headers', name], value.env, machine),
      )
    : []),
  ...(target.secrets ?? []).flatMap((name, index) => unset(['target', 'secrets', index], name, machine)),
  ...(target.kind === 'command' ? await notFound(['target', 'command'], target.command, machine) : []),
  ...(target.kind === 'http' ? await notFound(['target', 'start', 'command'], target.start?.command, machine) : []),
]

const unset = (path: Place, name: string, { env }: Machine): readonly ConfigIssue[] =>
  (env[name] ?? '') === '' ? [{ path, message: `the environment variable ${name} is not set`, hint: `export ${name}=…` }] : []

const notFound = async (path: Place, command: GivenTarget['command'], { folder, env }: Machine): Promise<readonly ConfigIssue[]> => {
  const name = command === undefined ? undefined : wordsOf(command)[0]
  if (name === undefined || (await findProgram(name, { folder, path: env['PATH'] ?? '' })) !== undefined) return []
  const isHere = await isFile(inside(folder, name))
  const hint = isHere
    ? `chmod +x ${name}, and write ./${name.replace(/^\.\//, '')}`
    : 'install it, or write its path from the folder of the config'
  return [{ path, message: `there is no program ${name}`, hint }]
}
