import { canonicalJson } from '../domain/canonical.ts'
import { sha256, shortSha256 } from '../domain/hash.ts'
import type { LinePlace } from '../domain/sample.ts'
import type { RecordedSettings, Suite } from '../domain/suite.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { findFiles } from '../files/disk.ts'
import { openSpans, type Spans } from '../files/spans.ts'
import type { Check } from '../files/issues.ts'
import { checkBy } from '../files/own-schema.ts'
import { plural } from '../report/figures.ts'
import { recordedTarget, repeated, unclear, type RecordedLine, type RecordedRow } from '../targets/recorded.ts'
import recordedSchema from '../targets/recorded.schema.json' with { type: 'json' }
import { readRows, type PlacedRow } from './samples.ts'
import type { System, SystemOptions } from './system.ts'

/** Outputs that were produced elsewhere, all checked before anything is scored; each is read again when its sample's turn comes. */
export const recordedSystem = async (suite: Suite, { outputs }: RecordedSettings, { data }: SystemOptions): Promise<System> => {
  const index = await indexOutputs(suite.folder, outputs)
  const strangers = strangersAmong(index.ids, data)
  return {
    target: recordedTarget(index.read),
    parts: {
      target: 'recorded',
      prompt: 'none',
      corpus: 'none',
      retriever: 'none',
      routing: 'none',
      models: recordedModels(index.models),
      outputs: outputsHash(index.hashes),
    },
    warnings: () =>
      strangers.length === 0
        ? []
        : [`${plural(strangers.length, 'recorded output')} of no sample of the test set, left out (first: ${strangers[0]})`],
  }
}

const strangersAmong = (ids: readonly string[], { samples }: SystemOptions['data']): readonly string[] => {
  const known = new Set(samples.map(({ id }) => id))
  return ids.filter((id) => !known.has(id))
}

/** The models that the lines say answered, so that a change of model is named where nothing else tells of it. */
const recordedModels = (models: ReadonlySet<string>): Readonly<Record<string, string>> =>
  models.size === 0 ? {} : { recorded: [...models].toSorted().join(', ') }

/** One hash over all outputs, whatever their order. */
const outputsHash = (hashes: readonly string[]): string => sha256(hashes.toSorted().join('\n')).slice(0, 16)

type Index = {
  readonly ids: readonly string[]
  readonly models: ReadonlySet<string>
  readonly hashes: readonly string[]
  readonly read: (id: string, trial: number) => RecordedLine | undefined
}

type Found = { readonly at: LinePlace; readonly spans: Spans }

const indexOutputs = async (folder: string, globs: readonly string[]): Promise<Index> => {
  const check = checkBy(recordedSchema)
  const found = new Map<string, Found>()
  const [problems, ids, hashes, models]: [Problem[], string[], string[], Set<string>] = [[], [], [], new Set()]
  for (const file of await findFiles(folder, globs)) {
    const spans = openSpans(file)
    for await (const row of readOutputs(file, check, problems)) {
      const { line, at } = row
      const key = keyOf(line.id, line.trial ?? 1)
      const earlier = found.get(key)
      if (earlier !== undefined) problems.push(repeated(row, earlier.at))
      else found.set(key, { at, spans })
      ids.push(line.id)
      hashes.push(shortSha256(canonicalJson(line)))
      if (line.model !== undefined) models.add(line.model)
    }
  }
  if (problems.length > 0) throw new UsageError(problems)
  const read: Index['read'] = (id, trial) => {
    const place = found.get(keyOf(id, trial))
    return place === undefined ? undefined : (JSON.parse(place.spans.text(place.at)) as RecordedLine)
  }
  return { ids, models, hashes, read }
}

const keyOf = (id: string, trial: number): string => `${trial} ${id}`

/** The rows that their schema and the target's own rules have nothing to say of; the others go among the problems. */
async function* readOutputs(file: string, check: Check, problems: Problem[]): AsyncGenerator<RecordedRow & Pick<PlacedRow, 'at'>> {
  for await (const { at, value, issues } of readRows(file, check)) {
    problems.push(...issues)
    if (issues.length > 0) continue
    const row = { at, line: value as RecordedLine }
    problems.push(...unclear(row))
    yield row
  }
}
