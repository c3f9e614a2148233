import { plural, seconds } from './figures.ts'

export type ProgressState = { readonly done: number; readonly total: number; readonly errored: number; readonly elapsedMs: number }

/** One line of progress: done of total, rate, what is left. */
export const progressLine = ({ done, total, errored, elapsedMs }: ProgressState): string => {
  const rate = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0
  const left = rate > 0 ? `, ${seconds(((total - done) / rate) * 1000)} left` : ''
  return `${done}/${total}${errored > 0 ? `, ${plural(errored, 'error')}` : ''}, ${rate.toFixed(rate < 10 ? 1 : 0)}/s${done < total ? left : ''}`
}
