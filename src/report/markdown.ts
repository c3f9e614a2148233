import type { Comparison } from '../domain/comparison.ts'
import type { Report } from '../domain/report.ts'
import { code, fenced, sentence } from './fence.ts'
import { age, allowed, interval, plural, score, signed } from './figures.ts'
import { brokenBlocks, causeLines } from './markdown-broken.ts'
import { countsLine, measured, movedSamples } from './markdown-measured.ts'
import { stateText, verdictWords, whereToLook } from './text.ts'
import { shorten, visible } from './visible.ts'

/** GitHub takes 65,536 characters in a comment and 1 MiB in a job summary; this fits both. */
const longest = 60_000
const mostWarnings = 10
const mostRows = 100

/** The report for a pull request's comment or a job's summary: GitHub's Markdown, in which no text of a model or a data set has any power. */
export const markdownReport = (report: Report): string => {
  const { outcome, unproven } = report.verdict
  return outcome === 'pass' && !unproven ? green(report) : fitting([headline(report), ...details(report)])
}

const headline = ({ verdict }: Report): string => {
  const words = `${verdictWords[verdict.outcome]}${verdict.unproven ? ' (unproven)' : ''}`
  const [reason] = verdict.reasons
  return `## ${words}${reason === undefined ? '' : `: ${sentence(reason)}`}`
}

/** Three lines: nobody has to read more about a change that broke nothing. */
const green = (report: Report): string => {
  const levels = report.comparisons.filter((each) => each.allowed !== undefined).map(levelWords)
  const notes = [...movedSamples(report), ...report.warnings]
  return `${[
    headline(report),
    `${levels.length === 0 ? 'no metric is gated' : levels.slice(0, mostRows).join('; ')}\\`,
    [against(report), sentence(countsLine(report)), ...firstOf(notes, mostWarnings)].join('; '),
  ].join('\n')}\n`
}

const levelWords = (each: Comparison): string =>
  `${sentence(each.metric)} ${score(each.base)} → ${score(each.now)} (${allowed(each.allowed ?? 0)} allowed)`

const against = ({ run, baseline, at }: Report): string => {
  const samples = `${plural(run.planned.length, 'sample')} × ${run.trials}`
  if (baseline === undefined) return samples
  const { commit, at: accepted } = baseline.accepted
  return `${samples} against the baseline${commit === '' ? '' : ` of ${code(commit.slice(0, 7))}`} (${age(accepted, at)})`
}

const details = (report: Report): readonly string[] => [
  ...list(report.verdict.reasons.slice(1)),
  ...table(report),
  ...causeLines(report),
  ...list([...movedSamples(report), ...report.warnings]),
  ...nextSteps(report),
  ...brokenBlocks(report),
  measured(report),
]

const list = (texts: readonly string[]): readonly string[] =>
  texts.length === 0
    ? []
    : [
        firstOf(texts, mostWarnings)
          .map((text) => `- ${text}`)
          .join('\n'),
      ]

const firstOf = (texts: readonly string[], most: number): readonly string[] => [
  ...texts.slice(0, most).map(sentence),
  ...(texts.length > most ? [`… ${texts.length - most} more`] : []),
]

const table = ({ comparisons, levels }: Report): readonly string[] => {
  const rows =
    comparisons.length === 0
      ? levels.map((each) => [each.metric, each.n, '–', each.n === 0 ? '–' : score(each.mean)])
      : comparisons.map(comparisonCells)
  if (rows.length === 0) return []
  const heads = ['metric', 'n', 'base', 'this change', 'Δ [90 %]', 'better / worse', 'allowed', ''].slice(0, rows[0]?.length)
  const lines = [heads, heads.map((_, index) => (index === 0 || index === 7 ? '---' : '--:')), ...rows.slice(0, mostRows)]
  return [lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')]
}

const comparisonCells = (each: Comparison): readonly (string | number)[] => [
  sentence(each.metric),
  each.n,
  each.n === 0 ? '–' : score(each.base),
  each.n === 0 ? '–' : score(each.now),
  each.interval === undefined ? '–' : `${signed(each.delta).trim()} ${interval(each.interval)}`,
  `${each.better} / ${each.worse}`,
  each.allowed === undefined ? '–' : allowed(each.allowed),
  each.state === 'regressed' ? `**${stateText(each)}**` : stateText(each),
]

const nextSteps = ({ verdict, broken }: Report): readonly string[] => {
  const steps = [...verdict.next, ...whereToLook(verdict.outcome, broken)]
  return steps.length === 0 ? [] : [`Next:\n\n${fenced(steps.map((step) => shorten(visible(step), 300)))}`]
}

/** Blocks in their order, without those that no longer fit: a block is left out whole, so that none ends inside a fence. */
const fitting = (blocks: readonly string[]): string => {
  const kept: string[] = []
  let room = longest - cut.length - 2
  for (const block of blocks) {
    if (block.length + 2 > room) continue
    kept.push(block)
    room -= block.length + 2
  }
  return `${[...kept, ...(kept.length < blocks.length ? [cut] : [])].join('\n\n')}\n`
}

const cut = 'More than fits here: the whole report is written by `-o json=report.json`.'
