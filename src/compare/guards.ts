import type { CriticalSample, FlaggedSlice, Guards } from '../domain/guards.ts'
import type { Facets } from '../domain/sample.ts'

/** What the trials of either side are called. */
export type SideNames = { readonly base: string; readonly now: string }

const baselineAndNow: SideNames = { base: 'baseline trial', now: 'trial now' }

/** Why the gate fails although its metrics may have held; nothing where it does not. */
export const guardFailures = ({ critical, slices }: Guards, { base, now }: SideNames = baselineAndNow): readonly string[] => [
  ...byMetric(critical.broken).map(
    ([metric, samples]) =>
      `critical on ${metric}: ${samples.map(({ id }) => id).join(', ')} ${samples.length === 1 ? 'was' : 'were'} right in every ${base}, wrong in every ${now}`,
  ),
  ...(slices.block ? slices.flagged.filter((each) => each.decided).map(dropped) : []),
]

/** What depends on values that were not measured. */
export const guardGaps = ({ critical, slices }: Guards): readonly string[] => [
  ...byMetric(critical.unclear).map(
    ([metric, samples]) => `critical on ${metric}: trials that were not measured decide ${samples.map(({ id }) => id).join(', ')}`,
  ),
  ...(slices.block
    ? slices.flagged
        .filter((each) => !each.decided)
        .map((each) => `${named(each)}: ${each.missing} missing ${each.missing === 1 ? 'value decides' : 'values decide'} ${each.metric}`)
    : []),
]

type Members = { readonly paired: readonly string[]; readonly sampleOf: (id: string) => Facets | undefined }

/** The samples by which a metric that held fails the gate all the same. */
export const guardedIds = (metric: string, { critical, slices }: Guards, { paired, sampleOf }: Members): readonly string[] => {
  const broken = new Set(critical.broken.filter((each) => each.metric === metric).map(({ id }) => id))
  const blocking = slices.flagged.filter((each) => slices.block && each.decided && each.metric === metric)
  return paired.filter((id) => broken.has(id) || blocking.some((each) => isIn(sampleOf(id), each)))
}

const isIn = (sample: Facets | undefined, { kind, slice }: FlaggedSlice): boolean =>
  kind === 'slice' ? sample?.slice === slice : sample?.tags.includes(slice) === true

const byMetric = <Each extends Pick<CriticalSample, 'metric'>>(
  samples: readonly Each[],
): readonly (readonly [string, readonly Each[]])[] => [...Map.groupBy(samples, ({ metric }) => metric)]

const dropped = (each: FlaggedSlice): string =>
  `${named(each)}: ${each.metric} dropped ${points(Math.abs(each.base - each.now))} points on ${each.n} samples, ${points(each.allowed)} allowed`

const named = ({ kind, slice }: FlaggedSlice): string => `${kind} ${slice}`

const points = (share: number): string => (share * 100).toFixed(1)
