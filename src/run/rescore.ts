import type { Output } from '../domain/output.ts'
import type { BaselineSample, BaselineTrial } from '../domain/run.ts'
import type { Sample } from '../domain/sample.ts'
import type { Metric } from '../domain/score.ts'
import { scoreOutput } from './score.ts'
import { keptScores, wasCut } from './summarise.ts'

export type Rescoring = {
  readonly sample: Sample
  readonly metrics: readonly Metric[]
  /** Metrics that cannot be measured from what a baseline keeps, and whose instrument is the same as it was. */
  readonly kept: ReadonlySet<string>
}

/** A stored sample measured again: the answers stay as they are, the scores are today's. */
export const rescore = (stored: BaselineSample, rescoring: Rescoring): BaselineSample => ({
  ...stored,
  trials: stored.trials.map((trial) => rescoreTrial(trial, rescoring)),
})

const rescoreTrial = ({ scores, status, labels = {}, ...answered }: BaselineTrial, { sample, metrics, kept }: Rescoring): BaselineTrial => {
  if (status === 'errored') return { status, scores, ...answered }
  const fresh = keptScores(
    scoreOutput(
      sample,
      outputOf({ status, ...answered }),
      metrics.filter(({ name }) => !kept.has(name)),
    ),
  )
  const all = metrics.flatMap(({ name }) => {
    const score = fresh.scores[name] ?? scores[name]
    return score === undefined ? [] : [[name, score] as const]
  })
  const spoken = metrics.flatMap(({ name }) => {
    const label = kept.has(name) ? labels[name] : fresh.labels?.[name]
    return label === undefined ? [] : [[name, label] as const]
  })
  return { status, scores: Object.fromEntries(all), ...(spoken.length === 0 ? {} : { labels: Object.fromEntries(spoken) }), ...answered }
}

/** The output as far as a baseline keeps it: no raw reply, no confidence, no times. */
const outputOf = ({ status, answer = '', route, retrieved }: Omit<BaselineTrial, 'scores'>): Output => {
  if (status !== 'answered') return { status: 'failed', failure: { code: 'app', message: 'stored as failed' }, ms: 0, calls: [] }
  return {
    status,
    text: answer,
    model: '',
    ms: 0,
    calls: [],
    ...(route === undefined ? {} : { route: route as 'serve' | 'serve_with_caveat' | 'fallback' }),
    ...(retrieved === undefined ? {} : { retrieved: retrieved.map((doc) => ({ doc })) }),
  }
}

/** The samples whose answers were not stored, or not whole. */
export const unreadableSamples = (
  samples: Iterable<BaselineSample>,
): { readonly absent: readonly string[]; readonly cut: readonly string[] } => {
  const absent: string[] = []
  const cut: string[] = []
  for (const { id, trials } of samples) {
    const answers = trials.flatMap(({ status, answer }) => (status === 'answered' ? [answer] : []))
    if (answers.includes(undefined)) absent.push(id)
    if (answers.some((answer) => answer !== undefined && wasCut(answer))) cut.push(id)
  }
  return { absent, cut }
}
