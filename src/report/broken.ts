import type { Comparison, Flip } from '../domain/comparison.ts'
import type { Report } from '../domain/report.ts'
import { attributionLines } from './attribution.ts'
import { plural } from './figures.ts'
import type { Style } from './style.ts'
import { shorten, visible } from './visible.ts'
import { wordDiff, type Piece } from './word-diff.ts'

const shownSamples = 5
const widest = 150

/** For each metric that regressed or lost what may not be lost: why, where, and its first broken samples with what they said before and say now. */
export const brokenLines = (report: Report, style: Style): readonly string[] =>
  report.comparisons
    .filter((comparison) => comparison.state === 'regressed' || report.broken.some((flip) => flip.metric === comparison.metric))
    .flatMap((comparison) => metricLines(comparison, report, style))

const metricLines = (comparison: Comparison, report: Report, style: Style): readonly string[] => {
  const broken = report.broken.filter((flip) => flip.metric === comparison.metric)
  const rest = broken.length - shownSamples
  return [
    '',
    style.paint.bold(comparison.metric),
    ...whyLine(comparison, broken),
    ...whereLine(comparison, report),
    ...attributionLines(report.attribution.find((each) => each.metric === comparison.metric)),
    ...broken.slice(0, shownSamples).flatMap((flip, index) => sampleLines(flip, index + 1, { report, style })),
    ...(rest > 0 ? [`  … ${rest} more: .aieval/last/report.json`] : []),
  ]
}

const causeWords: Readonly<Record<Flip['cause'], string>> = {
  generation: 'a relevant document was retrieved and the answer was wrong (generation)',
  retrieval: 'no relevant document, or fewer of them, retrieved (retrieval)',
  app: 'the app failed',
  unknown: 'cause not known',
}

const formatCause = 'the reply broke a format rule (generation)'

const whyLine = (comparison: Comparison, broken: readonly Flip[]): readonly string[] => {
  const causes = causesOf(comparison, broken)
  return causes === '' ? [] : [`  why    ${causes}`]
}

/** The causes of a metric's broken samples in words, the commonest first; empty where none broke. */
export const causesOf = (comparison: Pick<Comparison, 'metric'>, broken: readonly Flip[]): string => {
  const counted = [...Map.groupBy(broken, (flip) => flip.cause)]
    .map(([cause, flips]) => ({ cause, count: flips.length }))
    .toSorted((one, other) => other.count - one.count)
  const words = (cause: Flip['cause']): string =>
    cause === 'generation' && comparison.metric === 'format_compliance' ? formatCause : causeWords[cause]
  return counted.map(({ cause, count }) => `${count} of ${broken.length}: ${words(cause)}`).join('; ')
}

const whereLine = (comparison: Comparison, report: Report): readonly string[] => {
  const worst = report.slices[comparison.metric]?.[0]
  if (worst === undefined || worst.worse === 0) return []
  return [
    `  where  slice ${visible(worst.slice)} ${worst.base.toFixed(2)} → ${worst.now.toFixed(2)} (${worst.worse} of the ${plural(comparison.worse, 'sample')} that got worse)`,
  ]
}

type Page = { readonly report: Report; readonly style: Style }

const sampleLines = (flip: Flip, rank: number, { report, style }: Page): readonly string[] => {
  const place = report.places[flip.id]
  const at = place === undefined ? '' : `   ${visible(place.file)}:${place.line}`
  const before = flip.before === undefined ? undefined : said(flip.before)
  const after = flip.after === undefined ? undefined : said(flip.after)
  return [
    `  ${rank}  ${style.paint.bold(visible(flip.id))}${at}   ${flip.base.toFixed(2)} → ${flip.now.toFixed(2)}${flip.why === undefined ? '' : `   ${shorten(visible(flip.why), 100)}`}`,
    ...(place === undefined ? [] : [`     input   ${shorten(visible(place.input), widest)}`]),
    ...answerLines(before, after, style),
  ]
}

const said = (answer: string): string => visible(answer) || '(empty)'

const answerLines = (before: string | undefined, after: string | undefined, style: Style): readonly string[] => {
  if (after === undefined) return []
  if (before === undefined) return [`     now     ${shorten(after, widest)}`]
  if (before === after) return [`     answer  ${shorten(after, widest)} (unchanged)`]
  const pieces = wordDiff(before, after)
  return [`     before  ${side(pieces, 'removed', style)}`, `     now     ${side(pieces, 'added', style)}`]
}

/** One side of the diff, starting a little before its first change. */
const side = (pieces: readonly Piece[], kind: 'removed' | 'added', { paint }: Style): string => {
  const own = pieces.filter((piece) => piece.kind === 'same' || piece.kind === kind)
  const first = Math.max(
    0,
    own.findIndex((piece) => piece.kind === kind),
  )
  const lead = own.slice(0, first).map((piece) => piece.text)
  const before = tail(lead.join(''), leadLength)
  let room = widest - before.length
  const shown = own.slice(first).map((piece) => {
    const text = shorten(piece.text.trim(), Math.max(0, room))
    room -= Array.from(piece.text).length
    if (text === '' || text === '…') return ''
    if (piece.kind === 'same') return text
    return kind === 'removed' ? paint.red(`[−${text}−]`) : paint.green(`{+${text}+}`)
  })
  return [before, ...shown].filter((text) => text !== '').join(' ')
}

const leadLength = 40

const tail = (text: string, longest: number): string => {
  const characters = Array.from(text.trim())
  if (characters.length <= longest) return characters.join('')
  const kept = characters.slice(-longest).join('')
  return `… ${kept.slice(kept.indexOf(' ') + 1)}`
}
