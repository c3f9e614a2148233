import type { DataCounts, LintFinding, LintLevel, LintReport, LintResult, SampleCounts, Tally } from '../domain/lint.ts'
import { plural } from './figures.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { toAscii, visible } from './visible.ts'

/** What lint found, for a terminal: findings by check, then what the set is made of. */
export const lintText = (report: LintReport, style: Style): string => {
  const { all, dev } = report.counts
  const lines = [
    [`aieval ${report.aieval}`, report.suite, plural(all.samples, 'sample'), ...(dev === 0 ? [] : [plural(dev, 'dev sample')])].join('   '),
    '',
    ...report.results.flatMap((result) => findingLines(result, style)),
    ...skippedLines(report.results),
    sliceTable(report.counts, style),
    '',
    ...tallyLines(report.counts),
    '',
    closing(report, style),
  ]
  const text = `${lines.join('\n')}\n`
  return style.ascii ? toAscii(text) : text
}

/** What lint found as one JSON object, the contract for scripts: fields are added, never renamed, within a schemaVersion. */
export const lintJson = (report: LintReport): string => {
  const { all, largestCluster, slices, ...counts } = report.counts
  const json = {
    schemaVersion: 1,
    errors: countOf(report, 'error'),
    warnings: countOf(report, 'warning'),
    findings: report.results.flatMap((result) => findingsOf(result).map((finding) => findingJson(result, finding))),
    skipped: report.results.flatMap((result) => (result.status === 'skipped' ? [{ check: result.check, because: result.because }] : [])),
    counts: { ...countsJson(all), ...counts, largestCluster: largestCluster ?? null, slices: slices.map(countsJson) },
    aieval: report.aieval,
    suite: report.suite,
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

/** How many findings of a level there are. */
export const countOf = ({ results }: LintReport, level: LintLevel): number =>
  results.filter((result) => result.level === level).reduce((sum, result) => sum + findingsOf(result).length, 0)

const findingsOf = (result: LintResult): readonly LintFinding[] => (result.status === 'checked' ? result.findings : [])

const findingJson = ({ check, level }: LintResult, { message, at, id, hint }: LintFinding): object => ({
  check,
  level,
  file: at?.file ?? null,
  line: at?.line ?? null,
  id: id ?? null,
  message,
  hint: hint ?? null,
})

const countsJson = ({ ceiling, ...counts }: SampleCounts): object => ({ ...counts, ceiling: ceiling ?? null })

const mostShown = 50

const findingLines = (result: LintResult, { paint }: Style): readonly string[] => {
  const findings = findingsOf(result)
  if (findings.length === 0) return []
  const level = result.level === 'error' ? paint.red.bold('ERROR') : paint.yellow.bold('WARNING')
  const rest = findings.length - mostShown
  return [
    `${level}   ${result.check}   ${result.why}`,
    ...findings.slice(0, mostShown).map((finding) => `  ${findingLine(finding)}`),
    ...(rest > 0 ? [`  … and ${rest} more: aieval lint --json has all`] : []),
    '',
  ]
}

const findingLine = ({ message, at, id, hint }: LintFinding): string =>
  [
    ...(at === undefined ? [] : [`${visible(at.file)}:${at.line}${at.column === undefined ? '' : `:${at.column}`}`]),
    ...(id === undefined ? [] : [id]),
    `${visible(message)}${hint === undefined ? '' : ` (${visible(hint)})`}`,
  ].join('  ')

/** Checks that were skipped for one reason stand on one line. */
const skippedLines = (results: readonly LintResult[]): readonly string[] => {
  const skipped = results.filter((result) => result.status === 'skipped')
  const lines = [...Map.groupBy(skipped, ({ because }) => because)].map(
    ([because, group]) => `not checked   ${group.map(({ check }) => check).join(', ')}: ${visible(because)}`,
  )
  return lines.length === 0 ? [] : [...lines, '']
}

const sliceTable = ({ all, slices }: DataCounts, style: Style): string =>
  table(
    [
      { head: 'slice' },
      { head: 'n', align: 'right' },
      { head: 'answerable', align: 'right' },
      { head: 'with ≥ 4 relevant', align: 'right' },
      { head: 'precision_at_5 ceiling', align: 'right' },
    ],
    [...slices.map((slice) => [visible(slice.slice), ...sliceCells(slice)]), ['all', ...sliceCells(all)]],
    style,
  )

const sliceCells = ({ samples, answerable, wellCovered, ceiling }: SampleCounts): readonly string[] => [
  String(samples),
  samples === 0 ? '–' : `${answerable} (${percent(answerable / samples)})`,
  answerable === 0 ? '–' : percent(wellCovered / answerable),
  ceiling === undefined ? '–' : ceiling.toFixed(2),
]

const percent = (share: number): string => `${Math.round(share * 100)} %`

const tallyLines = ({ severities, keyedTags, tags, clusters, largestCluster }: DataCounts): readonly string[] => {
  const largest = largestCluster === undefined ? '' : `, the largest ${visible(largestCluster.name)} (${largestCluster.samples})`
  const rows: readonly (readonly [string, string])[] = [
    ['severity', tallied(severities)],
    ...keyedTags.map(({ key, values }) => [visible(key), tallied(values)] as const),
    ...(tags.length === 0 ? [] : [['tags', tallied(tags)] as const]),
    ['clusters', `${clusters}${largest}`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}   ${text}`)
}

const tallied = (tally: Tally): string => tally.map(({ name, samples }) => `${visible(name)} ${samples}`).join(' · ')

const closing = (report: LintReport, { paint }: Style): string => {
  const [errors, warnings] = [countOf(report, 'error'), countOf(report, 'warning')]
  const words = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`
  if (errors > 0) return paint.red.bold(words)
  return warnings > 0 ? paint.yellow.bold(words) : paint.green.bold(words)
}
