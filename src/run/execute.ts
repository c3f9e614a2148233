import type { Failure, FailureCode, Output } from '../domain/output.ts'
import type { PriceOf } from '../domain/price.ts'
import type { Run, RunHeader, SampleRecord, Stopped } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Target } from '../domain/target.ts'
import { plannedCount } from '../domain/trials.ts'
import { backlog } from './backlog.ts'
import { startMeasuring, type Measuring } from './measure.ts'
import { stepsOf, type Step } from './plan.ts'
import { pool } from './pool.ts'
import { scoreOutput } from './score.ts'

export type Execution = {
  readonly header: RunHeader
  readonly samples: readonly Entry[]
  readonly target: Target
  readonly metrics: readonly Metric[]
  readonly concurrency: number
  /** Called with every record as it becomes known and its place in the plan, from 0; the run ends when all are acknowledged. */
  readonly onRecord: (record: SampleRecord, place: number) => Promise<void>
  readonly priceOf: PriceOf
  /** Once it aborts nothing new is begun. */
  readonly stopping: AbortSignal
  /** Once it aborts what is under way is called off too. */
  readonly signal: AbortSignal
  /** Records that an earlier part of this run left, which are not asked for again. */
  readonly earlier?: Earlier
  /** How many failures in a row end the run; going on costs nothing where outputs were recorded before. */
  readonly mostInARow?: number
  /** How many refused requests at the very start end the run; none where others were answered just before. */
  readonly refusedAtFirst?: number
}

export type Earlier = { readonly has: (place: number) => boolean; readonly records: () => Iterable<SampleRecord> }

/** Puts every planned (sample × trial) to the target and scores it; ends early where going on cannot help. */
export const execute = async (execution: Execution): Promise<Run> => {
  const { header, concurrency } = execution
  const stop = new AbortController()
  const signal = AbortSignal.any([execution.signal, stop.signal])
  const { mostInARow = 10, refusedAtFirst = mostInARow === Infinity ? Infinity : 3 } = execution
  const watch = watcher((reason) => stop.abort(reason), { mostInARow, refusedAtFirst })
  const measuring = startMeasuring(header, execution.priceOf)
  for (const record of execution.earlier?.records() ?? []) measuring.saw(record)
  const acknowledged = backlog(waitingPerPlace * concurrency, (error) => stop.abort(error))
  try {
    await pool(stepsLeft(execution), (step) => take(step, { ...execution, signal, watch, measuring, acknowledged }), {
      width: Math.min(concurrency, plannedCount(header)),
      signal: AbortSignal.any([signal, execution.stopping]),
    })
  } catch (error) {
    stop.abort(error)
    throw error
  }
  await acknowledged.settled()
  const measured = measuring.measured()
  const isCutOff = (execution.stopping.aborted || execution.signal.aborted) && measured.counts.notRun > 0
  const stopped = isCutOff ? interrupted : watch.stopped()
  return { ...header, ...measured, ...(stopped === undefined ? {} : { stopped }) }
}

function* stepsLeft({ header, samples, earlier }: Execution): Generator<Step> {
  for (const step of stepsOf(header, samples)) if (earlier?.has(step.place) !== true) yield step
}

/** Records that may wait to be acknowledged while the target goes on working: what a crash loses beside what was under way. */
const waitingPerPlace = 2

type Under = Execution & { readonly watch: Watcher; readonly measuring: Measuring; readonly acknowledged: ReturnType<typeof backlog> }

const take = async (step: Step, { watch, measuring, acknowledged, ...execution }: Under): Promise<void> => {
  const record = await recordOne(execution, step)
  if (record === undefined) return
  watch.saw(record.output)
  if (isUnpaid(record.output)) return
  measuring.saw(record)
  await acknowledged.add(execution.onRecord(record, step.place))
}

/** What the budget did not cover ends the run and was itself not run. */
const isUnpaid = (output: Output): boolean => output.status === 'errored' && output.failure.code === 'budget'

/** One record; none where the run was stopped while the sample was under way, since what it would say is not the app's doing. */
const recordOne = async ({ target, metrics, signal }: Execution, { entry, trial }: Step): Promise<SampleRecord | undefined> => {
  const sample = entry.read(entry)
  const output = await target(sample, trial, signal)
  if (output.status === 'errored' && output.failure.code === 'interrupted') return undefined
  return { id: entry.id, hash: entry.hash, trial, output, scores: scoreOutput(sample, output, metrics) }
}

const hopeless: ReadonlySet<FailureCode> = new Set(['auth', 'quota', 'not_found', 'budget'])
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
  if (hopeless.has(failure.code)) return { code: failure.code as 'auth' | 'quota' | 'not_found' | 'budget', message: failure.message }
  return inARow < mostInARow
    ? undefined
    : { code: 'failures', message: `${inARow} samples in a row could not be measured, the last: ${failure.message}` }
}
