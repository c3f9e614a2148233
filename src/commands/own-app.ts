import { join, relative } from 'node:path'
import type { Context } from '../domain/context.ts'
import type { Fingerprint } from '../domain/run.ts'
import { sha256 } from '../domain/hash.ts'
import type { AppSettings, HttpSettings, Suite } from '../domain/suite.ts'
import { findFiles, isFile, readBytes } from '../files/disk.ts'
import type { App } from '../targets/contract.ts'
import { redactor, type Redactor } from '../targets/redact.ts'
import type { System } from './system.ts'

/** Where the user's programs run and what of them may be written down. */
export type Surroundings = Pick<Context, 'env'> & { readonly folder: string; readonly redactor: Redactor }

export const surroundings = ({ env }: Context, suite: Suite, settings: AppSettings): Surroundings => {
  const named = [...settings.secrets, ...(settings.kind === 'http' ? headerEnvs(settings) : []), ...keyEnvs(suite)]
  const names = new Set([...named, ...Object.keys(env).filter((name) => looksSecret.test(name))])
  const secrets = Object.fromEntries([...names].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
  return { env, folder: suite.folder, redactor: redactor(secrets) }
}

/** What is a secret by its name is kept out although nobody said so. */
const looksSecret = /(?:^|_)(?:api_?key|key|token|secret|password|passwd|credentials?)$/i

const headerEnvs = ({ headers }: HttpSettings): readonly string[] =>
  Object.values(headers).flatMap((value) => (typeof value === 'string' ? [] : [value.env]))

const keyEnvs = ({ models: { primary, embedding } }: Suite): readonly string[] =>
  [primary, embedding].flatMap((model) => model?.apiKeyEnv ?? [])

/** What the contract needs beside the way to ask. */
export const contractFor = (ctx: Context, name: string, { redactor: { redact } }: Surroundings): Omit<App, 'ask'> => ({
  name,
  clock: ctx.clock,
  random: ctx.random,
  redact,
})

/** An app's parts are its own affair: it is known by its name and by the files that the suite says it is made of. */
export const partsOf = async (
  suite: Suite,
  settings: AppSettings,
  { target, files = [] }: { readonly target: string; readonly files?: readonly string[] },
): Promise<System['parts']> => {
  const app = await hashOfApp(suite.folder, [...files, ...(await findFiles(suite.folder, settings.watch))])
  return { target, prompt: 'none', corpus: 'none', retriever: 'none', routing: 'none', ...app, models: {} }
}

const hashOfApp = async (folder: string, files: readonly string[]): Promise<Pick<Fingerprint, 'app'>> => {
  if (files.length === 0) return {}
  const names = [...new Set(files)].toSorted()
  const hashes = await Promise.all(names.map(async (file) => `${relative(folder, file)} ${sha256(await readBytes(file))}`))
  return { app: sha256(hashes.join('\n')).slice(0, 16) }
}

/** The words of a command that are files: the program where it is the user's own, and its scripts. */
export const filesAmong = async (folder: string, words: readonly string[]): Promise<readonly string[]> => {
  const files: string[] = []
  for (const word of words) {
    const file = join(folder, word)
    if (!word.startsWith('-') && !word.startsWith('/') && (await isFile(file))) files.push(file)
  }
  return files
}
