import type { Critical, CriticalSample } from '../domain/guards.ts'
import type { BaselineSample } from '../domain/run.ts'
import type { Facets } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import type { Sides } from './values.ts'

export type CriticalInput = {
  readonly sides: Sides
  readonly paired: readonly string[]
  readonly sampleOf: (id: string) => Facets | undefined
  readonly metrics: readonly Metric[]
  readonly thresholds: Readonly<Record<string, number>>
}

/** The critical samples that are wrong now on a gated 0/1 metric, by whether the baseline had them right in every trial. */
export const criticalSamples = ({ sides, paired, sampleOf, metrics, thresholds }: CriticalInput): Critical => {
  const ids = paired.filter((id) => sampleOf(id)?.severity === 'critical')
  const judged = metrics
    .filter(({ name, scorer }) => scorer.scale === 'binary' && thresholds[name] !== undefined)
    .flatMap((metric) => ids.map((id) => judge(id, metric, sides)))
  const having = (wanted: Fate): readonly CriticalSample[] => judged.flatMap(({ fate, sample }) => (fate === wanted ? [sample] : []))
  return {
    broken: having('broken'),
    already: having('already'),
    unclear: having('unclear').map(({ id, metric }) => ({ id, metric })),
  }
}

type Fate = 'broken' | 'already' | 'unclear' | 'well'
type Judged = { readonly fate: Fate; readonly sample: CriticalSample }

const judge = (id: string, { name, scorer }: Metric, sides: Sides): Judged => {
  const right = scorer.better === 'higher' ? 1 : 0
  const base = trialsOf(sides.base.get(id), name, right)
  const now = trialsOf(sides.head.get(id), name, right)
  return {
    fate: fateOf(base, now),
    sample: { id, metric: name, base: share(base, right), now: share(now, right), trials: { base: base.length, now: now.length } },
  }
}

/** What a trial came to: a missing one could be either, one that the metric does not apply to is left out. */
type Trial = 'right' | 'wrong' | 'missing'

const trialsOf = (sample: BaselineSample | undefined, metric: string, right: number): readonly Trial[] => {
  const scores = (sample?.trials ?? []).map((trial) => trial.scores[metric] ?? 'unscored').filter((score) => score !== 'skipped')
  return scores.map((score) => (typeof score !== 'number' ? 'missing' : score === right ? 'right' : 'wrong'))
}

/** The metric's mean over the measured trials. */
const share = (trials: readonly Trial[], right: number): number => {
  const measured = trials.filter((trial) => trial !== 'missing')
  const wanted = right === 1 ? 'right' : 'wrong'
  return measured.filter((trial) => trial === wanted).length / Math.max(1, measured.length)
}

const fateOf = (base: readonly Trial[], now: readonly Trial[]): Fate => {
  if (base.includes('wrong')) return now.includes('wrong') ? 'already' : 'well'
  if (!base.includes('right') || now.length === 0 || now.includes('right')) return 'well'
  return now.includes('missing') ? 'unclear' : 'broken'
}
