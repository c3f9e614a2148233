import type { FailureCode, Output, Passage, Reason } from '../domain/output.ts'
import type { Place, Route } from '../domain/sample.ts'
import type { Target } from '../domain/target.ts'
import type { Problem } from '../domain/usage-error.ts'

/** One line of an outputs file, once its schema holds. */
export type RecordedLine = {
  readonly id: string
  readonly text?: string
  readonly trial?: number
  readonly retrieved?: readonly Passage[]
  readonly confidence?: number
  readonly route?: Route
  readonly reason?: Reason
  readonly raw?: string
  readonly model?: string
  readonly ms?: number
  readonly error?: string | { readonly code?: FailureCode; readonly message: string }
}

export type RecordedRow = { readonly at: Place; readonly line: RecordedLine }

/** A line says what was answered or why there is no answer: not both, not neither. */
export const unclearRows = (rows: readonly RecordedRow[]): readonly Problem[] =>
  rows.flatMap(({ at, line }) => {
    if (line.text === undefined && line.error === undefined)
      return [{ at, message: `${line.id} has no answer`, hint: 'write text, or error where there is none' }]
    if (line.text !== undefined && line.error !== undefined)
      return [{ at, message: `${line.id} has both text and error`, hint: 'keep one of them' }]
    return []
  })

/** A (sample, trial) that is recorded twice: which of the two was meant? */
export const repeatedRows = (rows: readonly RecordedRow[]): readonly Problem[] => {
  const seen = new Map<string, Place>()
  return rows.flatMap(({ at, line }) => {
    const key = keyOf(line.id, line.trial ?? 1)
    const earlier = seen.get(key)
    seen.set(key, earlier ?? at)
    return earlier === undefined
      ? []
      : [
          {
            at,
            message: `a second output of ${line.id}, trial ${line.trial ?? 1}: first at ${earlier.file === at.file ? 'line ' : `${earlier.file}:`}${earlier.line}`,
          },
        ]
  })
}

/** Answers from outputs that were produced elsewhere; a sample without one is an error, not a wrong answer. */
export const recordedTarget = (rows: readonly RecordedRow[]): Target => {
  const lines = new Map(rows.map(({ line }) => [keyOf(line.id, line.trial ?? 1), line]))
  return async (sample, trial) => {
    const line = lines.get(keyOf(sample.id, trial))
    return line === undefined ? missing(`no recorded output of ${sample.id}, trial ${trial}`) : outputOf(line)
  }
}

const keyOf = (id: string, trial: number): string => `${trial} ${id}`

const missing = (message: string): Output => ({ status: 'errored', failure: { code: 'input', message }, ms: 0, calls: [] })

const outputOf = (line: RecordedLine): Output => {
  const observed = { ms: line.ms ?? 0, calls: [] }
  if (line.error !== undefined) return { ...observed, ...failed(line.error) }
  const { text = '', model = 'recorded', retrieved, confidence, route, reason, raw } = line
  return {
    ...observed,
    status: 'answered',
    text,
    model,
    ...(retrieved === undefined ? {} : { retrieved }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(route === undefined ? {} : { route }),
    ...(reason === undefined ? {} : { reason }),
    ...(raw === undefined ? {} : { raw }),
  }
}

const failed = (
  error: NonNullable<RecordedLine['error']>,
): { readonly status: 'failed' | 'errored'; readonly failure: { readonly code: FailureCode; readonly message: string } } => {
  const { code = 'server', message } = typeof error === 'string' ? { message: error } : error
  return { status: code === 'app' ? 'failed' : 'errored', failure: { code, message } }
}
