import type { DataCounts, SampleCounts, Tally } from '../../domain/lint.ts'
import type { Placed, Sample } from '../../domain/sample.ts'
import { relevantDocuments } from './relevant.ts'

/** A test set in figures: what it is made of, and how high precision_at_5 can get on it. */
export const countData = (test: readonly Placed[], dev: readonly Placed[]): DataCounts => {
  const samples = test.map(({ sample }) => sample)
  const clusters = tally(samples.map(({ id, cluster }) => cluster ?? `${id} alone`))
  const [largest] = clusters
  return {
    all: countSamples(samples),
    dev: dev.length,
    slices: [...Map.groupBy(samples, ({ slice }) => slice ?? 'none')].map(([slice, members]) => ({ slice, ...countSamples(members) })),
    severities: tally(samples.map(({ severity }) => severity ?? 'none')),
    tags: tally(samples.flatMap(({ tags }) => tags.filter((tag) => !keyed.test(tag)))),
    keyedTags: keyedTags(samples),
    clusters: clusters.length,
    ...(largest === undefined ? {} : { largestCluster: largest }),
  }
}

const keyed = /^([^:]+):(.+)$/

const countSamples = (samples: readonly Sample[]): SampleCounts => {
  const answerable = samples.filter(({ expected }) => expected?.answerable === true)
  const found = samples.map((sample) => relevantDocuments(sample).length).filter((count) => count > 0)
  return {
    samples: samples.length,
    answerable: answerable.length,
    labelled: found.length,
    ...(found.length === 0 ? {} : { ceiling: found.reduce((sum, count) => sum + Math.min(5, count) / 5, 0) / found.length }),
    wellCovered: answerable.filter((sample) => relevantDocuments(sample).length >= 4).length,
  }
}

const keyedTags = (samples: readonly Sample[]): DataCounts['keyedTags'] => {
  const pairs = samples.flatMap(({ tags }) => tags.flatMap((tag) => pairOf(tag)))
  return [...Map.groupBy(pairs, ({ key }) => key)].map(([key, each]) => ({ key, values: tally(each.map(({ value }) => value)) }))
}

const pairOf = (tag: string): readonly { readonly key: string; readonly value: string }[] => {
  const [, key, value] = keyed.exec(tag) ?? []
  return key === undefined || value === undefined ? [] : [{ key, value }]
}

/** Names with their counts, the most frequent first. */
const tally = (names: readonly string[]): Tally =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, each]) => ({ name, samples: each.length }))
    .sort((one, other) => other.samples - one.samples || (one.name < other.name ? -1 : 1))
