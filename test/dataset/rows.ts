import sampleSchema from '../../src/dataset/sample.schema.json' with { type: 'json' }
import { sampleParser, type Row } from '../../src/dataset/parse.ts'
import type { Placed } from '../../src/domain/sample.ts'
import type { Problem } from '../../src/domain/usage-error.ts'
import { issueLines } from '../../src/files/issues.ts'
import { checkBy } from '../../src/files/own-schema.ts'

const check = checkBy(sampleSchema)

/** The values as lines of one file, with what the sample schema says of each. */
export const rowsOf = (values: readonly unknown[], file = 'set.jsonl'): readonly Row[] =>
  values.map((value, index) => {
    const at = { file, line: index + 1 }
    return { at, value, issues: issueLines(check(value)).map((message) => ({ at, message })) }
  })

export type Parsed = { readonly samples: readonly Placed[]; readonly problems: readonly Problem[] }

export const parse = (...values: readonly unknown[]): Parsed => parseRows(rowsOf(values))

export const parseRows = (rows: readonly Row[]): Parsed => {
  const parsed = rows.map(sampleParser())
  return { samples: parsed.flatMap(({ sample }) => sample ?? []), problems: parsed.flatMap(({ problems }) => problems) }
}

/** The problems as `line: message`. */
export const complaints = ({ problems }: Parsed): readonly string[] => problems.map(({ at, message }) => `${at?.line}: ${message}`)
