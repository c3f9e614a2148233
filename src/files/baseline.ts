import type { Baseline, BaselineHead, BaselineSample, KeptBaseline } from '../domain/run.ts'
import { equalTrials } from '../domain/equal-trials.ts'
import { sha256 } from '../domain/hash.ts'
import { UsageError } from '../domain/usage-error.ts'
import { isSample, readByLines, slim } from './baseline-lines.ts'
import { readText, writeAtomically } from './disk.ts'
import { parseStrictJson } from './strict-json.ts'

const format = 1

/** Reads a baseline; a merge conflict, a damaged file and a newer format are refused before anything is parsed out of them. */
export const readBaseline = async (file: string): Promise<KeptBaseline> => {
  const read = await readByLines(file)
  if (read === undefined) return readWhole(file)
  refuseForeign(file, read.head)
  return { ...(read.head as BaselineHead), ...read.kept }
}

/** A file that something else has laid out anew, or that is damaged: one JSON text, held in memory. */
const readWhole = async (file: string): Promise<KeptBaseline> => {
  const text = await readText(file)
  const conflict = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})( |$)/.test(line))
  if (conflict !== -1)
    throw refusal(file, conflict + 1, 'a merge conflict', `take one side whole: git checkout --theirs ${file}, then aieval baseline`)
  const parsed = parseStrictJson(text)
  if ('fault' in parsed)
    throw refusal(file, text.slice(0, parsed.fault.column - 1).split('\n').length, parsed.fault.message, 'restore it from git')
  const baseline = parsed.value as Partial<Baseline>
  refuseForeign(file, baseline)
  if (!Array.isArray(baseline.samples)) throw notOurs(file)
  refuseDamagedSamples(file, text, baseline.samples)
  const samples: readonly BaselineSample[] = baseline.samples
  const once = equalTrials()
  return {
    ...(baseline as Baseline),
    samples: samples.map((sample) => slim(sample, once)),
    digest: sha256(text),
    of: (id) => samples.find((sample) => sample.id === id),
    all: () => samples,
  }
}

const refuseForeign = (file: string, head: Partial<Baseline> & { readonly format?: unknown }): void => {
  if (typeof head.format === 'number' && head.format > format)
    throw refusal(file, 1, `a baseline of format ${head.format}, this aieval reads ${format}`, 'upgrade aieval')
  if (head.format !== format || head.accepted === undefined || head.fingerprint === undefined) throw notOurs(file)
}

const notOurs = (file: string): UsageError => refusal(file, 1, 'not a baseline of aieval', 'restore it from git')

/** git merges two lists of samples without a conflict where their changes lie apart: a sample may then stand twice. */
const refuseDamagedSamples = (file: string, text: string, samples: readonly unknown[]): void => {
  const seen = new Set<string>()
  for (const sample of samples) {
    if (!isSample(sample))
      throw refusal(file, 1, `not a sample of a baseline: ${JSON.stringify(sample).slice(0, 60)}`, 'restore it from git')
    if (seen.has(sample.id))
      throw refusal(
        file,
        lastLineWith(text, sample.id),
        `the sample ${sample.id} stands twice`,
        'take the file of one side whole, then aieval baseline',
      )
    seen.add(sample.id)
  }
}

const lastLineWith = (text: string, id: string): number =>
  text.split('\n').findLastIndex((line) => line.includes(`"id":${JSON.stringify(id)}`)) + 1

/** Byte-stable: fixed key order, one sample a line, so that a change can be reviewed as a diff. */
export function* baselineParts(given: BaselineHead, samples: Iterable<BaselineSample>): Generator<string> {
  const { format, accepted, rescored, run, fingerprint, served, metrics } = given
  const head = { format, accepted, ...(rescored === undefined ? {} : { rescored }), run, fingerprint, served, metrics }
  yield `${JSON.stringify(head, readable, 2).slice(0, -2)},\n  "samples": [`
  let before = '\n'
  for (const sample of samples) {
    yield `${before}    ${JSON.stringify(sample, readable)}`
    before = ',\n'
  }
  yield '\n  ]\n}\n'
}

/** A model may answer with NUL or half a character, which the reader refuses. */
const readable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value

/** Writes the samples as they come, so that no more than one is held; they have to be sorted by id. */
export const writeBaseline = (file: string, head: BaselineHead, samples: Iterable<BaselineSample>): Promise<void> =>
  writeAtomically(file, baselineParts(head, samples))

const refusal = (file: string, line: number, message: string, hint: string): UsageError =>
  new UsageError([{ at: { file, line }, message, hint }])
