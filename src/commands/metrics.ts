import { formatSchemaOf } from './reply-schema.ts'
import type { DataSet } from './samples.ts'
import type { Instruments, Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { sha256 } from '../domain/hash.ts'
import { compileRegex } from '../files/regex.ts'
import { metricFor } from '../metrics/index.ts'

/** The suite's metrics with compiled schemas and regexes in their hands. */
export const metricsFor = (suite: Suite, data: Pick<DataSet, 'schemas'>): readonly Metric[] => {
  const formatSchema = formatSchemaOf(suite)
  const settings = formatSchema === undefined ? {} : { formatSchema }
  return suite.metrics.flatMap((name) => metricFor(name, instrumentsFor(data), settings) ?? [])
}

export const instrumentsFor = (data: Pick<DataSet, 'schemas'>): Instruments => ({
  regex: compileRegex,
  schema: (ref) => data.schemas.get(ref)?.check ?? unknownSchema(ref),
})

const unknownSchema = (ref: string): never => {
  throw new Error(`schema ${ref} was not read with the data set`)
}

/** Name and version of each scorer and, for format rules, of the schemas it checks by: another instrument, another string. */
export const scorerVersions = (metrics: readonly Metric[], data: DataSet): Readonly<Record<string, string>> => {
  const schemas = sha256(
    [...data.schemas.values()]
      .map((schema) => schema.text)
      .toSorted()
      .join('\n'),
  ).slice(0, 8)
  return Object.fromEntries(
    metrics.map(({ name, scorer }) => [
      name,
      scorer.needs.includes('format') ? `${scorer.version} (schemas ${schemas})` : String(scorer.version),
    ]),
  )
}
