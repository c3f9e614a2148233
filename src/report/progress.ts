import { dollars, duration, plural } from './figures.ts'

export type ProgressState = {
  readonly done: number
  /** Of those, what an earlier part of the run left. */
  readonly earlier?: number
  readonly total: number
  readonly errored: number
  readonly elapsedMs: number
  /** Absent where nothing was spent that anybody counts. */
  readonly usd?: number | 'unknown'
  readonly budget?: number
  /** How long calls were held back because the server asked for it. */
  readonly throttledMs?: number
}

/** One line of progress: done of total, rate, spend, how long calls were held back, what is left. */
export const progressLine = ({ done, earlier = 0, total, errored, elapsedMs, usd, budget, throttledMs = 0 }: ProgressState): string => {
  const rate = elapsedMs > 0 ? ((done - earlier) / elapsedMs) * 1000 : 0
  return [
    `${done}/${total}`,
    ...(errored > 0 ? [plural(errored, 'error')] : []),
    `${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
    ...(usd === undefined ? [] : [spend(usd, budget)]),
    ...(throttledMs >= 1000 ? [`throttled ${duration(throttledMs)}`] : []),
    ...(rate > 0 && done < total ? [`${duration(((total - done) / rate) * 1000)} left`] : []),
  ].join(', ')
}

const spend = (usd: number | 'unknown', budget: number | undefined): string => {
  if (usd === 'unknown') return 'cost unknown'
  return budget === undefined ? dollars(usd) : `${dollars(usd)} of ${dollars(budget)}`
}
