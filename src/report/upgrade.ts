import type { Comparison } from '../domain/comparison.ts'
import type { Candidate, UpgradeReport } from '../domain/upgrade.ts'
import { allowed, dollars, interval, plural, score, seconds, signed } from './figures.ts'
import { guardsJson, sliceLines } from './guards.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { jsonText, shorten, toAscii, visible } from './visible.ts'

/** The comparison of models for a terminal: a row for each model and metric, then the advice on each candidate. */
export const upgradeText = (report: UpgradeReport, style: Style): string => {
  const lines = [
    `aieval ${report.aieval}   ${visible(report.suite)}   ${plural(report.samples, 'sample')}   current ${visible(report.current.model)}`,
    '',
    modelTable(report, style),
    `  each end of an interval holds with 95 %; the lower one decides \`held\`; $/1k = 1,000 questions${pricesNote(report)}`,
    '',
    ...report.warnings.map((warning) => `note   ${visible(warning)}`),
    ...report.candidates.flatMap((candidate) => adviceLines(candidate, style)),
  ]
  const text = `${lines.join('\n')}\n`
  return style.ascii ? toAscii(text) : text
}

const pricesNote = ({ current, candidates }: UpgradeReport): string => {
  const day = [current, ...candidates].map(({ spend }) => spend.pricesAsOf).find((each) => each !== undefined)
  return day === undefined ? '' : `, prices as of ${day}`
}

/** The same as one JSON object. */
export const upgradeJson = (report: UpgradeReport): string =>
  jsonText({
    schemaVersion: 1,
    ...report,
    candidates: report.candidates.map(({ guards, ...facts }) => ({ ...facts, ...guardsJson(guards) })),
  })

const modelTable = (report: UpgradeReport, style: Style): string =>
  table(
    [
      { head: 'model' },
      { head: 'metric' },
      { head: 'value', align: 'right' },
      { head: 'Δ vs current [90 %]' },
      { head: 'better/worse' },
      { head: 'allowed', align: 'right' },
      { head: '' },
      { head: '$/1k', align: 'right' },
      { head: 'p50 / p95', align: 'right' },
    ],
    [...currentRows(report), ...report.candidates.flatMap((candidate) => candidateRows(candidate, style))],
    style,
  )

type Facts = UpgradeReport['current']

const currentRows = ({ current }: UpgradeReport): readonly (readonly string[])[] =>
  current.levels.map((level, index) => [
    index === 0 ? `${visible(current.model)} *` : '',
    level.metric,
    level.n === 0 ? '–' : score(level.mean),
    '–',
    '',
    '',
    '',
    ...costs(current, index),
  ])

const candidateRows = (candidate: Candidate, style: Style): readonly (readonly string[])[] =>
  candidate.comparisons.map((each, index) => [
    index === 0 ? visible(candidate.model) : '',
    each.metric,
    each.n === 0 ? '–' : score(each.now),
    each.interval === undefined ? '–' : `${signed(each.delta)} ${interval(each.interval)}`,
    `${each.better} / ${each.worse}`,
    each.allowed === undefined ? '–' : allowed(each.allowed),
    stateWords(each, style),
    ...costs(candidate, index),
  ])

const costs = (facts: Facts, row: number): readonly string[] =>
  row === 0 ? [perThousand(facts), `${seconds(facts.spend.p50)} / ${seconds(facts.spend.p95)}`] : ['', '']

/** What a thousand answers cost; at least that much where some calls came out of the cache, and unsaid where all did. */
const perThousand = ({ spend, counts }: Facts): string => {
  if (spend.usd === 'unknown') return dollars('unknown')
  if (counts.scored === 0 || (spend.attempts === 0 && spend.cached > 0)) return '–'
  return `${spend.usd > 0 && spend.cached > 0 ? '≥ ' : ''}${dollars((spend.usd / counts.scored) * 1000)}`
}

const stateWords = (comparison: Comparison, { paint }: Style): string => {
  if (comparison.gained === true) return paint.green(`${comparison.state === 'held' ? '' : `${comparison.state}, `}better`)
  switch (comparison.state) {
    case 'regressed':
      return paint.red.bold(`REGRESSED (${comparison.beyondNoise === true ? 'beyond' : 'within'} noise)`)
    case 'held':
      return paint.green('held')
    case 'unproven':
    case 'not-measured':
    case 'not-gated':
      return paint.yellow(comparison.state.replace('-', ' '))
  }
}

const adviceLines = (candidate: Candidate, style: Style): readonly string[] => {
  const paint = {
    GO: style.paint.green.bold,
    'NO-GO': style.paint.red.bold,
    REVIEW: style.paint.yellow.bold,
    'NOT MEASURED': style.paint.yellow.bold,
  }[candidate.advice]
  return [
    `${paint(candidate.advice)}   ${visible(`${candidate.model}: ${candidate.reasons.join('; ')}`)}`,
    ...regressionLines(candidate),
    ...sliceLines(candidate, style),
  ]
}

const regressionLines = ({ broken, slices, comparisons }: Candidate): readonly string[] =>
  comparisons
    .filter((each) => each.state === 'regressed')
    .flatMap(({ metric }) => {
      const ids = broken.filter((flip) => flip.metric === metric).map((flip) => flip.id)
      const worst = slices[metric]?.[0]
      return [
        `  ${metric}: ${plural(ids.length, 'sample')} got worse: ${visible(shorten(ids.join(', '), 120))}`,
        ...(worst === undefined || worst.worse === 0
          ? []
          : [
              `  worst slice ${visible(worst.slice)}: ${worst.base.toFixed(2)} → ${worst.now.toFixed(2)} (${plural(worst.worse, 'sample')})`,
            ]),
      ]
    })
