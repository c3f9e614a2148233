import type { Entry } from '../domain/sample.ts'
import { trialsOf, type TrialPlan } from '../domain/trials.ts'

/** With three trials an unchanged sample that is right nine times in ten is wrong in all of them once in a thousand runs. */
const criticalTrials = 3

/** How often each sample is asked: a critical one three times where the target does not answer the same twice. */
export const planTrials = (
  samples: readonly Entry[],
  trials: number,
  { deterministic }: { readonly deterministic: boolean },
): TrialPlan => {
  const critical = samples.filter(({ severity }) => severity === 'critical')
  if (deterministic || trials >= criticalTrials || critical.length === 0) return { trials }
  return { trials, moreTrials: Object.fromEntries(critical.map(({ id }) => [id, criticalTrials])) }
}

/** One (sample × trial) of a plan, with its place in it, from 0. */
export type Step = { readonly entry: Entry; readonly trial: number; readonly place: number }

export function* stepsOf(plan: TrialPlan, samples: readonly Entry[]): Generator<Step> {
  let place = 0
  for (const entry of samples) for (let trial = 1; trial <= trialsOf(plan, entry.id); trial += 1) yield { entry, trial, place: place++ }
}
