import type { BaselineSample } from '../domain/run.ts'
import { twoPhaseDrops } from '../stats/two-phase.ts'
import { pairValues, type Gap, type Pair, type Pairing, type Sides } from './values.ts'

/** A sample that was picked to be run again with this chance, and its new trial; none where the trial never ran. */
export type Fresh = { readonly chance: number; readonly sample: BaselineSample | undefined }
export type Again = ReadonlyMap<string, Fresh>

type Known = { readonly sides: Sides; readonly paired: readonly string[] }
type Judged = { readonly name: string; readonly better: 'higher' | 'lower' }

/** The pairs with what their new trials add: where one has no value it is a gap, between what its worst and its best would come to. */
export const pairTwice = ({ sides, paired }: Known, again: Again, metric: Judged): Pairing => {
  const first = pairValues(sides, paired, metric)
  const head = new Map([...again].flatMap(([id, { sample }]) => (sample === undefined ? [] : [[id, sample] as const])))
  const second = pairValues({ base: sides.base, head }, [...again.keys()], metric)
  const fresh = new Map([...second.pairs.map(certain), ...second.gaps].map((range) => [range.id, range]))
  const sign = metric.better === 'higher' ? 1 : -1
  const seen = (pair: Pair): Seen => {
    const range = rangeOf(certain(pair), again.get(pair.id)?.chance, fresh.get(pair.id))
    if (range.worst !== range.best) return { gaps: [range], pairs: [] }
    return { gaps: [], pairs: [{ ...pair, now: pair.base - sign * range.worst, drop: range.worst }] }
  }
  const pairs = first.pairs.map(seen)
  const gaps = first.gaps.map((gap) => rangeOf(gap, again.get(gap.id)?.chance, fresh.get(gap.id)))
  return { pairs: pairs.flatMap((each) => each.pairs), gaps: [...pairs.flatMap((each) => each.gaps), ...gaps] }
}

type Seen = Pick<Pairing, 'pairs' | 'gaps'>

const certain = ({ id, drop }: Pair): Gap => ({ id, worst: drop, best: drop })

/** A first drop may count negatively beside a rare second one, so every pair of ends is tried. */
const rangeOf = (first: Gap, chance: number | undefined, fresh: Gap | undefined): Gap => {
  if (chance === undefined || fresh === undefined) return first
  const ends = twoPhaseDrops(
    [first.worst, first.best].flatMap((drop) => [fresh.worst, fresh.best].map((again) => ({ drop, again: { chance, drop: again } }))),
  )
  return { id: first.id, worst: Math.max(...ends), best: Math.min(...ends) }
}
