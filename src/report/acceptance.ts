import type { Report } from '../domain/report.ts'
import type { Accepted } from '../domain/run.ts'
import { interval, plural, score, signed } from './figures.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { trialsText } from './trials.ts'
import { shorten, toAscii, visible } from './visible.ts'

export type Acceptance = {
  readonly file: string
  readonly accepted: Accepted
  readonly unmeasured: readonly string[]
  /** Files beside the baseline that are to be committed with it. */
  readonly beside?: readonly string[]
  readonly warnings?: readonly string[]
}

/** What `aieval baseline` accepted: each metric before and after, the samples that get worse, who and why. */
export const acceptanceReport = (report: Report, acceptance: Acceptance, style: Style): string => {
  const lines = [
    metricTable(report, style),
    '',
    ...notes(report, acceptance),
    `${style.paint.green.bold('ACCEPTED')}   ${visible(acceptance.file)}   ${visible(summary(report, acceptance))}`,
    `next       git add ${[acceptance.file, ...(acceptance.beside ?? [])].map(visible).join(' ')} && git commit`,
  ]
  const text = `${lines.join('\n')}\n`
  return style.ascii ? toAscii(text) : text
}

const metricTable = ({ levels, comparisons }: Report, style: Style): string =>
  table(
    [
      { head: 'metric' },
      { head: 'n', align: 'right' },
      { head: 'before', align: 'right' },
      { head: 'accepted', align: 'right' },
      { head: 'Δ [90 %]' },
    ],
    levels.map(({ metric, n, mean }) => {
      const comparison = comparisons.find((each) => each.metric === metric)
      const compared = comparison !== undefined && comparison.n > 0
      return [
        metric,
        String(n),
        compared ? score(comparison.base) : '–',
        n === 0 ? '–' : score(mean),
        compared && comparison.interval !== undefined ? `${signed(comparison.delta)} ${interval(comparison.interval)}` : '–',
      ]
    }),
    style,
  )

/** `before` is known of fewer samples than are accepted where the set was changed: what those few come to now stands beside it. */
const comparedOnPart = ({ levels, comparisons }: Report): readonly string[] => {
  const parts = comparisons.filter(({ metric, n }) => n > 0 && n < (levels.find((level) => level.metric === metric)?.n ?? 0))
  if (parts.length === 0) return []
  const each = parts.map(({ metric, n, base, now }) => `${metric} ${score(base)} → ${score(now)} on ${n}`)
  return [`before and Δ are of the samples measured on both sides, accepted of all n: ${each.join(', ')}`]
}

const notes = (report: Report, { unmeasured, warnings = [] }: Acceptance): readonly string[] => {
  const { broken, comparisons, alignment } = report
  const worse = comparisons.filter((each) => each.worse > 0).map((each) => `${each.metric} ${each.worse}`)
  const lines = [
    ...comparedOnPart(report),
    ...(worse.length === 0 ? [] : [`samples that get worse: ${worse.join(', ')}`]),
    ...(broken.length === 0 ? [] : [`accepted regressions: ${shorten([...new Set(broken.map((flip) => flip.id))].join(', '), 300)}`]),
    ...(alignment === undefined || alignment.added.length + alignment.removed.length + alignment.changed.length === 0
      ? []
      : [`${plural(alignment.added.length, 'new sample')}, ${alignment.removed.length} removed, ${alignment.changed.length} changed`]),
    ...(unmeasured.length === 0 ? [] : [`stored as unmeasured: ${shorten(unmeasured.join(', '), 300)}`]),
    ...warnings,
  ]
  return lines.length === 0 ? [] : [...lines.map((line) => `note   ${visible(line)}`), '']
}

const summary = ({ run, served }: Report, { accepted }: Acceptance): string => {
  const who = accepted.by === '' ? '' : ` by ${accepted.by}`
  const at =
    accepted.commit === '' ? 'outside git' : `at ${accepted.commit.slice(0, 7)}${accepted.dirty ? ' with uncommitted changes' : ''}`
  const why = accepted.why === '' ? '' : ` "${accepted.why}"`
  const by = served.length === 0 ? '' : `, ${served.join(', ')}`
  return `${trialsText(run)}${by}${who} ${at}${why}`
}
