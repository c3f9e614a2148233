import type { Comparison, Flip, Outcome } from '../domain/comparison.ts'
import type { Level, Report } from '../domain/report.ts'
import { brokenLines } from './broken.ts'
import { confirmationNotes, endsNote, intervalHead } from './confirmation.ts'
import { age, allowed, interval, plural, score, seconds, signed, spentText } from './figures.ts'
import { sensitivityNotes } from './sensitivity.ts'
import { sliceLines } from './guards.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { trialsText } from './trials.ts'
import { shorten, toAscii, visible } from './visible.ts'

/** The whole report for a terminal. */
export const textReport = (report: Report, style: Style): string => {
  const text = [
    heading(report),
    '',
    metricTable(report, style),
    ...footnotes(report),
    ...sliceLines(report, style),
    '',
    ...notes(report),
    verdictLine(report, style),
    ...brokenLines(report, style),
    ...nextLines(report),
  ].join('\n')
  return `${style.ascii ? toAscii(text) : text}\n`
}

/** What stands first on the verdict line, for each outcome. */
export const verdictWords: Readonly<Record<Outcome, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  'not-measured': 'COULD NOT MEASURE',
  'no-verdict': 'NO VERDICT',
  'gate-changed': 'GATE CHANGED',
}

const heading = (report: Report): string => {
  const { run, baseline, spend, served } = report
  const against =
    baseline === undefined
      ? 'no baseline'
      : `baseline ${baseline.accepted.commit === '' ? '' : `${visible(baseline.accepted.commit.slice(0, 7))} `}(${age(baseline.accepted.at, report.at)})`
  const models = served.length === 0 ? [] : [visible(served.join(', '))]
  return [
    `aieval ${report.aieval}`,
    visible(report.suite),
    against,
    trialsText(run),
    ...models,
    `${spend.calls} calls, ${spend.cached} cached`,
  ].join('   ')
}

const metricTable = (report: Report, style: Style): string =>
  report.comparisons.length === 0 ? levelTable(report.levels, style) : comparisonTable(report.comparisons, style)

const right = 'right' as const

const levelTable = (levels: readonly Level[], style: Style): string =>
  table(
    [{ head: 'metric' }, { head: 'n', align: right }, { head: 'now', align: right }],
    levels.map((level) => [level.metric, String(level.n), level.n === 0 ? '–' : score(level.mean)]),
    style,
  )

export const comparisonTable = (comparisons: readonly Comparison[], style: Style): string =>
  table(
    [
      { head: 'metric' },
      { head: 'n', align: right },
      { head: 'base', align: right },
      { head: 'now', align: right },
      { head: intervalHead(comparisons) },
      { head: 'better/worse' },
      { head: 'allowed', align: right },
      { head: '' },
    ],
    comparisons.map((each) => [
      each.metric,
      String(each.n),
      each.n === 0 ? '–' : score(each.base),
      each.n === 0 ? '–' : score(each.now),
      each.interval === undefined ? '–' : `${signed(each.delta)} ${interval(each.interval)}`,
      `${each.better} / ${each.worse}`,
      each.allowed === undefined ? '–' : allowed(each.allowed),
      stateWords(each, style),
    ]),
    style,
  )

const stateWords = (comparison: Comparison, { paint }: Style): string => {
  const words = stateText(comparison)
  switch (comparison.state) {
    case 'regressed':
      return paint.red.bold(words)
    case 'held':
      return paint.green(words)
    case 'unproven':
    case 'not-measured':
      return paint.yellow(words)
    case 'not-gated':
      return paint.dim(words)
  }
}

/** The state of a metric as it stands in the last column. */
export const stateText = (comparison: Comparison): string => {
  switch (comparison.state) {
    case 'regressed':
      return `REGRESSED (${comparison.beyondNoise === true ? 'beyond' : 'within'} noise)`
    case 'held':
      return comparison.gained === true ? 'held, better' : 'held'
    case 'unproven':
      return 'unproven'
    case 'not-measured':
      return 'not measured'
    case 'not-gated':
      return 'not gated'
  }
}

const footnotes = (report: Report): readonly string[] => {
  const ceilings = report.levels.flatMap((level) =>
    level.ceiling === undefined ? [] : [`ceiling of ${level.metric} on this set: ${level.ceiling.toFixed(2)}`],
  )
  const { planned, scored, errored, notRun, failed } = report.counts
  const crashed = failed === 0 ? '' : `, the app failed on ${failed}`
  const counts = `scored ${scored} + errored ${errored} + not run ${notRun} = ${planned}${crashed}`
  return [
    ...(report.comparisons.length === 0 ? [] : [endsNote(report)]),
    `  (${[...ceilings, counts].join(' · ')})`,
    ...spendLines(report.spend),
  ]
}

/** Nothing of what was free: local models, cached replies, and apps that do not count tokens. */
const spendLines = (spend: Report['spend']): readonly string[] => {
  const counted = spend.tokensIn + spend.tokensOut > 0 && spend.usd !== 0
  const parts = [
    ...(counted ? [`cost ${spentText(spend)}`] : []),
    ...(spend.p95 === 0 ? [] : [`p50 ${seconds(spend.p50)}, p95 ${seconds(spend.p95)} a sample`]),
  ]
  return parts.length === 0 ? [] : [`  (${parts.join(' · ')})`]
}

const notes = (report: Report): readonly string[] => {
  const { alignment, differences, warnings } = report
  const moved = [
    ['new', alignment?.added ?? []],
    ['removed', alignment?.removed ?? []],
    ['changed', alignment?.changed ?? []],
  ] as const
  const lines = [
    ...moved
      .filter(([, ids]) => ids.length > 0)
      .map(
        ([word, ids]) =>
          `samples ${word} since the baseline, not compared: ${plural(ids.length, 'sample')} (${shorten(ids.join(', '), 120)})`,
      ),
    ...(differences.length === 0
      ? []
      : [`changed since the baseline: ${differences.map(({ part, base, now }) => `${part} ${base} → ${now}`).join(', ')}`]),
    ...confirmationNotes(report),
    ...warnings,
    ...sensitivityNotes(report),
  ]
  return lines.length === 0 ? [] : [...lines.map((line) => `note   ${visible(line)}`), '']
}

const verdictLine = ({ verdict }: Report, { paint }: Style): string => {
  const colour = {
    pass: verdict.unproven ? paint.yellow.bold : paint.green.bold,
    fail: paint.red.bold,
    'not-measured': paint.yellow.bold,
    'no-verdict': paint.yellow.bold,
    'gate-changed': paint.magenta.bold,
  }[verdict.outcome]
  const words = `${verdictWords[verdict.outcome]}${verdict.unproven ? ' (unproven)' : ''}`
  const [first = '', ...others] = verdict.reasons.map(visible)
  return [`${colour(words)}   ${first}`, ...others.map((reason) => `${' '.repeat(words.length)}   ${reason}`)].join('\n')
}

const nextLines = (report: Report): readonly string[] => {
  const steps = [...report.verdict.next, ...whereToLook(report.verdict.outcome, report.broken)].map(visible)
  return steps.length === 0 ? [] : [`next   ${steps.join('   ·   ')}`]
}

/** The steps after a fail. */
export const whereToLook = (outcome: Outcome, broken: readonly Flip[]): readonly string[] => {
  const first = broken[0]
  return outcome === 'fail' && first !== undefined
    ? [`aieval run --only ${first.id}`, 'aieval baseline --accept-regression --reason "…" if this is intended']
    : []
}
