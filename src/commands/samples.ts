import { dirname, resolve } from 'node:path'
import { parseSamples, type Row } from '../dataset/parse.ts'
import { patternsOf } from '../dataset/patterns.ts'
import { requireTags } from '../dataset/select.ts'
import sampleSchema from '../dataset/sample.schema.json' with { type: 'json' }
import type { Place, Placed } from '../domain/sample.ts'
import type { SchemaCheck } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { findFiles, readText } from '../files/disk.ts'
import { historyFile } from '../files/history.ts'
import { readLines } from '../files/lines.ts'
import { compileRegex } from '../files/regex.ts'
import replySchema from '../rag/reply.schema.json' with { type: 'json' }
import { builtInReply } from './reply-schema.ts'
import { compileSchema, issueLines, type Check } from '../files/validate.ts'

export type DataSet = {
  readonly samples: readonly Placed[]
  /** Checks of the schemas that the suite and its samples name, by the name they use. */
  readonly schemas: ReadonlyMap<string, NamedSchema>
}
export type NamedSchema = { readonly file: string; readonly text: string; readonly check: SchemaCheck }

/** Reads every sample of the suite with the schemas it needs; all problems of all files are reported at once. */
export const readSamples = async (suite: Suite): Promise<DataSet> => {
  const { problems, ...data } = await readUsable(suite)
  if (problems.length > 0) throw new UsageError(problems)
  requireTags(data.samples, suite.slices.tags)
  return data
}

/** The samples that can be used, and what is wrong with the others. */
export const readUsable = async (suite: Suite): Promise<DataSet & { readonly problems: readonly Problem[] }> => {
  // A glob may cover the folder that the history is kept in.
  const files = (await findFiles(suite.folder, suite.testSet)).filter((file) => file !== historyFile(suite.baseline.file))
  const check = compileSchema(sampleSchema)
  const rows = (await Promise.all(files.map((file) => readRows(file, check)))).flat()
  const { samples, problems } = parseSamples(rows)
  const schemas = await readSchemas(suite, samples)
  return {
    samples: samples.filter((placed) => patternProblems(placed).length === 0),
    schemas: schemas.byName,
    problems: [...problems, ...samples.flatMap(patternProblems), ...schemas.problems],
  }
}

/** The lines of a JSONL file, each with what its schema has to say of it. */
export const readRows = async (file: string, check: Check): Promise<readonly Row[]> =>
  (await readLines(file)).map((line) => {
    if ('problem' in line) return { at: line.problem.at ?? { file, line: 1 }, value: undefined, issues: [line.problem] }
    const at = { file, line: line.line }
    return { at, value: line.value, issues: check(line.value).map((issue) => toProblem(at, issue)) }
  })

const toProblem = (at: Place, issue: ReturnType<Check>[number]): Problem => {
  const message = issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
  return issue.hint === undefined ? { at, message } : { at, message, hint: issue.hint }
}

/** A pattern that cannot be compiled would leave its sample unscored after it was paid for. */
const patternProblems = ({ sample, at }: Placed): readonly Problem[] =>
  patternsOf(sample).flatMap(({ path, pattern }) => {
    try {
      compileRegex(pattern)
      return []
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return [{ at, message: `${path}: ${error.message}`, hint: 'RE2 has no lookaround and no backreferences' }]
    }
  })

const builtInSchema = (): NamedSchema => {
  const check = compileSchema(replySchema)
  return { file: builtInReply, text: JSON.stringify(replySchema), check: (value) => issueLines(check(value)) }
}

type Wanted = { readonly name: string; readonly file: string; readonly at: Place }

const readSchemas = async (
  suite: Suite,
  samples: readonly Placed[],
): Promise<{ readonly byName: ReadonlyMap<string, NamedSchema>; readonly problems: readonly Problem[] }> => {
  const byName = new Map<string, NamedSchema>([[builtInReply, builtInSchema()]])
  const problems: Problem[] = []
  for (const { name, file, at } of wantedSchemas(suite, samples)) {
    const known = byName.get(name)
    if (known !== undefined && known.file !== file)
      problems.push({
        at,
        message: `${name} means ${known.file} in one data file and ${file} in another`,
        hint: 'give the two schemas different names',
      })
    if (known !== undefined) continue
    const read = await readSchema(file, at)
    if ('problem' in read) problems.push(read.problem)
    else byName.set(name, read)
  }
  return { byName, problems }
}

const wantedSchemas = (suite: Suite, samples: readonly Placed[]): readonly Wanted[] => [
  ...(suite.format.schema === undefined
    ? []
    : [{ name: suite.format.schema, file: suite.format.schema, at: { file: suite.file, line: 1 } }]),
  ...samples.flatMap(({ sample, at }) => {
    const name = sample.expected?.format?.schema_ref
    return name === undefined ? [] : [{ name, file: resolve(dirname(at.file), name), at }]
  }),
]

const readSchema = async (file: string, at: Place): Promise<NamedSchema | { readonly problem: Problem }> => {
  try {
    const text = await readText(file)
    const check = compileSchema(JSON.parse(text) as object)
    return { file, text, check: (value) => issueLines(check(value)) }
  } catch (error) {
    if (error instanceof UsageError) return { problem: { at, message: error.message } }
    if (error instanceof TypeError || error instanceof SyntaxError)
      return { problem: { at, message: `the schema ${file} is refused: ${error.message}` } }
    throw error
  }
}
