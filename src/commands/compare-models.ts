import { compareRuns, type RunSide } from '../compare/compare-runs.ts'
import { adviceOn, bestAdvice } from '../compare/upgrade.ts'
import { pinName } from '../config/pins.ts'
import { isSelection, select } from '../dataset/select.ts'
import type { Context } from '../domain/context.ts'
import type { Recordings, Run } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import type { Candidate, UpgradeReport } from '../domain/upgrade.ts'
import { shown } from '../files/disk.ts'
import { upgradeJson, upgradeText } from '../report/upgrade.ts'
import { summarise } from '../run/summarise.ts'
import type { Purse } from '../transport/purse.ts'
import { purseFor } from './budget.ts'
import { candidatePins, withPrimary } from './candidates.ts'
import { isOn, listFlag, type Act, type Flags } from './command.ts'
import { dryRun } from './dry-run.ts'
import { evaluate, homeOf } from './evaluate.ts'
import { exitCode, type Ending } from './exit-code.ts'
import { judge } from './judge.ts'
import { metricsFor } from './metrics.ts'
import { openSystem } from './open-system.ts'
import { outStyle } from './publish.ts'
import { readSamples, type DataSet } from './samples.ts'
import { readSuite } from './suite.ts'
import { recordUpgrade } from './upgrades.ts'

export const compareModels: Act = async (ctx, flags, operands) => {
  const suite = await readSuite(ctx, flags, { asks: !isOn(flags, 'dryRun') })
  const pins = candidatePins(suite, operands)
  const suites = [suite, ...pins.map((pin) => withPrimary(suite, pin))]
  const purse = await purseFor(ctx, suites, flags)
  const data = await readSamples(suite)
  const selection = { only: listFlag(flags, 'only'), tags: listFlag(flags, 'tag') }
  const asked: Asked = { data, samples: select(data.samples, selection), selected: isSelection(selection), flags, ...purse }
  if (isOn(flags, 'dryRun')) return dryRun(ctx, flags, { suites, data, samples: asked.samples, trials: suite.trials.run })
  const current = await tryModel(ctx, suite, asked)
  const tried: Tried[] = []
  for (const each of suites.slice(1)) tried.push(await tryModel(ctx, each, asked))
  const report = reportOf(ctx, suite, { current, tried, asked })
  if (!asked.selected) await remember(ctx, suite, { current, tried, report })
  ctx.out(isOn(flags, 'json') ? upgradeJson(report) : upgradeText(report, outStyle(ctx, flags)))
  return endingOf(report)
}

type Asked = {
  readonly data: DataSet
  readonly samples: readonly Entry[]
  readonly selected: boolean
  readonly flags: Flags
  readonly purse?: Purse
}
type Tried = {
  readonly model: string
  readonly run: Run
  readonly recordings: Recordings
  readonly facts: UpgradeReport['current']
  readonly unmeasured?: string
  readonly warnings: readonly string[]
}
type Trials = { readonly current: Tried; readonly tried: readonly Tried[] }

const tryModel = async (ctx: Context, suite: Suite, { data, samples, selected, flags, purse }: Asked): Promise<Tried> => {
  const trials = suite.trials.run
  const system = await openSystem(ctx, suite, {
    samples,
    trials,
    data,
    cache: flags['cache'] !== false,
    ...(purse === undefined ? {} : { purse }),
  })
  const metrics = metricsFor(suite, data)
  const { run, recordings } = await evaluate(ctx, {
    suite,
    data,
    samples,
    system,
    metrics,
    trials,
    selected,
    quiet: isOn(flags, 'quiet'),
  })
  const report = judge(ctx, {
    suite,
    run,
    recordings,
    samples: data.samples,
    metrics,
    baseline: undefined,
    strict: false,
    warnings: system.warnings(),
    besides: system.besides ?? [],
  })
  const model = pinName(suite.models.primary as ModelSettings)
  return {
    model,
    run,
    recordings,
    facts: { model, levels: report.levels, counts: report.counts, spend: report.spend, served: report.served },
    ...(report.verdict.outcome === 'not-measured' ? { unmeasured: report.verdict.reasons.join('; ') } : {}),
    warnings: report.warnings,
  }
}

const reportOf = (ctx: Context, suite: Suite, { current, tried, asked }: Trials & { readonly asked: Asked }): UpgradeReport => {
  const compared = compareRuns({
    current: sideOf(current),
    candidates: tried.map(sideOf),
    samples: asked.samples,
    metrics: metricsFor(suite, asked.data),
    thresholds: suite.thresholds,
    slices: suite.slices,
  })
  const candidates = compared.map((found, index): Candidate => {
    const { facts, unmeasured } = tried[index] as Tried
    const blocked = unmeasured ?? current.unmeasured
    const advised =
      blocked === undefined ? adviceOn(found.comparisons, found.guards) : { advice: 'NOT MEASURED' as const, reasons: [blocked] }
    return { ...facts, ...found, ...advised }
  })
  const report = {
    aieval: ctx.version,
    suite: shown(ctx.cwd, suite.file),
    samples: asked.samples.length,
    current: current.facts,
    candidates,
    warnings: warningsOf(current, tried, asked),
  }
  return { ...report, exit: exitCode(endingOf(report)) }
}

const sideOf = ({ run, recordings }: Tried): RunSide => ({
  samples: run.samples,
  of: (id) => summarise(recordings.of(id), 'answers')[0],
})

const warningsOf = (current: Tried, tried: readonly Tried[], { selected, data, samples }: Asked): readonly string[] => [
  ...new Set([current, ...tried].flatMap(({ model, warnings }) => warnings.map((warning) => `${model}: ${warning}`))),
  ...(selected
    ? [`${samples.length} of ${data.samples.length} samples were selected: this does not count as a test before an upgrade`]
    : []),
]

/** Exit 0 where a candidate may replace the current model, 4 where one needs a look, 3 where none could be measured, 1 where all lost. */
const endingOf = ({ candidates }: Pick<UpgradeReport, 'candidates'>): Ending => {
  const outcomes = { GO: 'pass', REVIEW: 'no-verdict', 'NOT MEASURED': 'not-measured', 'NO-GO': 'fail' } as const
  return { kind: 'judged', outcome: outcomes[bestAdvice(candidates.map(({ advice }) => advice))] }
}

const remember = async (
  ctx: Context,
  suite: Suite,
  { current, tried, report }: Trials & { readonly report: UpgradeReport },
): Promise<void> => {
  const at = new Date(ctx.clock.now()).toISOString()
  for (const [index, { model, run }] of tried.entries()) {
    const advice = report.candidates[index]?.advice ?? 'NOT MEASURED'
    if (advice !== 'NOT MEASURED')
      await recordUpgrade(homeOf(suite), { from: current.model, to: model, data: run.fingerprint.data, advice, at })
  }
}
