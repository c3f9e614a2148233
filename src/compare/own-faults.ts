import type { BaselineSample, BaselineTrial, KeptBaseline, Run } from '../domain/run.ts'
import type { Metric } from '../domain/score.ts'

/** A longer prompt or a smaller limit does this to a sample, and so does a provider that changed: who did it shows in the baseline. */
const faults: ReadonlySet<string> = new Set(['truncated', 'too_long'])

type Judged<Rerun extends { readonly run: Run }> = {
  readonly run: Run
  readonly baseline?: KeptBaseline
  readonly metrics: readonly Metric[]
  readonly confirming?: { readonly rerun?: Rerun }
}

/**
 * A reply cut off at its limit, or a request too long for the model, is the app's own failure, at its worst, where the same sample came
 * through in the baseline; where it did not, or nobody knows, it stays missing data.
 */
export const withOwnFaults = <Rerun extends { readonly run: Run }, Input extends Judged<Rerun>>(input: Input): Input => {
  const { run, baseline, metrics, confirming } = input
  const rerun = confirming?.rerun
  if (baseline === undefined || ![run, ...(rerun === undefined ? [] : [rerun.run])].some(hasFaults)) return input
  const base = new Map(baseline.samples.map((sample) => [sample.id, sample]))
  const blame = (each: Run): Run => blamed(each, (sample) => failedAs(sample, base.get(sample.id), metrics))
  return {
    ...input,
    run: blame(run),
    ...(rerun === undefined ? {} : { confirming: { ...confirming, rerun: { ...rerun, run: blame(rerun.run) } } }),
  }
}

const hasFaults = ({ samples }: Run): boolean => samples.some(({ trials }) => trials.some(isFault))

const isFault = ({ status, failure = '' }: BaselineTrial): boolean => status === 'errored' && faults.has(failure)

const blamed = (run: Run, judge: (sample: BaselineSample) => BaselineSample): Run => {
  const samples = run.samples.map(judge)
  const moved = erroredIn(run.samples) - erroredIn(samples)
  if (moved === 0) return run
  const { counts } = run
  return {
    ...run,
    samples,
    counts: { ...counts, errored: counts.errored - moved, scored: counts.scored + moved, failed: counts.failed + moved },
  }
}

const erroredIn = (samples: readonly BaselineSample[]): number =>
  samples.reduce((sum, { trials }) => sum + trials.filter(({ status }) => status === 'errored').length, 0)

const failedAs = (sample: BaselineSample, base: BaselineSample | undefined, metrics: readonly Metric[]): BaselineSample => {
  if (base === undefined || base.hash !== sample.hash) return sample
  const cameThrough = base.trials.filter(({ status }) => status === 'answered')
  const isNew = (trial: BaselineTrial): boolean => isFault(trial) && !base.trials.some(({ failure }) => failure === trial.failure)
  if (cameThrough.length === 0 || !sample.trials.some(isNew)) return sample
  const scores = worstOf(cameThrough, metrics)
  return { ...sample, trials: sample.trials.map((trial) => (isNew(trial) ? { ...trial, status: 'failed', scores } : trial)) }
}

/** The worst of each metric that measured the sample in the baseline; one that skipped it does not apply now either. */
const worstOf = (trials: readonly BaselineTrial[], metrics: readonly Metric[]): BaselineTrial['scores'] =>
  Object.fromEntries(
    metrics.flatMap(({ name, scorer }): [string, number | 'skipped'][] => {
      const before = trials.map(({ scores }) => scores[name])
      if (before.some((score) => typeof score === 'number')) return [[name, scorer.better === 'higher' ? 0 : 1]]
      return before.includes('skipped') ? [[name, 'skipped']] : []
    }),
  )
