import type { Baseline, BaselineSample } from '../domain/run.ts'
import { UsageError } from '../domain/usage-error.ts'
import { readText, writeAtomically } from './disk.ts'
import { parseStrictJson } from './strict-json.ts'

const format = 1

/** Reads a baseline; a merge conflict, a damaged file and a newer format are refused before anything is parsed out of them. */
export const readBaseline = async (file: string): Promise<Baseline> => {
  const text = await readText(file)
  const conflict = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})( |$)/.test(line))
  if (conflict !== -1)
    throw refusal(file, conflict + 1, 'a merge conflict', `take one side whole: git checkout --theirs ${file}, then aieval baseline`)
  const parsed = parseStrictJson(text)
  if ('fault' in parsed)
    throw refusal(file, text.slice(0, parsed.fault.column - 1).split('\n').length, parsed.fault.message, 'restore it from git')
  const baseline = parsed.value as Partial<Baseline> & { readonly format?: unknown }
  if (typeof baseline.format === 'number' && baseline.format > format)
    throw refusal(file, 1, `a baseline of format ${baseline.format}, this aieval reads ${format}`, 'upgrade aieval')
  if (
    baseline.format !== format ||
    !Array.isArray(baseline.samples) ||
    baseline.accepted === undefined ||
    baseline.fingerprint === undefined
  )
    throw refusal(file, 1, 'not a baseline of aieval', 'restore it from git')
  refuseDamagedSamples(file, text, baseline.samples)
  return baseline as Baseline
}

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

const isSample = (value: unknown): value is BaselineSample =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'hash' in value &&
  typeof value.hash === 'string' &&
  'trials' in value &&
  Array.isArray(value.trials) &&
  value.trials.every((trial: unknown) => typeof trial === 'object' && trial !== null && 'scores' in trial && 'status' in trial)

const lastLineWith = (text: string, id: string): number =>
  text.split('\n').findLastIndex((line) => line.includes(`"id":${JSON.stringify(id)}`)) + 1

/** Byte-stable: fixed key order, one sample a line, so that a change can be reviewed as a diff. */
export const baselineText = ({ samples, ...head }: Baseline): string => {
  const lines = samples.map((sample) => `    ${JSON.stringify(sample, readable)}`)
  const opening = JSON.stringify(head, readable, 2).slice(0, -2)
  return `${opening},\n  "samples": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** A model may answer with NUL or half a character, which the reader refuses. */
const readable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value

export const writeBaseline = (file: string, baseline: Baseline): Promise<void> => writeAtomically(file, baselineText(baseline))

const refusal = (file: string, line: number, message: string, hint: string): UsageError =>
  new UsageError([{ at: { file, line }, message, hint }])
