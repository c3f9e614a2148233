import { canonicalJson } from '../domain/canonical.ts'
import { sha256 } from '../domain/hash.ts'
import type { RecordedSettings, Suite } from '../domain/suite.ts'
import { UsageError } from '../domain/usage-error.ts'
import { findFiles } from '../files/disk.ts'
import { compileSchema } from '../files/validate.ts'
import { plural } from '../report/figures.ts'
import { recordedTarget, repeatedRows, unclearRows, type RecordedLine, type RecordedRow } from '../targets/recorded.ts'
import recordedSchema from '../targets/recorded.schema.json' with { type: 'json' }
import { readRows } from './samples.ts'
import type { System, SystemOptions } from './system.ts'

/** Outputs that were produced elsewhere, read whole and checked before anything is scored. */
export const recordedSystem = async (suite: Suite, { outputs }: RecordedSettings, { data }: SystemOptions): Promise<System> => {
  const rows = await readOutputs(suite.folder, outputs)
  const known = new Set(data.samples.map(({ sample }) => sample.id))
  const strangers = rows.filter(({ line }) => !known.has(line.id))
  return {
    target: recordedTarget(rows),
    parts: {
      target: 'recorded',
      prompt: 'none',
      corpus: 'none',
      retriever: 'none',
      routing: 'none',
      models: recordedModels(rows),
      outputs: outputsHash(rows),
    },
    warnings: () =>
      strangers.length === 0
        ? []
        : [`${plural(strangers.length, 'recorded output')} of no sample of the test set, left out (first: ${strangers[0]?.line.id ?? ''})`],
  }
}

/** The models that the lines say answered, so that a change of model is named where nothing else tells of it. */
const recordedModels = (rows: readonly RecordedRow[]): Readonly<Record<string, string>> => {
  const names = [...new Set(rows.flatMap(({ line }) => line.model ?? []))].toSorted()
  return names.length === 0 ? {} : { recorded: names.join(', ') }
}

/** One hash over all outputs, whatever their order. */
const outputsHash = (rows: readonly RecordedRow[]): string =>
  sha256(
    rows
      .map(({ line }) => canonicalJson(line))
      .toSorted()
      .join('\n'),
  ).slice(0, 16)

const readOutputs = async (folder: string, globs: readonly string[]): Promise<readonly RecordedRow[]> => {
  const check = compileSchema(recordedSchema)
  const rows = (await Promise.all((await findFiles(folder, globs)).map((file) => readRows(file, check)))).flat()
  const recorded = rows.flatMap(({ at, value, issues }) => (issues.length > 0 ? [] : [{ at, line: value as RecordedLine }]))
  const problems = [...rows.flatMap(({ issues }) => issues), ...unclearRows(recorded), ...repeatedRows(recorded)]
  if (problems.length > 0) throw new UsageError(problems)
  return recorded
}
