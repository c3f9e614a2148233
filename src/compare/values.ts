import type { BaselineSample } from '../domain/run.ts'

/** What one side knows of a sample on a metric: the mean of its measured trials, or why there is none. */
export type Value = number | 'skipped' | 'missing'

/** Trials of one sample are averaged first, so that samples, not calls, are counted. */
export const valueOf = (sample: BaselineSample | undefined, metric: string): Value => {
  const scores = (sample?.trials ?? []).map((trial) => trial.scores[metric] ?? 'unscored')
  const measured = scores.filter((score) => typeof score === 'number')
  if (measured.length > 0) return measured.reduce((sum, value) => sum + value, 0) / measured.length
  return scores.length > 0 && scores.every((score) => score === 'skipped') ? 'skipped' : 'missing'
}

/** One sample as both sides measured it; `drop` is positive where it got worse. */
export type Pair = { readonly id: string; readonly base: number; readonly now: number; readonly drop: number }

/** A sample that a side could not measure, with the drop it would be at its worst and at its best. */
export type Gap = { readonly id: string; readonly worst: number; readonly best: number }

export type Pairing = { readonly pairs: readonly Pair[]; readonly gaps: readonly Gap[] }

export type Sides = { readonly base: ReadonlyMap<string, BaselineSample>; readonly head: ReadonlyMap<string, BaselineSample> }

/** Differences below this come from averaging in floating point: (0.4 + 0.4 + 0.4) / 3 is more than 0.4. */
const rounding = 1e-12

/** Both sides of one metric over the paired samples; samples that the metric does not apply to are left out. */
export const pairValues = (
  sides: Sides,
  ids: readonly string[],
  metric: { readonly name: string; readonly better: 'higher' | 'lower' },
): Pairing => {
  const sign = metric.better === 'higher' ? 1 : -1
  const pairs: Pair[] = []
  const gaps: Gap[] = []
  for (const id of ids) {
    const base = valueOf(sides.base.get(id), metric.name)
    const now = valueOf(sides.head.get(id), metric.name)
    if (isOutside(base, now)) continue
    if (typeof base === 'number' && typeof now === 'number') pairs.push({ id, base, now, drop: dropFrom(base, now, sign) })
    else gaps.push({ id, ...rangeOf(base, now, sign) })
  }
  return { pairs, gaps }
}

/** The metric does not apply to the sample as far as anyone saw: an error on the other side is no gap then. */
const isOutside = (base: Value, now: Value): boolean =>
  (base === 'skipped' || now === 'skipped') && typeof base !== 'number' && typeof now !== 'number'

const dropFrom = (base: number, now: number, sign: number): number => (Math.abs(base - now) < rounding ? 0 : sign * (base - now))

/** The drops that are possible where a side is unknown, scores lying in [0, 1]. */
const rangeOf = (base: Value, now: Value, sign: number): { readonly worst: number; readonly best: number } => {
  const bases = typeof base === 'number' ? [base] : [0, 1]
  const nows = typeof now === 'number' ? [now] : [0, 1]
  const drops = bases.flatMap((one) => nows.map((other) => sign * (one - other)))
  return { worst: Math.max(...drops), best: Math.min(...drops) }
}
