import type { Report } from '../domain/report.ts'
import { fenced } from './fence.ts'
import { age, plural, seconds, spentText } from './figures.ts'
import { folded } from './markdown-broken.ts'
import { shorten, visible } from './visible.ts'

const longestLine = 500
const mostDifferences = 40

/** How the figures came about, folded and fenced. */
export const measured = (report: Report): string => {
  const lines = [
    ...pairs(report),
    countsLine(report),
    ...against(report),
    ...models(report),
    `calls: ${report.spend.calls}, ${report.spend.cached} of them cached; spent: ${spentText(report.spend)}; p50 ${seconds(report.spend.p50)}, p95 ${seconds(report.spend.p95)} a sample`,
    ...report.differences.slice(0, mostDifferences).map(({ part, base, now }) => `changed: ${part} ${base} → ${now}`),
    `aieval ${report.aieval}, suite ${report.suite}, run ${report.run.id}`,
  ]
  return folded('How it was measured', fenced(lines.map((line) => shorten(visible(line), longestLine))))
}

/** Every planned sample ends in exactly one of these. */
export const countsLine = ({ counts: { planned, scored, errored, notRun, failed } }: Report): string =>
  `scored ${scored} + errored ${errored} + not run ${notRun} = ${planned}${failed === 0 ? '' : `, the app failed on ${failed}`}`

/** The samples that one side alone has, counted and named. */
export const movedSamples = ({ alignment }: Report): readonly string[] =>
  [['new', alignment?.added ?? []] as const, ['removed', alignment?.removed ?? []] as const, ['changed', alignment?.changed ?? []] as const]
    .filter(([, ids]) => ids.length > 0)
    .map(
      ([word, ids]) =>
        `samples ${word} since the baseline, not compared: ${plural(ids.length, 'sample')} (${shorten(ids.join(', '), 120)})`,
    )

const pairs = ({ alignment, comparisons, run }: Report): readonly string[] => {
  const planned = `${plural(run.planned.length, 'sample')} × ${run.trials}${run.selected ? ', a selection' : ''}`
  if (alignment === undefined || comparisons.length === 0) return [planned]
  return [
    `${planned}, ${alignment.paired.length} paired with the baseline by id and content`,
    'interval: paired score interval (Tango 1998), widened where samples share a cluster; each end holds with 95 %',
    'beyond noise: one-sided, Holm over the gated metrics, below .05',
  ]
}

const against = ({ baseline, at }: Report): readonly string[] => {
  if (baseline === undefined) return ['no baseline']
  const { commit, at: accepted, by, why } = baseline.accepted
  const who = `${by === '' ? '' : ` by ${by}`}${why === '' ? '' : `: ${why}`}`
  return [`baseline: ${baseline.file}${commit === '' ? '' : ` at ${commit.slice(0, 7)}`}, ${age(accepted, at)}, accepted${who}`]
}

const models = ({ run, served }: Report): readonly string[] => {
  const pinned = Object.entries(run.fingerprint.models).map(([role, model]) => `${role} ${model}`)
  return [
    `pinned: ${pinned.length === 0 ? 'no model' : pinned.join(', ')}`,
    ...(served.length === 0 ? [] : [`served: ${served.join(', ')}`]),
  ]
}
