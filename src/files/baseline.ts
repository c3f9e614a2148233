import type { Baseline } from '../domain/run.ts'
import { UsageError } from '../domain/usage-error.ts'
import { readText, writeAtomically } from './disk.ts'
import { parseStrictJson } from './strict-json.ts'

const format = 1

/** Reads a baseline; a merge conflict, a damaged file and a newer format are refused before anything is parsed out of them. */
export const readBaseline = async (file: string): Promise<Baseline> => {
  const text = await readText(file)
  const conflict = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})( |$)/.test(line))
  if (conflict !== -1)
    throw refusal(file, conflict + 1, 'a merge conflict', 'take one side whole: git checkout --theirs FILE, then aieval baseline')
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
  return baseline as Baseline
}

/** Byte-stable: fixed key order, one sample a line, so that a change can be reviewed as a diff. */
export const baselineText = ({ samples, ...head }: Baseline): string => {
  const lines = samples.map((sample) => `    ${JSON.stringify(sample)}`)
  const opening = JSON.stringify(head, null, 2).slice(0, -2)
  return `${opening},\n  "samples": [\n${lines.join(',\n')}\n  ]\n}\n`
}

export const writeBaseline = (file: string, baseline: Baseline): Promise<void> => writeAtomically(file, baselineText(baseline))

const refusal = (file: string, line: number, message: string, hint: string): UsageError =>
  new UsageError([{ at: { file, line }, message, hint }])
