import { isAbsolute, relative } from 'node:path'
import type { GateInputs } from '../compare/gate-inputs.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { sha256 } from '../domain/hash.ts'
import type { KeptBaseline } from '../domain/run.ts'
import type { Suite } from '../domain/suite.ts'
import { formatSchemaOf } from './reply-schema.ts'
import type { DataSet } from './samples.ts'

/** One set of gate inputs as it was read. */
export type GateSet = { readonly suite: Suite; readonly data: DataSet; readonly baseline: KeptBaseline | undefined }

/** The system under test, and what does not judge it. Any other setting, one yet unknown too, is a gate input. */
const notJudging: ReadonlySet<string> = new Set<keyof Suite>([
  'file',
  'folder',
  'devSet',
  'models',
  'routing',
  'target',
  'retrieval',
  'generation',
  'trials',
  'deployment',
  'humanEvalSampleRate',
  'concurrency',
  'format',
  'baseline',
])

export const inputsOf = ({ suite, data, baseline }: GateSet): GateInputs => {
  const near = (path: string): string => (isAbsolute(path) ? relative(suite.folder, path) : path)
  const schema = formatSchemaOf(suite)
  return {
    settings: {
      ...Object.assign({}, ...Object.entries(suite).flatMap(([key, value]) => (notJudging.has(key) ? [] : [settingOf(key, value)]))),
      ...(schema === undefined ? {} : { 'format.schema': near(schema) }),
      'baseline.file': near(suite.baseline.file),
      ...Object.fromEntries([...data.schemas].map(([name, { text }]) => [`schema ${near(name)}`, sha256(text).slice(0, 8)])),
    },
    samples: data.samples,
    baseline,
  }
}

/** As the config file spells them. */
const spelled: Readonly<Record<string, string>> = { testSet: 'test_set_path', thresholds: 'regression_threshold' }

const settingOf = (key: string, value: unknown): Readonly<Record<string, string>> => {
  const name = spelled[key] ?? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [name]: textOf(value) }
  return Object.fromEntries(
    Object.entries(value).flatMap(([part, each]) => (each === undefined ? [] : [[`${name}.${part}`, textOf(each)]])),
  )
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(', ') : canonicalJson(value)
}
