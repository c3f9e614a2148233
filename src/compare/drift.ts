import type { Drift, HistoryEntry } from '../domain/history.ts'
import type { Baseline, BaselineSample, Fingerprint } from '../domain/run.ts'
import type { Metric } from '../domain/score.ts'
import { driftContributions, movingAverage } from '../stats/drift.ts'
import { align } from './align.ts'
import { differences, instruments } from './residue.ts'
import { pairValues, type Sides } from './values.ts'

type Anchored = {
  readonly anchor: Baseline
  readonly fingerprint: Fingerprint
  readonly head: readonly BaselineSample[]
  readonly metrics: readonly Metric[]
}

/** Mean paired drop of each metric against the anchor, on the samples that are still what they were; scorers that changed are left out. */
export const anchoredDrops = ({ anchor, fingerprint, head, metrics }: Anchored): Readonly<Record<string, number>> => {
  const { paired } = align(anchor.samples, head)
  const sides: Sides = { base: byId(anchor.samples), head: byId(head) }
  const changed = new Set(instruments(differences(anchor.fingerprint, fingerprint)).map(({ part }) => part))
  return Object.fromEntries(
    metrics
      .filter(({ name }) => !changed.has(`scorers.${name}`))
      .flatMap(({ name, scorer }) => {
        const { pairs } = pairValues(sides, paired, { name, better: scorer.better })
        return pairs.length === 0 ? [] : [[name, pairs.reduce((sum, { drop }) => sum + drop, 0) / pairs.length] as const]
      }),
  )
}

type Series = {
  readonly anchor: Baseline
  readonly history: readonly HistoryEntry[]
  /** Anchored drops of the present run; none where it was not measured as a whole. */
  readonly now: Readonly<Record<string, number>>
  readonly thresholds: Readonly<Record<string, number>>
}

/**
 * The drift of each gated metric since the anchor: many drops that each pass add up. A moving average of the drops themselves, never
 * the best score so far, which chance alone would raise until every later run fell short of it.
 */
export const driftsOf = ({ anchor, history, now, thresholds }: Series): readonly Drift[] => {
  const since = acceptedSince(anchor, history)
  return Object.entries(thresholds).map(([metric, allowed]) => {
    const entries = since.filter(({ anchored }) => anchored?.drops[metric] !== undefined)
    const drops = entries.map(({ anchored }) => anchored?.drops[metric] ?? 0)
    const adds = driftContributions(drops)
    const average = movingAverage(drops).at(-1)
    return {
      metric,
      allowed,
      anchor: { at: anchor.accepted.at, commit: anchor.accepted.commit },
      now: now[metric] ?? 'unmeasured',
      average: average ?? 'none',
      alarm: average !== undefined && average > allowed + tie,
      runs: entries.map(({ at, commit, why }, index) => ({ at, commit, why, drop: drops[index] ?? 0, adds: adds[index] ?? 0 })),
    }
  })
}

/** 0.85 − 0.82 > 0.03 is true in floating point, and a tie is no alarm. */
const tie = 1e-12

/** The runs accepted against this anchor, each once though it was accepted again. */
const acceptedSince = (anchor: Baseline, history: readonly HistoryEntry[]): readonly HistoryEntry[] =>
  history
    .filter(({ anchored }) => anchored?.run === anchor.run.id)
    .filter((entry, index, all) => all.findIndex(({ run }) => run === entry.run) === index)

const listed = 5

/** One sentence for each alarm: how far, since when, and what the last accepted runs added. */
export const driftAlarms = (drifts: readonly Drift[]): readonly string[] => drifts.filter(({ alarm }) => alarm).map(alarmOf)

const alarmOf = ({ metric, allowed, anchor, now, average, runs }: Drift): string => {
  const last = runs.slice(-listed).map(({ at, commit, why, adds }) => {
    const name = [at.slice(0, 10), commit.slice(0, 7), why === '' ? '' : `"${why}"`].filter((part) => part !== '').join(' ')
    return `${name} ${signedPoints(adds)}`
  })
  const earlier = runs.length > listed ? `, earlier ${signedPoints(runs.slice(0, -listed).reduce((sum, { adds }) => sum + adds, 0))}` : ''
  const present = now === 'unmeasured' ? '' : `, this run ${signedPoints(now)}`
  return (
    `drift alarm: ${metric} has drifted ${signedPoints(average === 'none' ? 0 : average)} points below the anchor of ${anchor.at.slice(0, 10)}, ` +
    `${(allowed * 100).toFixed(1)} allowed (moving average of ${runs.length} accepted ${runs.length === 1 ? 'run' : 'runs'}${present}); ` +
    `added by ${last.toReversed().join(', ')}${earlier}`
  )
}

const signedPoints = (drop: number): string => `${drop < 0 ? '−' : ''}${(Math.abs(drop) * 100).toFixed(1)}`

const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))
