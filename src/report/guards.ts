import type { FlaggedSlice, Guards } from '../domain/guards.ts'
import { allowed, plural, score } from './figures.ts'
import type { Style } from './style.ts'
import { shorten, visible } from './visible.ts'

const shownSlices = 3

/** Under the table: the slices that lost more than their metric is allowed to, more than chance would do; the worst of each metric first. */
export const sliceLines = ({ guards }: { readonly guards: Guards }, style: Style): readonly string[] =>
  [...Map.groupBy(guards.slices.flagged, ({ metric }) => metric)].flatMap(([metric, flagged]) => {
    const [shown, others] = parted(flagged.toSorted((one, other) => fall(other) - fall(one)))
    return [
      ...shown.map((each) => sliceLine(each, guards.slices.block, style)),
      ...(others.length === 0
        ? []
        : [
            `  ${others.length} more of ${metric}: ${shorten(visible(others.map(({ slice }) => slice).join(', ')), 100)} (figures: --json)`,
          ]),
    ]
  })

const parted = (flagged: readonly FlaggedSlice[]): readonly [readonly FlaggedSlice[], readonly FlaggedSlice[]] => [
  flagged.slice(0, shownSlices),
  flagged.slice(shownSlices),
]

const fall = ({ base, now }: FlaggedSlice): number => Math.abs(base - now)

const sliceLine = (each: FlaggedSlice, block: boolean, { paint }: Style): string =>
  `  ${paint.yellow(visible(`${each.kind} ${each.slice}`))}   ${each.metric} ${score(each.base)} → ${score(each.now)} on ${plural(each.n, 'sample')}, ${allowed(each.allowed)} allowed: ${consequence(each, block)}`

const consequence = ({ decided, missing }: FlaggedSlice, block: boolean): string => {
  if (!decided) return `${plural(missing, 'missing value')} ${missing === 1 ? 'decides' : 'decide'} it`
  return block ? 'beyond noise, fails' : 'beyond noise, a warning'
}

/** What fails or warns beside the metrics, as JSON has it. */
export const guardsJson = ({ critical, slices }: Guards): object => ({
  ...(slices.flagged.length === 0
    ? {}
    : { flaggedSlices: slices.flagged.map((each) => ({ ...each, blocks: slices.block && each.decided })) }),
  ...(Object.values(critical).every((samples) => samples.length === 0) ? {} : { critical }),
})
