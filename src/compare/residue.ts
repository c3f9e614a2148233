import type { Difference } from '../domain/report.ts'
import type { Fingerprint } from '../domain/run.ts'

/** Everything that differs between two runs besides their answers, part by part. */
export const differences = (base: Fingerprint, now: Fingerprint): readonly Difference[] => {
  const before = flatten(base)
  const after = flatten(now)
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((part) => before[part] !== after[part])
    .map((part) => ({ part, base: before[part] ?? 'none', now: after[part] ?? 'none' }))
}

/** The parts that measure rather than being measured: with another instrument two runs say nothing about each other. */
export const instruments = (found: readonly Difference[]): readonly Difference[] =>
  found.filter(({ part, base, now }) => part.startsWith(scorer) && base !== 'none' && now !== 'none')

/** The metrics that this run has and the baseline never had: there is nothing to compare them with. */
export const newMetrics = (found: readonly Difference[]): readonly string[] =>
  found.filter(({ part, base }) => part.startsWith(scorer) && base === 'none').map(({ part }) => part.slice(scorer.length))

const scorer = 'scorers.'

const flatten = (fingerprint: Fingerprint): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fingerprint).flatMap(([part, value]) =>
      typeof value === 'string' ? [[part, value]] : Object.entries(value).map(([name, each]) => [`${part}.${name}`, each]),
    ),
  )
