import { dirname, resolve } from 'node:path'
import { entryMaker } from '../dataset/entries.ts'
import { sampleParser, type Row } from '../dataset/parse.ts'
import { patternsOf } from '../dataset/patterns.ts'
import { requireTags } from '../dataset/select.ts'
import sampleSchema from '../dataset/sample.schema.json' with { type: 'json' }
import type { Entry, LinePlace, Place, Placed } from '../domain/sample.ts'
import type { SchemaCheck } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { findFiles, readText } from '../files/disk.ts'
import { spareHeap } from '../files/heap.ts'
import { historyFile } from '../files/history.ts'
import { readLines } from '../files/lines.ts'
import { regexFault } from '../files/regex.ts'
import { openSpans, type Span } from '../files/spans.ts'
import replySchema from '../rag/reply.schema.json' with { type: 'json' }
import { builtInReply } from './reply-schema.ts'
import { issueLines, type Check } from '../files/issues.ts'
import { checkBy } from '../files/own-schema.ts'

export type DataSet = {
  readonly samples: readonly Entry[]
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
  await spareHeap(files)
  const reading = { check: checkBy(sampleSchema), parse: sampleParser(), schemas: schemaReader(suite) }
  const read: Read[] = []
  for (const file of files) read.push(await readFile(file, reading))
  const schemas = await reading.schemas.read()
  return {
    samples: read.flatMap(({ samples }) => samples),
    schemas: schemas.byName,
    problems: [...read.flatMap(({ problems }) => problems), ...schemas.problems],
  }
}

type Reading = { readonly check: Check; readonly parse: ReturnType<typeof sampleParser>; readonly schemas: SchemaReader }
type Read = { readonly samples: readonly Entry[]; readonly problems: readonly Problem[] }

const readFile = async (file: string, { check, parse, schemas }: Reading): Promise<Read> => {
  const entryOf = entryMaker(openSpans(file).text)
  const samples: Entry[] = []
  const problems: Problem[] = []
  for await (const row of readRows(file, check)) {
    const parsed = parse(row)
    problems.push(...parsed.problems)
    if (parsed.sample === undefined) continue
    const wrong = patternProblems(parsed.sample)
    problems.push(...wrong)
    schemas.saw(parsed.sample)
    if (wrong.length === 0) samples.push(entryOf(parsed.sample, row.at))
  }
  return { samples, problems }
}

export type PlacedRow = Row & { readonly at: LinePlace }

/** The lines of a JSONL file, each with what its schema has to say of it. */
export async function* readRows(file: string, check: Check): AsyncGenerator<PlacedRow> {
  for await (const line of readLines(file)) {
    if ('problem' in line) yield { at: { file, line: 1, ...line.problem.at, ...nowhere }, value: undefined, issues: [line.problem] }
    else {
      const at = { file, line: line.line, ...line.span }
      yield { at, value: line.value, issues: check(line.value).map((issue) => toProblem(placeOf(at), issue)) }
    }
  }
}

const nowhere: Span = { offset: 0, length: 0 }

const placeOf = ({ file, line }: LinePlace): Place => ({ file, line })

const toProblem = (at: Place, issue: ReturnType<Check>[number]): Problem => {
  const message = issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
  return issue.hint === undefined ? { at, message } : { at, message, hint: issue.hint }
}

/** A pattern that cannot be compiled would leave its sample unscored after it was paid for. */
const patternProblems = ({ sample, at }: Placed): readonly Problem[] =>
  patternsOf(sample).flatMap(({ path, pattern }) => {
    const fault = regexFault(pattern)
    return fault === undefined ? [] : [{ at, message: `${path}: ${fault}`, hint: 'RE2 has no lookaround and no backreferences' }]
  })

const builtInSchema = (): NamedSchema => {
  const check = checkBy(replySchema)
  return { file: builtInReply, text: JSON.stringify(replySchema), check: (value) => issueLines(check(value)) }
}

type Wanted = { readonly name: string; readonly file: string; readonly at: Place }

type Schemas = { readonly byName: ReadonlyMap<string, NamedSchema>; readonly problems: readonly Problem[] }
type SchemaReader = { readonly saw: (placed: Placed) => void; readonly read: () => Promise<Schemas> }

/** Gathers the schemas that the suite and its samples name, each once, and reads them. */
const schemaReader = (suite: Suite): SchemaReader => {
  const wanted = new Map<string, Wanted>()
  const want = (each: Wanted): void => void (wanted.has(keyOf(each)) || wanted.set(keyOf(each), each))
  const { schema } = suite.format
  if (schema !== undefined) want({ name: schema, file: schema, at: { file: suite.file, line: 1 } })
  return {
    saw({ sample, at }) {
      const name = sample.expected?.format?.schema_ref
      if (name !== undefined) want({ name, file: resolve(dirname(at.file), name), at })
    },
    read: () => readSchemas([...wanted.values()]),
  }
}

const keyOf = ({ name, file }: Wanted): string => `${name}\n${file}`

const readSchemas = async (wanted: readonly Wanted[]): Promise<Schemas> => {
  const byName = new Map<string, NamedSchema>([[builtInReply, builtInSchema()]])
  const problems: Problem[] = []
  for (const { name, file, at } of wanted) {
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

const readSchema = async (file: string, at: Place): Promise<NamedSchema | { readonly problem: Problem }> => {
  try {
    const text = await readText(file)
    const { compileSchema } = await import('../files/validate.ts')
    const check = compileSchema(JSON.parse(text) as object)
    return { file, text, check: (value) => issueLines(check(value)) }
  } catch (error) {
    if (error instanceof UsageError) return { problem: { at, message: error.message } }
    if (error instanceof TypeError || error instanceof SyntaxError)
      return { problem: { at, message: `the schema ${file} is refused: ${error.message}` } }
    throw error
  }
}
