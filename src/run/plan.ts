import type { RunHeader } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'

/** With three trials an unchanged sample that is right nine times in ten is wrong in all of them once in a thousand runs. */
const criticalTrials = 3

export type TrialPlan = Pick<RunHeader, 'trials' | 'moreTrials'>

/** How often each sample is asked: a critical one three times where the target does not answer the same twice. */
export const planTrials = (
  samples: readonly Placed[],
  trials: number,
  { deterministic }: { readonly deterministic: boolean },
): TrialPlan => {
  const critical = samples.filter(({ sample }) => sample.severity === 'critical')
  if (deterministic || trials >= criticalTrials || critical.length === 0) return { trials }
  return { trials, moreTrials: Object.fromEntries(critical.map(({ sample }) => [sample.id, criticalTrials])) }
}

export const trialsOf = ({ trials, moreTrials = {} }: TrialPlan, id: string): number =>
  Object.hasOwn(moreTrials, id) ? (moreTrials[id] ?? trials) : trials

/** Every (sample × trial) of a run. */
export const plannedCount = ({ planned, ...plan }: TrialPlan & Pick<RunHeader, 'planned'>): number =>
  planned.reduce((sum, id) => sum + trialsOf(plan, id), 0)
