import type { Baseline, BaselineSample, BaselineTrial, Counts } from '../domain/run.ts'
import type { Metric } from '../domain/score.ts'

/** A longer prompt or a smaller limit does this to a sample, and so does a provider that changed: who did it shows in the baseline. */
const faults: ReadonlySet<string> = new Set(['truncated', 'too_long'])

type Side = { readonly counts: Counts; readonly head: readonly BaselineSample[] }
type Judged<Rerun extends Side> = Side & {
  readonly baseline?: Baseline
  readonly metrics: readonly Metric[]
  readonly confirming?: { readonly rerun?: Rerun }
}

/**
 * A reply cut off at its limit, or a request too long for the model, is the app's own failure, at its worst, where the same sample came
 * through in the baseline; where it did not, or nobody knows, it stays missing data.
 */
export const withOwnFaults = <Rerun extends Side, Input extends Judged<Rerun>>(input: Input): Input => {
  const { baseline, metrics, confirming } = input
  if (baseline === undefined) return input
  const base = new Map(baseline.samples.map((sample) => [sample.id, sample]))
  const blame = <Each extends Side>(side: Each): Each => blamed(side, (sample) => failedAs(sample, base.get(sample.id), metrics))
  const rerun = confirming?.rerun
  return { ...blame(input), ...(rerun === undefined ? {} : { confirming: { ...confirming, rerun: blame(rerun) } }) }
}

const blamed = <Each extends Side>(side: Each, judge: (sample: BaselineSample) => BaselineSample): Each => {
  const head = side.head.map(judge)
  const moved = erroredIn(side.head) - erroredIn(head)
  if (moved === 0) return side
  const { counts } = side
  return {
    ...side,
    head,
    counts: { ...counts, errored: counts.errored - moved, scored: counts.scored + moved, failed: counts.failed + moved },
  }
}

const erroredIn = (samples: readonly BaselineSample[]): number =>
  samples.reduce((sum, { trials }) => sum + trials.filter(({ status }) => status === 'errored').length, 0)

const failedAs = (sample: BaselineSample, base: BaselineSample | undefined, metrics: readonly Metric[]): BaselineSample => {
  if (base === undefined || base.hash !== sample.hash) return sample
  const cameThrough = base.trials.filter(({ status }) => status === 'answered')
  const isNew = ({ status, failure = '' }: BaselineTrial): boolean =>
    status === 'errored' && faults.has(failure) && !base.trials.some((trial) => trial.failure === failure)
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
