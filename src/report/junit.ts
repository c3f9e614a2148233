import type { Comparison, Flip } from '../domain/comparison.ts'
import type { Report } from '../domain/report.ts'
import { allowed, interval, score, signed } from './figures.ts'
import { stateText, verdictWords } from './text.ts'
import { shorten, visible } from './visible.ts'
import { xmlDocument, type Element } from './xml.ts'

const longest = 2000

/** JUnit XML: a test case for each gated metric and for each sample that broke one. What could not be measured is an error, never a failure. */
export const junitReport = (report: Report): string => {
  const cases = [
    ...verdictCase(report),
    ...gated(report).map((each) => metricCase(each, report)),
    ...report.broken.map((each) => sampleCase(each, report)),
  ]
  const count = (kind: Kind): number => cases.filter((each) => each.result?.kind === kind).length
  const totals = { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') }
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: 'aieval', ...totals },
    content: [
      {
        name: 'testsuite',
        attributes: { name: visible(report.suite), ...totals, timestamp: report.at.slice(0, 19) },
        content: [properties(report), ...cases.map(caseElement)],
      },
    ],
  })
}

type Kind = 'failure' | 'error' | 'skipped'
type Result = { readonly kind: Kind; readonly message: string; readonly type?: string; readonly text?: string }
type Case = {
  readonly group: string
  readonly name: string
  readonly at?: { readonly file: string; readonly line: number }
  readonly result?: Result
}

const gated = ({ comparisons }: Report): readonly Comparison[] => comparisons.filter(({ state }) => state !== 'not-gated')

/** The verdict itself is a case only where the metrics alone would not show it. */
const verdictCase = ({ verdict, comparisons }: Report): readonly Case[] => {
  const message = verdict.reasons.join('; ')
  const as = (kind: Kind): readonly Case[] => [
    { group: 'aieval', name: 'verdict', result: { kind, message: `${verdictWords[verdict.outcome]}: ${message}`, type: verdict.outcome } },
  ]
  switch (verdict.outcome) {
    case 'pass':
      return []
    case 'fail':
      return comparisons.some(({ state }) => state === 'regressed') ? [] : as('failure')
    case 'gate-changed':
      return as('failure')
    case 'not-measured':
      return as('error')
    case 'no-verdict':
      return as('skipped')
  }
}

const metricCase = (comparison: Comparison, report: Report): Case => ({
  group: 'aieval.metrics',
  name: comparison.metric,
  ...withResult(metricResult(comparison, report)),
})

const metricResult = (comparison: Comparison, report: Report): Result | undefined => {
  const { state, why, base, now, delta } = comparison
  if (state === 'not-measured') return { kind: 'error', message: why ?? 'not measured', type: state }
  if (state !== 'regressed') return undefined
  const range = comparison.interval === undefined ? '' : ` ${interval(comparison.interval)}`
  const figures = `${score(base)} → ${score(now)}, ${signed(delta).trim()}${range}, ${allowed(comparison.allowed ?? 0)} allowed, ${comparison.better} better, ${comparison.worse} worse`
  return { kind: blamed(report), message: `${stateText(comparison)}: ${figures}`, type: 'regression' }
}

const sampleCase = (flip: Flip, report: Report): Case => {
  const place = report.places[flip.id]
  const said = [
    ...(place === undefined ? [] : [`input: ${place.input}`]),
    ...(flip.before === undefined ? [] : [`before: ${flip.before}`]),
    ...(flip.after === undefined ? [] : [`now: ${flip.after}`]),
  ]
  const message = `${flip.base.toFixed(2)} → ${flip.now.toFixed(2)}${flip.why === undefined ? '' : `: ${flip.why}`}`
  return {
    group: `aieval.samples.${flip.metric}`,
    name: flip.id,
    ...(place === undefined ? {} : { at: { file: place.file, line: place.line } }),
    result: { kind: blamed(report), message, type: flip.cause, text: said.map((line) => shorten(visible(line), longest)).join('\n') },
  }
}

const withResult = (result: Result | undefined): Pick<Case, 'result'> => (result === undefined ? {} : { result })

/** A drop is a failure only where the verdict is one: where nothing was decided, no case may look decided. */
const blamed = ({ verdict }: Report): Kind => (verdict.outcome === 'fail' || verdict.outcome === 'gate-changed' ? 'failure' : 'skipped')

const caseElement = ({ group, name, at, result }: Case): Element => ({
  name: 'testcase',
  attributes: { classname: visible(group), name: visible(name), ...(at === undefined ? {} : { file: visible(at.file), line: at.line }) },
  content: result === undefined ? [] : [resultElement(result)],
})

/** JUnit's `skipped` has a message and nothing else. */
const resultElement = ({ kind, message, type = kind, text = '' }: Result): Element => {
  const shown = shorten(visible(message), longest)
  return kind === 'skipped'
    ? { name: kind, attributes: { message: shown } }
    : { name: kind, attributes: { message: shown, type }, content: text }
}

const properties = ({ aieval, verdict, exit, counts, run, baseline }: Report): Element => ({
  name: 'properties',
  content: Object.entries({
    aieval,
    outcome: verdict.outcome,
    exit,
    ...counts,
    run: run.id,
    ...(baseline === undefined ? {} : { baseline: baseline.accepted.commit }),
  }).map(([name, value]) => ({ name: 'property', attributes: { name, value: visible(String(value)) } })),
})
