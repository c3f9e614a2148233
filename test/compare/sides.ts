import type { ComparisonInput, Gated } from '../../src/compare/compare.ts'
import type { Policy } from '../../src/compare/state.ts'
import type { Sides } from '../../src/compare/values.ts'
import type { Comparison } from '../../src/domain/comparison.ts'
import type { BaselineSample, BaselineTrial } from '../../src/domain/run.ts'

/** What one trial of a sample came to on one metric. */
export type Cell = number | 'skipped' | 'unscored' | 'errored'

/** Samples s0, s1 … on one metric: a cell is a single trial, a list its trials. */
export const sideOf = (cells: readonly (Cell | readonly Cell[])[], metric = 'accuracy'): readonly BaselineSample[] =>
  cells.map((cell, index) => ({
    id: `s${index}`,
    hash: `hash ${index}`,
    trials: (Array.isArray(cell) ? cell : [cell]).map((each: Cell) => trialOf(each, metric)),
  }))

const trialOf = (cell: Cell, metric: string): BaselineTrial =>
  cell === 'errored' ? { status: 'errored', scores: {}, failure: 'timeout' } : { status: 'answered', scores: { [metric]: cell } }

/** Cells of both sides: so many right before and wrong now (lost), the other way round (won), right on both (kept), wrong on both (never). */
export type Tally = { readonly n: number; readonly lost?: number; readonly won?: number; readonly never?: number }

export const cellsOf = ({ n, lost = 0, won = 0, never = 0 }: Tally): { readonly base: readonly Cell[]; readonly now: readonly Cell[] } => ({
  base: [...many(1, lost), ...many(0, won), ...many(0, never), ...many(1, n - lost - won - never)],
  now: [...many(0, lost), ...many(1, won), ...many(0, never), ...many(1, n - lost - won - never)],
})

const many = (cell: Cell, count: number): readonly Cell[] => Array.from({ length: count }, () => cell)

export const sidesOf = (base: readonly (Cell | readonly Cell[])[], now: readonly (Cell | readonly Cell[])[]): Sides => ({
  base: byId(sideOf(base)),
  head: byId(sideOf(now)),
})

export const byId = (samples: readonly BaselineSample[]): ReadonlyMap<string, BaselineSample> =>
  new Map(samples.map((sample) => [sample.id, sample]))

export const threshold: Policy = { policy: 'threshold', strict: false }
export const strict: Policy = { policy: 'threshold', strict: true }
export const evidence: Policy = { policy: 'evidence', strict: false }

type Cells = readonly (Cell | readonly Cell[])[]

/** A comparison of one metric, `accuracy`, on samples that are all in both sides. */
export const inputOf = (
  base: Cells,
  now: Cells,
  more: Partial<Gated & Pick<ComparisonInput, 'policy' | 'clusterOf'>> = {},
): ComparisonInput => {
  const { policy = threshold, clusterOf = (id: string) => id, ...metric } = more
  const sides = sidesOf(base, now)
  return { sides, paired: [...sides.base.keys()], metrics: [{ name: 'accuracy', better: 'higher', ...metric }], clusterOf, policy }
}

/** A comparison as figures, for what is said of one. */
export const madeComparison = (more: Partial<Comparison> = {}): Comparison => ({
  metric: 'accuracy',
  n: 100,
  base: 1,
  now: 1,
  delta: 0,
  better: 0,
  worse: 0,
  clusters: 100,
  missing: 0,
  state: 'held',
  ...more,
})
