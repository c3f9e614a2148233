import { dirname, join } from 'node:path'
import { lentBlocks, withArticleConfig } from '../config/article.ts'
import { checkConfig, type ConfigIssue } from '../config/check.ts'
import configSchema from '../config/config.schema.json' with { type: 'json' }
import type { Given } from '../config/given.ts'
import { resolveSuite } from '../config/resolve.ts'
import type { Context } from '../domain/context.ts'
import type { Suite } from '../domain/suite.ts'
import { UsageError, usage, type Problem } from '../domain/usage-error.ts'
import { exists, findFiles, inside } from '../files/disk.ts'
import { readDocument, type Located, type Path } from '../files/document.ts'
import { checkBy } from '../files/own-schema.ts'
import { isMetricName, metricNames } from '../metrics/index.ts'
import { textFlag, type Flags } from './command.ts'
import { needIssues, promptProblems, templateIssues } from './suite-target.ts'

export const configNames: readonly string[] = ['aieval.config.yaml', 'aieval.config.yml', 'aieval.config.json']
export const lentFile = 'ai_config.yaml'

/**
 * Reads, checks and resolves the suite; everything that is wrong with it is reported at once. Paths in it are relative to its folder.
 * A command that `asks` the target also wants what the target needs of this machine.
 */
export const readSuite = async (ctx: Context, flags: Flags, { asks = false }: { readonly asks?: boolean } = {}): Promise<Suite> =>
  readSuiteFile(await findConfig(ctx, textFlag(flags, 'config')), { missingFiles: true, ...(asks ? { needs: ctx.env } : {}) })

type Refuse = {
  /** What the suite names has to be there. */
  readonly missingFiles: boolean
  /** What the target needs of this environment has to be there. */
  readonly needs?: Context['env']
}

export const readSuiteFile = async (file: string, refuse: Refuse): Promise<Suite> => {
  const { value, issues, place } = await withLent(await readDocument(file))
  const schemaIssues = checkBy(configSchema)(value)
  const broken = brokenBlocks(value, schemaIssues)
  const ruleIssues = isBlocks(value) ? checkConfig(value as Given, { metric: isMetricName, metricNames }, broken) : []
  const missing = refuse.missingFiles ? await missingFiles(value, dirname(file), broken) : []
  const target = isBlocks(value) && !broken.has('target') ? (value as Given).target : undefined
  const needs =
    target === undefined || refuse.needs === undefined ? [] : await needIssues(target, { folder: dirname(file), env: refuse.needs })
  const filled = target === undefined || !refuse.missingFiles ? [] : templateIssues(target)
  const prompt = target === undefined || !refuse.missingFiles ? [] : await promptProblems(target, dirname(file))
  const found: readonly ConfigIssue[] = [...issues, ...schemaIssues, ...ruleIssues, ...missing, ...filled, ...needs]
  if (found.length + prompt.length > 0)
    throw new UsageError([...found.map((issue) => ({ ...problemOf(issue), at: place(issue.path) })), ...prompt])
  return resolveSuite(value as Given, { file, folder: dirname(file), path: (relative) => inside(dirname(file), relative) })
}

/** The blocks that no further rule can be asked of: not of their shape, or absent though required. */
const brokenBlocks = (value: unknown, issues: readonly ConfigIssue[]): ReadonlySet<string> =>
  new Set([
    ...issues.map(({ path }) => String(path[0] ?? '')),
    ...configSchema.required.filter((block) => !isBlocks(value) || value[block] === undefined),
  ])

export const findConfig = async (ctx: Context, given: string | undefined): Promise<string> => {
  if (given !== undefined) return inside(ctx.cwd, given)
  const found = []
  for (const name of configNames) if (await exists(join(ctx.cwd, name))) found.push(name)
  const [first, second] = found
  if (first === undefined) throw usage(`no ${configNames[0]} in ${ctx.cwd}`, 'go to the folder that has one, or name it with --config')
  if (second !== undefined) throw usage(`both ${first} and ${second} are here`, 'keep one of them, or name it with --config')
  return join(ctx.cwd, first)
}

type Merged = { readonly value: unknown; readonly issues: readonly ConfigIssue[]; readonly place: Located['place'] }

/** The suite with the models and the deployment that an ai_config.yaml beside it lends; each block is placed in the file that set it. */
const withLent = async (own: Located): Promise<Merged> => {
  const { value } = own
  const beside = join(dirname(own.file), lentFile)
  if (!isBlocks(value) || !(await exists(beside))) return { value, issues: [], place: own.place }
  const lent = await readDocument(beside)
  if (!isBlocks(lent.value)) return { value, issues: [], place: own.place }
  const isLent = ([block]: Path): boolean => lentBlocks.some((each) => each === block && value[each] === undefined)
  return { ...withArticleConfig(value, lent.value), place: (path) => (isLent(path) ? lent : own).place(path) }
}

const isBlocks = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const single: readonly Path[] = [
  ['retrieval', 'vectors'],
  ['generation', 'prompt'],
  ['format', 'schema'],
  ['target', 'module'],
  ['target', 'prompt'],
  ['target', 'schema'],
]
const globs: readonly Path[] = [['test_set_path'], ['dev_set_path'], ['target', 'corpus'], ['target', 'outputs'], ['target', 'watch']]

const missingFiles = async (value: unknown, folder: string, broken: ReadonlySet<string>): Promise<readonly ConfigIssue[]> => {
  const issues: ConfigIssue[] = []
  const given = (paths: readonly Path[]) =>
    paths.filter(([block]) => !broken.has(String(block))).flatMap((path) => namesAt(value, path).map((names) => ({ path, names })))
  for (const { path, names } of given(single))
    if (!(await exists(inside(folder, names.join())))) issues.push({ path, message: `no such file: ${names.join()}` })
  for (const { path, names } of given(globs))
    if ((await findFiles(folder, names)).length === 0) issues.push({ path, message: `no file matches ${names.join(', ')}` })
  return issues
}

/** The file names that stand at a path; nothing where the config does not set it. */
const namesAt = (value: unknown, path: Path): readonly (readonly string[])[] => {
  const found = path.reduce<unknown>((inner, key) => (isBlocks(inner) ? inner[key] : undefined), value)
  return found === undefined ? [] : [[found].flat().map(String)]
}

const problemOf = ({ path, message, hint }: ConfigIssue): Problem => {
  const last = path.at(-1)
  const isNamed = last === undefined || (typeof last === 'string' && message.includes(last))
  const named = isNamed ? message : `${path.join('.')}: ${message}`
  return hint === undefined ? { message: named } : { message: named, hint }
}
