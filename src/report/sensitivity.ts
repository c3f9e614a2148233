import type { Comparison } from '../domain/comparison.ts'
import type { Report } from '../domain/report.ts'
import type { KnownSensitivity } from '../domain/sensitivity.ts'
import { plural, points } from './figures.ts'

/** What the set could have seen, in one line, of an unproven metric first and then of the one it sees least of; nothing where a deterministic target held everywhere. */
export const sensitivityNotes = ({ comparisons, verdict }: Pick<Report, 'comparisons' | 'verdict'>): readonly string[] => {
  const gated = comparisons.filter(({ sensitivity }) => sensitivity !== undefined)
  if (verdict.outcome === 'not-measured') return []
  if (gated.every(isSure)) return []
  const known = gated
    .flatMap(({ metric, state, sensitivity }) =>
      sensitivity?.status === 'known' ? [{ metric, sensitivity, proven: state !== 'unproven' }] : [],
    )
    .toSorted((one, other) => Number(one.proven) - Number(other.proven) || one.sensitivity.cleanPass - other.sensitivity.cleanPass)
  const [weakest] = known
  if (weakest !== undefined) return [`${weakest.metric}${amongOf(known.length)}: ${sentence(weakest.sensitivity)}`]
  return [...new Set(gated.flatMap(({ sensitivity }) => (sensitivity?.status === 'unknown' ? [sensitivity.why] : [])))]
}

const isSure = ({ state, sensitivity }: Comparison): boolean =>
  state !== 'unproven' && sensitivity?.status === 'known' && sensitivity.from === 'deterministic'

const amongOf = (count: number): string => (count === 1 ? '' : ` (1 of ${plural(count, 'metric')}; all: aieval doctor)`)

const sentence = ({ from, flipRate, designEffect, cleanPass, blockedDrop }: KnownSensitivity): string =>
  `flip rate ${flips(flipRate)}${from === 'deterministic' ? ' (deterministic target)' : ''}, design effect ${designEffect.toFixed(1)}: ` +
  `an unchanged app gets a clean pass ${percent(cleanPass)} of the time, ` +
  (blockedDrop === 'none' ? 'no drop is blocked 8 times in 10' : `a drop of ${points(blockedDrop)} points is blocked 8 times in 10`)

export const flips = (rate: number): string => `${(rate * 100).toFixed(1)} %`

/** A chance below 1 is never shown as certain. */
export const percent = (chance: number): string => `${chance < 1 ? Math.min(99, Math.round(chance * 100)) : 100} %`
