/** The scores of one sample in several runs of the same app. */
export type Trials = readonly number[]

/** How runs on one side vary within a sample, and how many are averaged. */
export type Side = { readonly within: number; readonly trials: number }

/** Mean variance between runs within a sample, over those with two or more; there where there are any. On 0/1 it is half the flip rate. */
export function withinVariance(samples: readonly Trials[]): number | undefined {
  return meanOverRepeated(samples, variance)
}

/** Chance that two runs of the same app score a sample differently, over the samples with two or more; there where there are any. */
export function flipRate(samples: readonly Trials[]): number | undefined {
  return meanOverRepeated(samples, differingShare)
}

/** Variance of one sample's drop where nothing changed: that of the difference of the two sides' averages. */
export function unchangedVariance(base: Side, head: Side): number {
  return varianceOfMean(base) + varianceOfMean(head)
}

function varianceOfMean({ within, trials }: Side): number {
  if (!(within >= 0 && within < Infinity)) throw new RangeError(`a variance is a non-negative number, not ${within}`)
  if (!(trials >= 1)) throw new RangeError(`at least one trial is averaged, not ${trials}`)
  return within / trials
}

function meanOverRepeated(samples: readonly Trials[], measure: (trials: Trials) => number): number | undefined {
  const repeated = samples.filter((trials) => trials.length >= 2)
  return repeated.length === 0 ? undefined : mean(repeated.map(measure))
}

function variance(trials: Trials): number {
  const centre = mean(trials)
  return trials.reduce((sum, score) => sum + (score - centre) ** 2, 0) / (trials.length - 1)
}

/** Share of the pairs of trials that differ: all n² ordered ones, the n with themselves left out, less those of equal scores. */
function differingShare(trials: Trials): number {
  const n = trials.length
  const equal = Map.groupBy(trials, (score) => score)
    .values()
    .reduce((sum, { length }) => sum + length ** 2, 0)
  return (n * n - equal) / (n * (n - 1))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
