import { driftAlarms } from '../compare/drift.ts'
import { guardFailures } from '../compare/guards.ts'
import { select } from '../dataset/select.ts'
import type { Context } from '../domain/context.ts'
import type { Report } from '../domain/report.ts'
import type { Accepted, Baseline, BaselineHead, BaselineSample, Fingerprint, Recordings, Run } from '../domain/run.ts'
import { trialsOf } from '../domain/trials.ts'
import type { Suite } from '../domain/suite.ts'
import { usage } from '../domain/usage-error.ts'
import { writeBaseline } from '../files/baseline.ts'
import { shown } from '../files/disk.ts'
import { readCommit } from '../files/git.ts'
import { readLastRun } from '../files/runs.ts'
import { acceptanceReport } from '../report/acceptance.ts'
import { points } from '../report/figures.ts'
import { textReport } from '../report/text.ts'
import { trialsText } from '../report/trials.ts'
import { measure } from '../run/measure.ts'
import { planTrials } from '../run/plan.ts'
import { summarise, type Keep } from '../run/summarise.ts'
import { checkAnchor, refuseNoisyAnchor, remember } from './anchor.ts'
import { purseFor } from './budget.ts'
import { inCi } from './ci.ts'
import { isOn, textFlag, type Act, type Flags } from './command.ts'
import { dryRun } from './dry-run.ts'
import { evaluate, fingerprintOf, homeOf, type Evaluation } from './evaluate.ts'
import { judge, readBaselineOf } from './judge.ts'
import { metricsFor } from './metrics.ts'
import { openSystem } from './open-system.ts'
import { priceOf } from './prices.ts'
import { outStyle } from './publish.ts'
import { readSamples } from './samples.ts'
import { readSuite } from './suite.ts'
import { untestedUpgrade } from './upgrades.ts'

export const baseline: Act = async (ctx, flags) => {
  refuseInCi(ctx, flags)
  const suite = await readSuite(ctx, flags, { asks: !isOn(flags, 'dryRun') })
  const why = reasonFor(suite, flags)
  if (isOn(flags, 'anchor')) refuseNoisyAnchor(suite)
  const purse = await purseFor(ctx, suite, flags)
  const data = await readSamples(suite)
  const samples = select(data.samples, {})
  const before = await readBaselineOf(suite)
  await checkAnchor(suite)
  const trials = suite.trials.baseline
  if (isOn(flags, 'dryRun')) return dryRun(ctx, flags, { suites: [suite], data, samples, trials, notes: [lastRunNote] })
  const system = await openSystem(ctx, suite, { data, samples, trials, cache: flags['cache'] !== false, ...purse })
  const metrics = metricsFor(suite, data)
  const evaluation = {
    suite,
    data,
    samples,
    system,
    metrics,
    trials,
    selected: false,
    quiet: isOn(flags, 'quiet'),
  }
  const fingerprint = fingerprintOf(ctx, evaluation)
  await refuseUntestedUpgrade(suite, before, fingerprint)
  const { run, recordings } = await lastOrNewRun(ctx, evaluation, fingerprint)
  const report = judge(ctx, {
    suite,
    run,
    recordings,
    samples: data.samples,
    metrics,
    baseline: before,
    strict: false,
    warnings: system.warnings(),
    besides: system.besides ?? [],
  })
  const style = outStyle(ctx, flags)
  if (isUnmeasured(suite, run)) {
    ctx.out(textReport(report, style))
    return { kind: 'judged', outcome: 'not-measured' }
  }
  refuseRegression(report, flags)
  const accepted = await acceptedBy(ctx, suite, why)
  const kept = headOf(run, { accepted, report })
  const stored = (): Iterable<BaselineSample> => storedSamples(run, recordings, suite.baseline.outputs ? 'answers' : 'outline')
  await writeBaseline(suite.baseline.file, kept, stored())
  const { drift, files } = await remember(suite, { baseline: kept, samples: stored, run, metrics, moveAnchor: isOn(flags, 'anchor') })
  const beside = files.map((file) => shown(ctx.cwd, file))
  const file = shown(ctx.cwd, suite.baseline.file)
  ctx.out(acceptanceReport(report, { file, accepted, unmeasured: unmeasuredIds(run), beside, warnings: driftAlarms(drift) }, style))
  return { kind: 'done' }
}

const lastRunNote = 'where the last run is whole and of this very config and data, it is what is accepted, and nobody is asked'

const refuseInCi = (ctx: Context, flags: Flags): void => {
  if (inCi(ctx) && !isOn(flags, 'inCi'))
    throw usage('a baseline is accepted by a person, and CI is set', 'run it at home and commit the file, or add --in-ci')
}

const reasonFor = (suite: Suite, flags: Flags): string => {
  const why = textFlag(flags, 'reason')?.trim() ?? ''
  if (why === '' && suite.deployment.changeManagement === 'required')
    throw usage('change_management: required asks for a reason', 'aieval baseline --reason "why these scores are right"')
  return why
}

/** A pin that differs from the baseline's has to have been compared with it first, on this very data. */
const refuseUntestedUpgrade = async (suite: Suite, before: Baseline | undefined, now: Fingerprint): Promise<void> => {
  if (before === undefined || !suite.deployment.testBeforeUpgrade) return
  const untested = await untestedUpgrade(homeOf(suite), before.fingerprint, now)
  if (untested !== undefined)
    throw usage(
      `test_before_upgrade: ${untested.to} was not compared with ${untested.from} on this data`,
      `aieval compare-models ${untested.candidate} while ${untested.from} is still models.primary`,
    )
}

type Done = { readonly run: Run; readonly recordings: Recordings }

/** The last run where it is whole and of this very config and data with enough trials; a new one else (what is cached costs nothing). */
const lastOrNewRun = async (ctx: Context, evaluation: Evaluation, fingerprint: Fingerprint): Promise<Done> => {
  const { suite, samples, trials, quiet } = evaluation
  const plan = planTrials(samples, trials, suite.target)
  const last = await readLastRun(homeOf(suite))
  const fits =
    last?.ended === 'complete' &&
    !last.header.selected &&
    last.header.trials >= trials &&
    samples.every(({ id }) => trialsOf(last.header, id) >= trialsOf(plan, id)) &&
    JSON.stringify(last.header.fingerprint) === JSON.stringify(fingerprint)
  if (fits) {
    const { header, recordings } = last
    const run = { ...header, ...measure(header, recordings.all(), priceOf(ctx, suite)) }
    if (!isUnmeasured(suite, run)) return { run, recordings }
  }
  if (!quiet) ctx.err(`${trialsText({ planned: samples, ...plan })} put to the target\n`)
  return evaluate(ctx, evaluation)
}

const isUnmeasured = (suite: Suite, { samples, counts: { planned, errored, notRun }, stopped }: Run): boolean => {
  const mismatched = samples.some(({ trials }) => trials.some(({ failure }) => failure === 'model_mismatch'))
  return mismatched || stopped !== undefined || errored + notRun > suite.maxErrorRate * planned
}

const refuseRegression = ({ comparisons, guards }: Report, flags: Flags): void => {
  const dropped = comparisons.filter((each) => each.state === 'regressed')
  const failures = guardFailures(guards)
  if (dropped.length + failures.length === 0 || isOn(flags, 'acceptRegression')) return
  throw usage(
    [...dropped.map((each) => `${each.metric} drops ${points(each.delta)} points, ${points(each.allowed ?? 0)} allowed`), ...failures].join(
      '; ',
    ),
    'add --accept-regression where this is intended',
  )
}

const acceptedBy = async (ctx: Context, suite: Suite, why: string): Promise<Accepted> => {
  const commit = await readCommit(suite.folder)
  return {
    at: new Date(ctx.clock.now()).toISOString(),
    by: commit?.author ?? '',
    why,
    commit: commit?.commit ?? '',
    dirty: commit?.dirty ?? false,
  }
}

const headOf = (run: Run, { accepted, report }: { readonly accepted: Accepted; readonly report: Report }): BaselineHead => ({
  format: 1,
  accepted,
  run: { id: run.id, startedAt: run.startedAt, trials: run.trials },
  fingerprint: run.fingerprint,
  served: run.served,
  metrics: Object.fromEntries(report.levels.map(({ metric, n, mean }) => [metric, { n, mean }])),
})

/** The samples of a run in the order of a baseline, one held at a time. */
function* storedSamples(run: Run, recordings: Recordings, keep: Keep): Generator<BaselineSample> {
  for (const { id } of run.samples) yield* summarise(recordings.of(id), keep)
}

const unmeasuredIds = ({ samples }: Run): readonly string[] =>
  samples.filter(({ trials }) => trials.some(({ status }) => status === 'errored')).map(({ id }) => id)
