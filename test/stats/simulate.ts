import { holm } from '../../src/stats/holm.ts'
import { pairedDrop } from '../../src/stats/paired-drop.ts'
import { percent, row, table } from './promise-table.ts'
import type { Row } from './promise-table.ts'
import { seeded, syntheticDrop, syntheticDrops } from './synthetic.ts'
import type { Clustering, SyntheticMetric } from './synthetic.ts'

/** How often a gate that blocks on evidence passes and blocks synthetic runs: a table in Markdown, exit 1 where a promise is broken. */

const SAMPLES = 500
const ALPHA = 0.05
/** 0.85 - 0.82 > 0.03 is true in floating point, and a tie must not block. */
const TIE = 1e-12
/** Of true drops as large as allowed no more pass, and of unchanged apps no more are blocked by any metric. */
const MOST_MISSED = 0.055
const MOST_ALARMS = 0.02

/** Of true drops of twice what is allowed at least `found` are blocked. */
type Gated = SyntheticMetric & { readonly found?: number }
type Suite = { readonly name: string; readonly metrics: readonly Gated[]; readonly clustering: Clustering; readonly runs: number }
type Outcome = { readonly estimate: number; readonly pDrop: number; readonly held: boolean }

const INDEPENDENT = { size: 1, shared: 0 }
const SUITES: readonly Suite[] = [
  { name: 'independent', metrics: metricsAt(0.05, 0.01, [0.97, 0.97]), clustering: INDEPENDENT, runs: 10_000 },
  { name: 'independent', metrics: metricsAt(0.1, 0.02, [0.88, 0.94]), clustering: INDEPENDENT, runs: 10_000 },
  { name: '100 clusters of 5', metrics: metricsAt(0.05, 0.01, []), clustering: { size: 5, shared: 0.5 }, runs: 2000 },
]

const random = seeded(1)
const rows = SUITES.flatMap(rowsOf)
const head = ['500 samples', 'runs', 'metric', 'flips', 'allowed', 'true drop', 'passes', 'blocks', 'undecided', 'promise']
process.stdout.write(`${table(head, rows)}\n`)
process.exitCode = rows.some((row) => row.broken) ? 1 : 0

function metricsAt(flips: number, rare: number, [factual, format]: readonly number[]): readonly Gated[] {
  return [
    { name: 'factual_accuracy', scale: 'binary', flips, allowed: 0.03, ...(factual && { found: factual }) },
    { name: 'precision_at_5', scale: 'fifths', flips, allowed: 0.05 },
    { name: 'format_compliance', scale: 'binary', flips: rare, allowed: 0.02, ...(format && { found: format }) },
  ]
}

/** Each metric at a true drop of 0, 1 and 2 times what is allowed while the others are unchanged, then all of them unchanged. */
function rowsOf(suite: Suite): readonly Row[] {
  const unchanged = suite.metrics.map((metric) => outcomes(metric, 0, suite))
  const alone = suite.metrics.flatMap((metric, index) =>
    [0, 1, 2].map((times) => {
      const family = times === 0 ? unchanged : unchanged.with(index, outcomes(metric, times, suite))
      return metricRow({ suite, metric, times, verdicts: verdictsOf(metric, index, family) })
    }),
  )
  return [...alone, alarmRow(suite, unchanged)]
}

/** What became of the metric in every run; the intervals of independent samples depend on two moments, so each pair is seen once. */
function outcomes(metric: Gated, times: number, { clustering, runs }: Suite): readonly Outcome[] {
  const known = new Map<string, Outcome>()
  return Array.from({ length: runs }, () => {
    const drops = syntheticDrops(SAMPLES, () => syntheticDrop(metric, times * metric.allowed, random), { clustering, random })
    if (clustering.size > 1) return outcomeOf(drops, metric, clustering)
    const moments = momentsInFifths(drops)
    const outcome = known.get(moments) ?? outcomeOf(drops, metric, clustering)
    known.set(moments, outcome)
    return outcome
  })
}

function outcomeOf(drops: readonly number[], { allowed }: Gated, { size }: Clustering): Outcome {
  const drop = pairedDrop({ drops, clusters: drops.map((_, index) => Math.floor(index / size)), allowed, alpha: ALPHA })
  if (drop.status !== 'measured') throw new Error(`nothing was measured: ${drop.status}`)
  return { estimate: drop.estimate, pDrop: drop.pDrop, held: drop.held === true }
}

function momentsInFifths(drops: readonly number[]): string {
  let [sum, squares] = [0, 0]
  for (const drop of drops) {
    const fifths = Math.round(5 * drop)
    sum += fifths
    squares += fifths * fifths
  }
  return `${sum} ${squares}`
}

type Verdict = 'pass' | 'block' | 'undecided'

/** The verdict on one metric of the family in every run. */
function verdictsOf({ allowed }: Gated, index: number, family: readonly (readonly Outcome[])[]): readonly Verdict[] {
  return family[index]!.map(({ estimate, held }, run) => {
    if (estimate <= allowed + TIE) return held ? 'pass' : 'undecided'
    return holm(family.map((metric) => metric[run]!.pDrop))[index]! < ALPHA ? 'block' : 'undecided'
  })
}

type MetricRow = { readonly suite: Suite; readonly metric: Gated; readonly times: number; readonly verdicts: readonly Verdict[] }

function metricRow({ suite, metric, times, verdicts }: MetricRow): Row {
  const [pass, block] = [shareOf(verdicts, 'pass'), shareOf(verdicts, 'block')]
  const setting = [
    suite.name,
    String(suite.runs),
    metric.name,
    percent(metric.flips),
    percent(metric.allowed),
    percent(times * metric.allowed),
  ]
  const rates = [percent(pass), percent(block), percent(shareOf(verdicts, 'undecided'))]
  if (times === 1 && suite.clustering.size === 1)
    return row([...setting, ...rates], `passes ≤ ${percent(MOST_MISSED)}`, pass <= MOST_MISSED)
  if (times === 2 && metric.found !== undefined)
    return row([...setting, ...rates], `blocks ≥ ${percent(metric.found)}`, block >= metric.found)
  return { cells: [...setting, ...rates, ''], broken: false }
}

function alarmRow(suite: Suite, unchanged: readonly (readonly Outcome[])[]): Row {
  const each = suite.metrics.map((metric, index) => verdictsOf(metric, index, unchanged))
  const alarms = each[0]!.filter((_, run) => each.some((verdicts) => verdicts[run] === 'block')).length / suite.runs
  const flips = suite.metrics.map((metric) => percent(metric.flips)).join(' / ')
  const cells = [suite.name, String(suite.runs), 'any of the three', flips, '', percent(0), '', percent(alarms), '']
  if (suite.clustering.size > 1) return { cells: [...cells, ''], broken: false }
  return row(cells, `blocks ≤ ${percent(MOST_ALARMS)}`, alarms <= MOST_ALARMS)
}

function shareOf(verdicts: readonly Verdict[], wanted: Verdict): number {
  return verdicts.filter((verdict) => verdict === wanted).length / verdicts.length
}
