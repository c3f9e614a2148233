import type { RunHeader } from './run.ts'

/** How often each sample of a run is asked. */
export type TrialPlan = Pick<RunHeader, 'trials' | 'moreTrials'>

export const trialsOf = ({ trials, moreTrials = {} }: TrialPlan, id: string): number =>
  Object.hasOwn(moreTrials, id) ? (moreTrials[id] ?? trials) : trials

/** Every (sample × trial) of a run. */
export const plannedCount = ({ planned, ...plan }: TrialPlan & Pick<RunHeader, 'planned'>): number =>
  planned.reduce((sum, id) => sum + trialsOf(plan, id), 0)
