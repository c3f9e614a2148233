import type { Baseline, Run } from '../domain/run.ts'
import { countSamples } from './measure.ts'

/** One trial of a baseline as the run that it once was, as far as a gate looks at one. */
export const trialRun = (baseline: Baseline, trial: number): Run => {
  const samples = baseline.samples.flatMap(({ id, hash, trials }) => {
    const kept = trials[trial - 1]
    return kept === undefined ? [] : [{ id, hash, trials: [kept] }]
  })
  const plan = { planned: baseline.samples.map(({ id }) => id), trials: 1 }
  return {
    format: 1,
    id: `${baseline.run.id} trial ${trial}`,
    startedAt: baseline.run.startedAt,
    suite: '',
    fingerprint: baseline.fingerprint,
    ...plan,
    selected: false,
    samples,
    counts: countSamples(plan, samples),
    usage: { calls: 0, cached: 0, attempts: 0, tokensIn: 0, tokensOut: 0, usd: 0, times: [] },
    served: baseline.served,
  }
}
