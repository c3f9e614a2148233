import type { Comparison } from '../domain/comparison.ts'
import type { DoctorReport } from '../domain/doctor.ts'
import type { Sensitivity } from '../domain/sensitivity.ts'
import { age, allowed, plural, points } from './figures.ts'
import { flips, percent } from './sensitivity.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { comparisonTable, verdictWords } from './text.ts'
import { jsonText, toAscii, visible } from './visible.ts'

/** The examination of a gate for a terminal. */
export const doctorText = (report: DoctorReport, style: Style): string => {
  const text = [
    heading(report),
    '',
    powerTable(report.comparisons, style),
    '  clean pass: how often an unchanged app is shown to be so; blocked: the true drop, in points, that fails 8 times in 10',
    `  (policy ${report.policy}, ${plural(report.baseline.trials, 'baseline trial')}, ${plural(report.runTrials, 'trial')} a run)`,
    '',
    ...(report.test.status === 'done' ? ['  baseline trial 1 against trial 2', comparisonTable(report.comparisons, style), ''] : []),
    ...report.warnings.map((warning) => `note   ${visible(warning)}`),
    ...(report.warnings.length === 0 ? [] : ['']),
    ...testLines(report, style),
  ].join('\n')
  return `${style.ascii ? toAscii(text) : text}\n`
}

/** The same as one JSON object. */
export const doctorJson = ({ comparisons, test, ...report }: DoctorReport): string =>
  jsonText({
    schemaVersion: 1,
    ...report,
    test: test.status === 'done' ? { status: test.status, ...test.verdict } : test,
    metrics: comparisons.map(({ metric, interval, ...rest }) => ({
      name: metric,
      ...rest,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
    })),
  })

const heading = ({ aieval, suite, at, samples, baseline }: DoctorReport): string => {
  const commit = baseline.accepted.commit === '' ? '' : `${visible(baseline.accepted.commit.slice(0, 7))} `
  const accepted = `baseline ${commit}(${age(baseline.accepted.at, at)})`
  return `aieval ${aieval}   ${visible(suite)}   ${accepted}   ${plural(samples, 'sample')} × ${baseline.trials}`
}

const right = 'right' as const

const powerTable = (comparisons: readonly Comparison[], style: Style): string =>
  table(
    [
      { head: 'metric' },
      { head: 'n', align: right },
      { head: 'clusters', align: right },
      { head: 'design effect', align: right },
      { head: 'flip rate', align: right },
      { head: 'clean pass', align: right },
      { head: 'samples for 80 %', align: right },
      { head: 'blocked', align: right },
      { head: 'allowed', align: right },
    ],
    comparisons.map((each) => [
      each.metric,
      String(each.n),
      String(each.clusters),
      each.designEffect === undefined ? '–' : each.designEffect.toFixed(1),
      ...sensitivityCells(each.sensitivity),
      each.allowed === undefined ? '–' : allowed(each.allowed),
    ]),
    style,
  )

const sensitivityCells = (sensitivity: Sensitivity | undefined): readonly string[] => {
  if (sensitivity === undefined) return ['–', '–', '–', '–']
  if (sensitivity.status === 'unknown') return ['unknown', 'unknown', 'unknown', 'unknown']
  const { flipRate, cleanPass, samples, blockedDrop } = sensitivity
  return [flips(flipRate), percent(cleanPass), String(samples), blockedDrop === 'none' ? 'none' : points(blockedDrop)]
}

const testLines = ({ test }: DoctorReport, { paint }: Style): readonly string[] => {
  if (test.status === 'none') return [`${paint.yellow.bold('NO A/A TEST')}   ${visible(test.why)}`]
  const { outcome, unproven, reasons } = test.verdict
  const words = `A/A ${verdictWords[outcome]}${unproven ? ' (unproven)' : ''}`
  const colour = outcome === 'pass' && !unproven ? paint.green.bold : outcome === 'fail' ? paint.red.bold : paint.yellow.bold
  const [first = '', ...others] = reasons.map(visible)
  return [`${colour(words)}   ${first}`, ...others.map((reason) => `${' '.repeat(words.length)}   ${reason}`)]
}
