/** The drop of one sample in the first run and, where it was run again, the one against the same baseline in the second. */
export type TwoPhaseDrop = { readonly drop: number; readonly again?: Again }

/** The chance with which the sample was picked to be run again, in (0, 1], and its new drop. */
export type Again = { readonly chance: number; readonly drop: number }

/**
 * Drops whose mean estimates that of both runs' averages without bias, whatever the first run showed, though only some samples
 * ran again: those count by the inverse of their chance (difference estimator; Särndal, Swensson & Wretman 1992, 6.3).
 */
export function twoPhaseDrops(samples: readonly TwoPhaseDrop[]): readonly number[] {
  return samples.map(({ drop, again }) => (again === undefined ? drop : drop + correction(drop, again)))
}

function correction(first: number, { chance, drop }: Again): number {
  if (!(chance > 0 && chance <= 1)) throw new RangeError(`the chance to be run again lies in (0, 1], not ${chance}`)
  return (drop - first) / 2 / chance
}
