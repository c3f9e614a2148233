import type { Baseline, BaselineSample, KeptBaseline, Recordings, Run, RunHeader, SampleRecord, Stopped } from '../../src/domain/run.ts'
import type { Entry, Placed } from '../../src/domain/sample.ts'
import { sha256 } from '../../src/domain/hash.ts'
import { relevantCount } from '../../src/domain/relevance.ts'
import { measure } from '../../src/run/measure.ts'

/** A run written down record by record. */
export type Recorded = RunHeader & { readonly records: readonly SampleRecord[]; readonly stopped?: Stopped }

const prices = { m: { input: 2, output: 10 }, local: 'free' } as const
export const priceOf = (model: string): { readonly input: number; readonly output: number } | 'free' | undefined =>
  Object.hasOwn(prices, model) ? prices[model as keyof typeof prices] : undefined

export const measured = ({ records, ...header }: Recorded): Run => ({ ...header, ...measure(header, records, priceOf) })

export const recordingsOf = (records: readonly SampleRecord[]): Recordings => ({
  of: (id) => records.filter((record) => record.id === id).toSorted((one, other) => one.trial - other.trial),
  all: () => records,
})

/** A sample as the list of its data set knows it. */
export const entryOf = ({ sample, at, hash }: Placed): Entry => {
  const { id, slice, tags, cluster, severity } = sample
  return {
    id,
    at: { offset: 0, length: 0, ...at },
    hash,
    tags,
    relevant: relevantCount(sample),
    ...(slice === undefined ? {} : { slice }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(severity === undefined ? {} : { severity }),
    read: () => sample,
  }
}

export const kept = (baseline: Baseline): KeptBaseline => ({
  ...baseline,
  digest: sha256(JSON.stringify(baseline)),
  of: (id): BaselineSample | undefined => baseline.samples.find((sample) => sample.id === id),
  all: () => baseline.samples,
})
