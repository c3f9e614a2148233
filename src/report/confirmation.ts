import type { Comparison } from '../domain/comparison.ts'
import type { Confirmation } from '../domain/confirmation.ts'
import { plural, points } from './figures.ts'

type Told = { readonly comparisons: readonly Comparison[]; readonly confirmation?: Confirmation }

const usualAlpha = 0.05

/** The head of the column of intervals: both ends together. */
export const intervalHead = (comparisons: readonly Comparison[]): string =>
  `Δ [${levels(comparisons)
    .map((alpha) => Math.round(100 * (1 - 2 * alpha)))
    .join(' or ')} %]`

/** What each end alone holds with. */
export const endsNote = ({ comparisons, confirmation }: Told): string => {
  const [first = usualAlpha, second] = levels(comparisons.filter((each) => confirmation?.metrics.includes(each.metric) !== true)).concat(
    levels(comparisons.filter((each) => confirmation?.metrics.includes(each.metric) === true)),
  )
  const confirmed = second === undefined ? '' : `, of a confirmed metric with ${percent(second)}`
  return `  each end of an interval holds with ${percent(first)}${confirmed}; the lower one decides \`held\``
}

/** What was run again, at what price, and what the first look had said. */
export const confirmationNotes = ({ confirmation }: Told): readonly string[] => {
  if (confirmation === undefined) return []
  const { discordant, drawn, rest, calls, counts, first } = confirmation
  const missing = counts.planned - counts.scored
  return [
    `confirmed with ${plural(calls, 'more call')}: ${plural(discordant, 'sample')} that differed and ${drawn} of the other ${rest} were asked once more${missing === 0 ? '' : `, ${missing} without an answer`}`,
    ...first.map(atFirst),
  ]
}

const atFirst = ({ metric, delta, allowed = 0, state }: Comparison): string =>
  state === 'regressed'
    ? `${metric} at first: dropped ${points(delta)} points, ${points(allowed)} allowed, within noise`
    : `${metric} at first: unproven`

/** The confirmation as JSON has it. */
export const confirmationJson = ({ confirmation }: Told): object => {
  if (confirmation === undefined) return {}
  const { discordant, drawn, rest, chance, first, ...facts } = confirmation
  return {
    confirmation: {
      ...facts,
      samples: { discordant, drawn, rest, chance },
      first: first.map(({ metric, delta, interval, state, beyondNoise }) => ({
        name: metric,
        delta,
        lower: interval?.lower ?? null,
        upper: interval?.upper ?? null,
        state,
        beyondNoise: beyondNoise ?? null,
      })),
    },
  }
}

const levels = (comparisons: readonly Comparison[]): readonly number[] => {
  const found = [...new Set(comparisons.map((each) => each.alpha ?? usualAlpha))]
  return found.toSorted((one, other) => other - one)
}

const percent = (alpha: number): string => `${Math.round(100 * (1 - alpha))} %`
