import type { Counts, RunRecord } from '../domain/run.ts'
import { plannedCount } from './plan.ts'

/** Every planned (sample × trial) ends in one state: scored + errored + notRun = planned. */
export const countRun = (run: RunRecord): Counts => {
  const planned = plannedCount(run)
  const errored = run.records.filter((record) => record.output.status === 'errored').length
  const failed = run.records.filter((record) => record.output.status === 'failed').length
  return { planned, scored: run.records.length - errored, errored, notRun: planned - run.records.length, failed }
}

/** The models that answered, as their provider named them. */
export const servedModels = (run: RunRecord): readonly string[] =>
  [
    ...new Set(run.records.flatMap(({ output }) => output.calls.filter((call) => call.failed === undefined).map((call) => call.served))),
  ].toSorted()
