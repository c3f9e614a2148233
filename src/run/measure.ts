import type { BaselineSample, BaselineTrial, Counts, Measured, RunHeader, SampleRecord } from '../domain/run.ts'
import type { PriceOf } from '../domain/price.ts'
import { equalTrials } from '../domain/equal-trials.ts'
import { plannedCount } from '../domain/trials.ts'
import { trialOf } from './summarise.ts'
import { startMeter } from './usage.ts'

export type Measuring = { readonly saw: (record: SampleRecord) => void; readonly measured: () => Measured }

type Plan = Pick<RunHeader, 'planned' | 'trials' | 'moreTrials'>

/** Adds up a run record by record, in any order; holds of each no more than the gate needs of all of them. */
export const startMeasuring = (plan: Plan, priceOf: PriceOf): Measuring => {
  const samples = new Map<string, Growing>()
  const served = new Set<string>()
  const meter = startMeter(priceOf)
  const once = equalTrials()
  return {
    saw(record) {
      const { output } = record
      meter.saw(output)
      for (const call of output.calls) if (call.failed === undefined) served.add(call.served)
      addTrial(samples, record, once)
    },
    measured() {
      const measured = sorted(samples)
      return { samples: measured, counts: countSamples(plan, measured), usage: meter.usage(), served: [...served].toSorted() }
    },
  }
}

/** What a run of these records came to. */
export const measure = (plan: Plan, records: Iterable<SampleRecord>, priceOf: PriceOf): Measured => {
  const measuring = startMeasuring(plan, priceOf)
  for (const record of records) measuring.saw(record)
  return measuring.measured()
}

/** Every planned (sample × trial) ends in one state: scored + errored + notRun = planned. */
export const countSamples = (plan: Plan, samples: readonly BaselineSample[]): Counts => {
  const planned = plannedCount(plan)
  const seen = { answered: 0, failed: 0, errored: 0 }
  for (const { trials } of samples) for (const { status } of trials) seen[status] += 1
  const scored = seen.answered + seen.failed
  return { planned, scored, errored: seen.errored, notRun: planned - scored - seen.errored, failed: seen.failed }
}

/** Trials at their own number; those that were not run leave a hole. */
type Growing = Pick<BaselineSample, 'id' | 'hash'> & { readonly trials: (BaselineTrial | undefined)[] }

const addTrial = (samples: Map<string, Growing>, record: SampleRecord, once: (trial: BaselineTrial) => BaselineTrial): void => {
  const growing = samples.get(record.id) ?? { id: record.id, hash: record.hash, trials: [] }
  growing.trials[record.trial - 1] = once(trialOf(record, 'scores'))
  samples.set(record.id, growing)
}

const sorted = (samples: ReadonlyMap<string, Growing>): readonly BaselineSample[] =>
  Array.from(samples.values(), withoutHoles).sort((one, other) => (one.id < other.id ? -1 : 1))

const withoutHoles = (growing: Growing): BaselineSample => {
  const { id, hash, trials } = growing
  return isWhole(trials) ? { id, hash, trials } : { id, hash, trials: trials.filter((trial) => trial !== undefined) }
}

const isWhole = (trials: readonly (BaselineTrial | undefined)[]): trials is readonly BaselineTrial[] => !trials.includes(undefined)
