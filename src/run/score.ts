import type { Answered, Output } from '../domain/output.ts'
import type { Sample } from '../domain/sample.ts'
import type { Metric, Score } from '../domain/score.ts'

/** Every metric's score of one output: errored outputs have none, failed ones the worst value of each metric that applies. */
export const scoreOutput = (sample: Sample, output: Output, metrics: readonly Metric[]): Readonly<Record<string, Score>> => {
  if (output.status === 'errored') return {}
  const score =
    output.status === 'answered'
      ? (metric: Metric) => metric.scorer.score(sample, output)
      : (metric: Metric) => worst(sample, metric, output.failure.message)
  return Object.fromEntries(metrics.map((metric) => [metric.name, score(metric)]))
}

/** What a metric says of an app that gave nothing at all; a metric that does not apply to the sample stays skipped. */
const worst = (sample: Sample, { scorer }: Metric, message: string): Score => {
  const ofNothing = scorer.score(sample, nothing)
  if (ofNothing.status === 'skipped') return ofNothing
  return { status: 'measured', value: scorer.better === 'higher' ? 0 : 1, why: `the app failed: ${oneLine(message)}` }
}

const oneLine = (message: string): string => {
  const line = message.replaceAll(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}

const nothing: Answered = { status: 'answered', text: '', raw: '', retrieved: [], model: '', ms: 0, calls: [] }
