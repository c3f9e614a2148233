import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Base } from '../domain/gate.ts'
import type { Suite } from '../domain/suite.ts'
import { UsageError, usage } from '../domain/usage-error.ts'
import { exists, findFiles } from '../files/disk.ts'
import { withCommitTree, type CommitTree } from '../files/git-tree.ts'
import { readLines } from '../files/lines.ts'
import { homeOf } from './evaluate.ts'
import type { GateSet } from './gate-set.ts'
import { readBaselineOf } from './judge.ts'
import { readSamples, type DataSet } from './samples.ts'
import { configNames, lentFile, readSuiteFile } from './suite.ts'

/** The gate inputs as a commit has them; undefined where it has no suite yet. Nothing of it comes from the working tree. */
export const readBaseSet = async (suite: Suite, base: Base): Promise<GateSet | undefined> => {
  const scratch = join(homeOf(suite), `base-${crypto.randomUUID()}`)
  const inBase = (text: string): string => text.replaceAll(`${scratch}/`, `${base.ref}:`).replaceAll(scratch, base.ref)
  try {
    return await withCommitTree({ folder: suite.folder, commit: base.commit, scratch }, async (tree) => {
      const file = await configIn(tree, suite)
      if (file === undefined) return undefined
      await tree.take([file, join(dirname(file), lentFile)])
      const own = await readSuiteFile(file, { missingFiles: false })
      const data = await readData(tree, own)
      await tree.take([own.baseline.file])
      return { suite: own, data: placedIn(data, inBase), baseline: await readBaselineOf(own) }
    })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(
      error.problems.map(({ at, message, ...rest }) => ({
        ...rest,
        message: inBase(message),
        ...(at === undefined ? {} : { at: { ...at, file: inBase(at.file) } }),
      })),
    )
  }
}

/** The suite by its own name, by another one that would be found in its place, or one that this change took away: a suite that moves is no first one. */
const configIn = async (tree: CommitTree, suite: Suite): Promise<string | undefined> => {
  const inPlace = [basename(suite.file), ...configNames].map((name) => join(tree.folder, name))
  const found = inPlace.find((file) => tree.files.includes(file))
  if (found !== undefined) return found
  for (const file of tree.files) if (configNames.includes(basename(file)) && !(await exists(tree.inWorkTree(file)))) return file
  return undefined
}

const readData = async (tree: CommitTree, suite: Suite): Promise<DataSet> => {
  await tree.take(tree.files.filter((file) => suite.testSet.some((glob) => mayMatch(suite.folder, glob, file))))
  const files = await findFiles(suite.folder, suite.testSet)
  if (files.length === 0)
    throw usage(
      `no committed file matches test_set_path (${suite.testSet.join(', ')}) in ${relative(suite.folder, suite.file)} of ${tree.root}`,
      'gate inputs have to be in git: commit the test set',
    )
  const named = await Promise.all(files.map(schemasNamedIn))
  await tree.take([...named.flat(), ...(suite.format.schema === undefined ? [] : [suite.format.schema])])
  return readSamples(suite)
}

/** Whether a file could be one of a glob's, by what stands before and behind its first and last wildcard; the glob itself is asked afterwards. */
const mayMatch = (folder: string, glob: string, file: string): boolean => {
  if (glob.startsWith('!')) return false
  const [literal = ''] = glob.split(/[*?[\]{}()!+@\\|]/)
  const start = resolve(folder, literal === glob ? literal : dirname(`${literal}x`))
  const end = /[^*?[\]{}()!+@\\|/]*$/.exec(glob)?.[0] ?? ''
  const isPlain = !/[?[\]{}()!+@\\|]/.test(glob)
  return file.startsWith(start) && (!isPlain || file.endsWith(end))
}

const schemasNamedIn = async (file: string): Promise<readonly string[]> => {
  const names = new Set<string>()
  for await (const line of readLines(file)) {
    const name = 'value' in line ? (line.value as Labelled)?.expected?.format?.schema_ref : undefined
    if (typeof name === 'string') names.add(resolve(dirname(file), name))
  }
  return [...names]
}

type Labelled = { readonly expected?: { readonly format?: { readonly schema_ref?: unknown } | null } | null } | null

const placedIn = (data: DataSet, inBase: (text: string) => string): DataSet => ({
  ...data,
  samples: data.samples.map((entry) => ({ ...entry, at: { ...entry.at, file: inBase(entry.at.file) } })),
})
