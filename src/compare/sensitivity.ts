import type { Comparison } from '../domain/comparison.ts'
import type { Baseline, BaselineSample } from '../domain/run.ts'
import type { KnownSensitivity, Sensitivity } from '../domain/sensitivity.ts'
import { blockedDrop, cleanPassChance, samplesForCleanPass, type Policy, type Setting } from '../stats/power.ts'
import { flipRate, unchangedVariance, withinVariance, type Trials } from '../stats/within-variance.ts'

/** Where the noise of an unchanged app is learnt from. */
export type Noise = {
  readonly baseline: Pick<Baseline, 'run' | 'samples'>
  readonly runTrials: number
  readonly deterministic: boolean
  readonly policy: Policy
}

/** The comparisons, each gated one with what it could have seen. */
export const withSensitivity = (comparisons: readonly Comparison[], noise: Noise): readonly Comparison[] =>
  comparisons.map((each) => (each.allowed === undefined ? each : { ...each, sensitivity: sensitivityOf(each, each.allowed, noise) }))

const sensitivityOf = ({ metric, n, clusters, designEffect }: Comparison, allowed: number, noise: Noise): Sensitivity => {
  if (designEffect === undefined) return { status: 'unknown', why: 'fewer than two independent clusters' }
  const seen = variationOf(metric, noise)
  if (seen === undefined) return { status: 'unknown', why: `${oneTrial(noise)}; 3 trials tell` }
  const withTrials = (trials: number): Setting => ({
    n,
    clusters,
    designEffect,
    allowed,
    variance: unchangedVariance({ within: seen.within, trials }, { within: seen.within, trials: noise.runTrials }),
  })
  const setting = withTrials(noise.baseline.run.trials)
  const chance = cleanPassChance(setting)
  return {
    status: 'known',
    from: seen.from,
    flipRate: seen.flipRate,
    designEffect,
    cleanPass: chance,
    blockedDrop: finite(blockedDrop(setting, noise.policy)),
    samples: finite(samplesForCleanPass(setting)),
    trials:
      chance >= wanted
        ? noise.baseline.run.trials
        : (moreTrials(noise.baseline.run.trials).find((trials) => cleanPassChance(withTrials(trials)) >= wanted) ?? 'none'),
  }
}

const wanted = 0.8
/** Nobody pays for more trials than this. */
const mostTrials = 10

const moreTrials = (present: number): readonly number[] =>
  Array.from({ length: Math.max(0, mostTrials - present) }, (_, index) => present + 1 + index)

const finite = (value: number): number | 'none' => (Number.isFinite(value) ? value : 'none')

type Variation = Pick<KnownSensitivity, 'from' | 'flipRate'> & { readonly within: number }

/** Repeated trials are asked first: a target that is called deterministic may yet differ. */
const variationOf = (metric: string, { baseline, deterministic }: Noise): Variation | undefined => {
  const trials = baseline.samples.map((sample) => trialsOf(sample, metric))
  const within = withinVariance(trials)
  const rate = flipRate(trials)
  if (within !== undefined && rate !== undefined) return { from: 'trials', flipRate: rate, within }
  return deterministic ? { from: 'deterministic', flipRate: 0, within: 0 } : undefined
}

const trialsOf = (sample: BaselineSample, metric: string): Trials =>
  sample.trials.map((trial) => trial.scores[metric]).filter((score) => typeof score === 'number')

const oneTrial = ({ baseline }: Noise): string =>
  baseline.run.trials === 1
    ? 'the baseline has one trial of a stochastic target, so how often its answers flip is unknown'
    : 'no sample of the baseline was measured twice, so how often its answers flip is unknown'
