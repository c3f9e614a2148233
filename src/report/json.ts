import type { Report } from '../domain/report.ts'
import { confirmationJson } from './confirmation.ts'
import { guardsJson } from './guards.ts'
import { jsonText } from './visible.ts'

/** The report as one JSON object, the contract for scripts: fields are added, never renamed, within a schemaVersion. */
export const jsonReport = (report: Report): string => jsonText(toJson(report))

const toJson = (report: Report): object => ({
  schemaVersion: 1,
  outcome: report.verdict.outcome,
  exit: report.exit,
  unproven: report.verdict.unproven,
  reasons: report.verdict.reasons,
  next: report.verdict.next,
  counts: report.counts,
  metrics: report.comparisons.length > 0 ? report.comparisons.map(comparisonJson) : report.levels.map(levelJson),
  ...confirmationJson(report),
  samples:
    report.alignment === undefined
      ? null
      : {
          paired: report.alignment.paired.length,
          added: report.alignment.added,
          removed: report.alignment.removed,
          changed: report.alignment.changed,
        },
  broken: report.broken.map((flip) => ({ ...flip, ...placeOf(report, flip.id) })),
  slices: report.slices,
  ...(report.attribution.length === 0 ? {} : { attribution: report.attribution }),
  ...guardsJson(report.guards),
  differences: report.differences,
  ...(report.drift === undefined ? {} : { drift: report.drift }),
  warnings: report.warnings,
  ...(report.gate === undefined ? {} : { gate: report.gate }),
  baseline: report.baseline === undefined ? null : { file: report.baseline.file, ...report.baseline.accepted },
  run: {
    id: report.run.id,
    startedAt: report.run.startedAt,
    trials: report.run.trials,
    ...(report.run.moreTrials === undefined ? {} : { moreTrials: report.run.moreTrials }),
    selected: report.run.selected,
    fingerprint: report.run.fingerprint,
    served: report.served,
  },
  spend: report.spend,
  aieval: report.aieval,
  suite: report.suite,
})

const comparisonJson = ({ metric, interval, ...rest }: Report['comparisons'][number]): object => ({
  name: metric,
  n: rest.n,
  base: rest.n === 0 ? null : rest.base,
  now: rest.n === 0 ? null : rest.now,
  delta: rest.n === 0 ? null : rest.delta,
  lower: interval?.lower ?? null,
  upper: interval?.upper ?? null,
  better: rest.better,
  worse: rest.worse,
  allowed: rest.allowed ?? null,
  state: rest.state,
  beyondNoise: rest.beyondNoise ?? null,
  gained: rest.gained === true,
  missing: rest.missing,
  clusters: rest.clusters,
  designEffect: rest.designEffect ?? null,
  ceiling: rest.ceiling ?? null,
  why: rest.why ?? null,
  ...(rest.alpha === undefined ? {} : { alpha: rest.alpha }),
  ...(rest.sensitivity === undefined ? {} : { sensitivity: rest.sensitivity }),
})

const levelJson = (level: Report['levels'][number]): object => ({
  name: level.metric,
  n: level.n,
  base: null,
  now: level.n === 0 ? null : level.mean,
  delta: null,
  lower: null,
  upper: null,
  better: null,
  worse: null,
  allowed: null,
  state: 'not-compared',
  skipped: level.skipped,
  unmeasured: level.unmeasured,
  ceiling: level.ceiling ?? null,
})

const placeOf = (report: Report, id: string): object => {
  const place = report.places[id]
  return place === undefined ? {} : { file: place.file, line: place.line }
}
