import calibrators from './calibrator.json' with { type: 'json' }
import type { Features } from './features.ts'

/** A logistic regression on standardised features, and what it was fitted on. */
export type Calibrator = {
  readonly features: readonly (keyof Features)[]
  readonly mean: readonly number[]
  readonly scale: readonly number[]
  readonly weights: readonly number[]
  readonly intercept: number
  readonly fittedOn: { readonly sha256: string; readonly n: number }
}

/** One for answers found with an embedding model, one for those found by words alone, where similarities say nothing. */
export const calibratorFor = (hasVectors: boolean): Calibrator => (hasVectors ? fitted.hybrid : fitted.lexical)

const fitted = calibrators as unknown as { readonly hybrid: Calibrator; readonly lexical: Calibrator }

/** The probability that an answer with these features is right, as it was on the samples that the calibrator was fitted on. */
export const confidenceOf = (features: Features, { features: names, mean, scale, weights, intercept }: Calibrator): number => {
  const sum = names.reduce(
    (total, name, place) => total + ((weights[place] ?? 0) * (features[name] - (mean[place] ?? 0))) / (scale[place] ?? 1),
    intercept,
  )
  return 1 / (1 + Math.exp(-sum))
}
