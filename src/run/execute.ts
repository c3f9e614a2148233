import type { Failure, FailureCode, Output } from '../domain/output.ts'
import type { RunHeader, RunRecord, SampleRecord, Stopped } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Target } from '../domain/target.ts'
import { trialsOf } from './plan.ts'
import { pool } from './pool.ts'
import { scoreOutput } from './score.ts'

export type Execution = {
  readonly header: RunHeader
  readonly samples: readonly Placed[]
  readonly target: Target
  readonly metrics: readonly Metric[]
  readonly concurrency: number
  /** Called with every record as it becomes known; the run waits for it, so that nothing acknowledged is lost. */
  readonly onRecord: (record: SampleRecord) => Promise<void>
  readonly signal: AbortSignal
  /** How many failures in a row end the run; going on costs nothing where outputs were recorded before. */
  readonly mostInARow?: number
  /** How many refused requests at the very start end the run; none where others were answered just before. */
  readonly refusedAtFirst?: number
}

/** Puts every planned (sample × trial) to the target and scores it; ends early where going on cannot help. Records come in plan order. */
export const execute = async (execution: Execution): Promise<RunRecord> => {
  const { header, samples, concurrency, onRecord } = execution
  const stop = new AbortController()
  const signal = AbortSignal.any([execution.signal, stop.signal])
  const { mostInARow = 10, refusedAtFirst = mostInARow === Infinity ? Infinity : 3 } = execution
  const watch = watcher((reason) => stop.abort(reason), { mostInARow, refusedAtFirst })
  const planned = samples.flatMap((placed) =>
    Array.from({ length: trialsOf(header, placed.sample.id) }, (_, trial) => ({ placed, trial: trial + 1 })),
  )
  const records = await pool(
    planned,
    async ({ placed, trial }) => {
      const record = await recordOne(execution, { placed, trial, signal })
      if (record === undefined) return undefined
      watch.saw(record.output)
      await onRecord(record)
      return record
    },
    { width: concurrency, signal },
  )
  const stopped = execution.signal.aborted ? interrupted : watch.stopped()
  return { ...header, records: records.filter((record) => record !== undefined), ...(stopped === undefined ? {} : { stopped }) }
}

type Step = { readonly placed: Placed; readonly trial: number; readonly signal: AbortSignal }

/** One record; none where the run was stopped while the sample was under way, since what it would say is not the app's doing. */
const recordOne = async ({ target, metrics }: Execution, { placed, trial, signal }: Step): Promise<SampleRecord | undefined> => {
  const output = await target(placed.sample, trial, signal)
  if (output.status === 'errored' && output.failure.code === 'interrupted') return undefined
  return { id: placed.sample.id, hash: placed.hash, trial, output, scores: scoreOutput(placed.sample, output, metrics) }
}

const hopeless: ReadonlySet<FailureCode> = new Set(['auth', 'quota', 'not_found'])
const interrupted: Stopped = { code: 'signal', message: 'interrupted' }

type Watcher = { readonly saw: (output: Output) => void; readonly stopped: () => Stopped | undefined }

/** Of this sample's length or content: the next one may fare better. */
const ownToTheSample: ReadonlySet<FailureCode> = new Set(['too_long', 'truncated', 'filtered'])

type Limits = Required<Pick<Execution, 'mostInARow' | 'refusedAtFirst'>>

/** Ends a run at the first failure that every other call would share, or after so many hard failures in a row. */
const watcher = (stop: (reason: Stopped) => void, { mostInARow, refusedAtFirst }: Limits): Watcher => {
  let seen = 0
  let refused = 0
  let inARow = 0
  let stopped: Stopped | undefined
  return {
    saw(output) {
      seen += 1
      const hard = output.status === 'errored' && !ownToTheSample.has(output.failure.code)
      inARow = hard ? inARow + 1 : 0
      if (!hard || stopped !== undefined) return
      if (output.failure.code === 'input') refused += 1
      const atFirst = refused === refusedAtFirst && seen === refusedAtFirst
      stopped = stoppingReason(output.failure, inARow, atFirst ? refusedAtFirst : mostInARow)
      if (stopped !== undefined) stop(stopped)
    },
    stopped: () => stopped,
  }
}

const stoppingReason = (failure: Failure, inARow: number, mostInARow: number): Stopped | undefined => {
  if (hopeless.has(failure.code)) return { code: failure.code as 'auth' | 'quota' | 'not_found', message: failure.message }
  return inARow < mostInARow
    ? undefined
    : { code: 'failures', message: `${inARow} samples in a row could not be measured, the last: ${failure.message}` }
}
