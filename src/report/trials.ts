import type { RunHeader } from '../domain/run.ts'
import { plural } from './figures.ts'

type Trials = Pick<RunHeader, 'trials' | 'moreTrials'> & { readonly planned: readonly unknown[] }

/** "60 samples × 1", and of those the ones that were asked more often. */
export const trialsText = ({ planned, trials, moreTrials = {} }: Trials): string => {
  const more = Map.groupBy(Object.values(moreTrials), (count) => count)
  const extra = [...more].map(([count, samples]) => `, ${samples.length} of them × ${count}`).join('')
  return `${plural(planned.length, 'sample')} × ${trials}${extra}`
}
