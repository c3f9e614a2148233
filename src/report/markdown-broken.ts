import type { Comparison, Flip } from '../domain/comparison.ts'
import type { Report } from '../domain/report.ts'
import { causesOf } from './broken.ts'
import { code, fenced, sentence } from './fence.ts'
import { plural } from './figures.ts'
import { shorten, visible } from './visible.ts'

const shownSamples = 5
const longestSample = 300
const leadLength = 20

/** Where and why it broke, one line a metric, and what the change changed. */
export const causeLines = (report: Report): readonly string[] => {
  const changed = report.differences.map(({ part }) => code(part))
  const metrics = report.comparisons.filter(isRegressed)
  const lines = [
    ...metrics.flatMap((each) => worstSlice(each, report)),
    ...metrics.flatMap((each) => likelyCause(each, report)),
    ...(changed.length === 0 ? [] : [`**Changed since the baseline**: ${changed.slice(0, 20).join(', ')}`]),
  ]
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join('\n')]
}

/** For each metric that regressed: its first broken samples, folded, whatever text of model and data set there is in a fence. */
export const brokenBlocks = (report: Report): readonly string[] =>
  report.comparisons.filter(isRegressed).flatMap((comparison) => {
    const broken = brokenOf(comparison, report)
    if (broken.length === 0) return []
    const first = broken.slice(0, shownSamples)
    const which = broken.length > first.length ? `first ${first.length} of ${broken.length} samples` : plural(broken.length, 'sample')
    const title = `${sentence(comparison.metric)}: ${which} that got worse`
    return [folded(title, first.map((flip) => fenced(sampleLines(flip, report), 'diff')).join('\n\n'))]
  })

/** A part that is closed until someone opens it; the empty lines end the HTML, so that its body is Markdown again. */
export const folded = (title: string, body: string): string => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`

const isRegressed = ({ state }: Comparison): boolean => state === 'regressed'

const brokenOf = ({ metric }: Comparison, { broken }: Report): readonly Flip[] => broken.filter((flip) => flip.metric === metric)

const worstSlice = ({ metric, worse }: Comparison, { slices }: Report): readonly string[] => {
  const worst = slices[metric]?.[0]
  if (worst === undefined || worst.worse === 0) return []
  return [
    `**Worst slice** of ${sentence(metric)}: ${code(shorten(worst.slice, 80))} ${worst.base.toFixed(2)} → ${worst.now.toFixed(2)} (${worst.worse} of the ${plural(worse, 'sample')} that got worse)`,
  ]
}

const likelyCause = (comparison: Comparison, report: Report): readonly string[] => {
  const causes = causesOf(comparison, brokenOf(comparison, report))
  return causes === '' ? [] : [`**Likely cause** for ${sentence(comparison.metric)}: ${causes}`]
}

/** What a sample was and is, as lines of a diff, longestSample characters in all; what the answers leave over is the question's. */
const sampleLines = (flip: Flip, { places }: Report): readonly string[] => {
  const place = places[flip.id]
  const at = place === undefined ? '' : ` ${place.file}:${place.line}`
  const head = shorten(visible(`${flip.id} ${flip.base.toFixed(2)} → ${flip.now.toFixed(2)}${at}`), 80)
  const why = flip.why === undefined ? [] : [shorten(visible(flip.why), 50)]
  const answers = answerTexts(flip).map(({ mark, text }) => `${mark} ${shorten(text, 55)}`)
  const room = longestSample - [head, ...why, ...answers].reduce((sum, line) => sum + Array.from(line).length + 1, 0)
  return [head, ...why, ...(place === undefined ? [] : [shorten(visible(`input: ${place.input}`), room)]), ...answers]
}

type Marked = { readonly mark: '-' | '+' | '='; readonly text: string }

const answerTexts = ({ before, after }: Flip): readonly Marked[] => {
  if (after === undefined) return []
  if (before === after) return [{ mark: '=', text: visible(after) }]
  if (before === undefined) return [{ mark: '+', text: visible(after) }]
  const shared = sharedStart(visible(before), visible(after))
  return [
    { mark: '-', text: fromFirstChange(visible(before), shared) },
    { mark: '+', text: fromFirstChange(visible(after), shared) },
  ]
}

const sharedStart = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** The text from a little before its first change on. */
const fromFirstChange = (text: string, shared: number): string => {
  const start = text.lastIndexOf(' ', Math.max(0, shared - leadLength)) + 1
  return start === 0 ? text || '(empty)' : `… ${text.slice(start)}`
}
