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

/** What is wrong with a line that its schema cannot see: it says what was answered or why there is no answer, not both, not neither. */
export const unclear = ({ at, line }: RecordedRow): readonly Problem[] => {
  if (line.text === undefined && line.error === undefined)
    return [{ at, message: `${line.id} has no answer`, hint: 'write text, or error where there is none' }]
  if (line.text !== undefined && line.error !== undefined)
    return [{ at, message: `${line.id} has both text and error`, hint: 'keep one of them' }]
  return []
}

/** A (sample, trial) that is recorded twice: which of the two was meant? */
export const repeated = ({ at, line }: RecordedRow, earlier: Place): Problem => ({
  at,
  message: `a second output of ${line.id}, trial ${line.trial ?? 1}: first at ${earlier.file === at.file ? 'line ' : `${earlier.file}:`}${earlier.line}`,
})

/** Answers from outputs that were produced elsewhere; a sample without one is an error, not a wrong answer. */
export const recordedTarget =
  (recorded: (id: string, trial: number) => RecordedLine | undefined): Target =>
  async (sample, trial) => {
    const line = recorded(sample.id, trial)
    return line === undefined ? missing(`no recorded output of ${sample.id}, trial ${trial}`) : outputOf(line)
  }

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
