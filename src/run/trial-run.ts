import type { FailureCode, Output } from '../domain/output.ts'
import type { Baseline, BaselineTrial, RunRecord, SampleRecord } from '../domain/run.ts'
import type { Route } from '../domain/sample.ts'
import type { Score } from '../domain/score.ts'

/** One trial of a baseline as the run that it once was, without what a baseline does not keep (times, calls, whys). */
export const trialRun = (baseline: Baseline, trial: number): RunRecord => ({
  format: 1,
  id: `${baseline.run.id} trial ${trial}`,
  startedAt: baseline.run.startedAt,
  suite: '',
  fingerprint: baseline.fingerprint,
  planned: baseline.samples.map(({ id }) => id),
  trials: 1,
  selected: false,
  records: baseline.samples.flatMap(({ id, hash, trials }): readonly SampleRecord[] => {
    const kept = trials[trial - 1]
    return kept === undefined ? [] : [{ id, hash, trial: 1, output: outputOf(kept), scores: scoresOf(kept) }]
  }),
})

const outputOf = ({ status, answer = '', failure, route, retrieved }: BaselineTrial): Output => {
  const observed = { ms: 0, calls: [] }
  if (status !== 'answered') return { ...observed, status, failure: { code: (failure ?? 'app') as FailureCode, message: failure ?? '' } }
  return {
    ...observed,
    status,
    text: answer,
    model: '',
    ...(route === undefined ? {} : { route: route as Route }),
    ...(retrieved === undefined ? {} : { retrieved: retrieved.map((doc) => ({ doc })) }),
  }
}

const scoresOf = ({ scores }: BaselineTrial): Readonly<Record<string, Score>> =>
  Object.fromEntries(
    Object.entries(scores).map(([name, score]) => [
      name,
      typeof score === 'number' ? { status: 'measured', value: score } : { status: score, why: 'as the baseline has it' },
    ]),
  )
