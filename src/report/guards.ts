import type { FlaggedSlice } from '../domain/guards.ts'
import type { Report } from '../domain/report.ts'
import { allowed, plural, score } from './figures.ts'
import type { Style } from './style.ts'
import { visible } from './visible.ts'

/** Under the table: each slice that lost more than its metric is allowed to, more than chance would do. */
export const sliceLines = ({ guards }: Report, { paint }: Style): readonly string[] =>
  guards.slices.flagged.map(
    (each) =>
      `  ${paint.yellow(visible(`${each.kind} ${each.slice}`))}   ${each.metric} ${score(each.base)} → ${score(each.now)} on ${plural(each.n, 'sample')}, ${allowed(each.allowed)} allowed: ${consequence(each, guards.slices.block)}`,
  )

const consequence = ({ decided, missing }: FlaggedSlice, block: boolean): string => {
  if (!decided) return `${plural(missing, 'missing value')} ${missing === 1 ? 'decides' : 'decide'} it`
  return block ? 'beyond noise, fails (slices.block)' : 'beyond noise, a warning (slices.block: true makes it fail)'
}
