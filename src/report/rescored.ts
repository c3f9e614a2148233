import type { Rescored } from '../domain/run.ts'
import { plural, score } from './figures.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { shorten, toAscii, visible } from './visible.ts'

type Level = { readonly n: number; readonly mean: number }

export type MetricRescored = {
  readonly metric: string
  /** Its scores stayed: the instrument is the same. */
  readonly kept: boolean
  readonly before: Level
  readonly after: Level
  /** Samples that score otherwise now. */
  readonly changed: readonly string[]
}

export type Rescoring = {
  readonly file: string
  readonly rescored: Rescored
  readonly metrics: readonly MetricRescored[]
  /** Samples that are no longer in the test set as they were. */
  readonly left: readonly string[]
}

/** What `aieval rescore` did to a baseline: each metric before and after, and the samples behind it. */
export const rescoredReport = (rescoring: Rescoring, style: Style): string => {
  const lines = [
    metricTable(rescoring.metrics, style),
    '',
    ...notes(rescoring),
    `${style.paint.green.bold('RESCORED')}   ${visible(rescoring.file)}   ${visible(replaced(rescoring.rescored))}`,
    `next       git add ${visible(rescoring.file)} && git commit`,
  ]
  const text = `${lines.join('\n')}\n`
  return style.ascii ? toAscii(text) : text
}

const metricTable = (metrics: readonly MetricRescored[], style: Style): string =>
  table(
    [
      { head: 'metric' },
      { head: 'n', align: 'right' },
      { head: 'before', align: 'right' },
      { head: 'rescored', align: 'right' },
      { head: '' },
    ],
    metrics.map(({ metric, kept, before, after }) => [metric, String(after.n), mean(before), mean(after), kept ? 'kept as it was' : '']),
    style,
  )

const mean = (level: Level): string => (level.n === 0 ? '–' : score(level.mean))

const notes = ({ metrics, left }: Rescoring): readonly string[] => {
  const lines = [
    ...metrics
      .filter(({ changed }) => changed.length > 0)
      .map(
        ({ metric, changed }) =>
          `${metric}: ${plural(changed.length, 'sample scores', 'samples score')} otherwise (${shorten(changed.join(', '), 120)})`,
      ),
    ...(left.length === 0
      ? []
      : [`changed or removed since the baseline, left as they are: ${plural(left.length, 'sample')} (${shorten(left.join(', '), 120)})`]),
  ]
  return lines.length === 0 ? [] : [...lines.map((line) => `note   ${visible(line)}`), '']
}

const replaced = ({ scorers }: Rescored): string =>
  Object.entries(scorers)
    .map(([name, { from, to }]) => `${name} ${from} → ${to}`)
    .join(', ')
