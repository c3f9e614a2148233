import { decide } from '../compare/decide.ts'
import { gateWarnings } from '../compare/doctor.ts'
import { withSensitivity } from '../compare/sensitivity.ts'
import type { Context } from '../domain/context.ts'
import type { DoctorReport } from '../domain/doctor.ts'
import type { KeptBaseline } from '../domain/run.ts'
import type { Suite } from '../domain/suite.ts'
import { shown } from '../files/disk.ts'
import { doctorJson, doctorText } from '../report/doctor.ts'
import { trialRun } from '../run/trial-run.ts'
import { isOn, type Act } from './command.ts'
import { readBaselineOf } from './judge.ts'
import { metricsFor } from './metrics.ts'
import { outStyle } from './publish.ts'
import { readSamples, type DataSet } from './samples.ts'
import { readSuite } from './suite.ts'

export const doctor: Act = async (ctx, flags) => {
  const suite = await readSuite(ctx, flags)
  const data = await readSamples(suite)
  const baseline = await readBaselineOf(suite)
  if (baseline === undefined) {
    ctx.err(`there is no baseline to examine (aieval baseline --reason "first scores")\n`)
    return { kind: 'judged', outcome: 'no-verdict' }
  }
  const report = examine(ctx, suite, { data, baseline })
  ctx.out(isOn(flags, 'json') ? doctorJson(report) : doctorText(report, outStyle(ctx, flags)))
  return { kind: 'done' }
}

/** Asks no model: what the baseline's trials say is enough. */
const examine = (
  ctx: Context,
  suite: Suite,
  { data, baseline }: { readonly data: DataSet; readonly baseline: KeptBaseline },
): DoctorReport => {
  const { deterministic } = suite.target
  const { trials } = baseline.run
  const decision = trialsCompared(suite, { data, baseline })
  const noise = { baseline, runTrials: suite.trials.run, deterministic, policy: suite.policy }
  const comparisons = withSensitivity(decision.comparisons, noise)
  return {
    aieval: ctx.version,
    at: new Date(ctx.clock.now()).toISOString(),
    suite: shown(ctx.cwd, suite.file),
    samples: baseline.samples.length,
    baseline: { file: shown(ctx.cwd, suite.baseline.file), accepted: baseline.accepted, trials },
    runTrials: suite.trials.run,
    policy: suite.policy,
    deterministic,
    comparisons,
    test: trials < 2 ? { status: 'none', why: whyNone(deterministic) } : { status: 'done', verdict: decision.verdict },
    warnings: [...decision.warnings, ...gateWarnings(comparisons, { deterministic })],
  }
}

/** Trial 1 as the baseline and trial 2 as the run, through the gate that every run goes through; where there is one, against itself. */
const trialsCompared = (suite: Suite, { data, baseline }: { readonly data: DataSet; readonly baseline: KeptBaseline }) => {
  const one = trialRun(baseline, 1)
  const other = baseline.run.trials < 2 ? one : trialRun(baseline, 2)
  return decide({
    run: other,
    // The figures alone are told: what the samples said is in the baseline.
    recordings: { of: () => [], all: () => [] },
    keep: () => undefined,
    baseline: { ...baseline, run: { ...baseline.run, trials: 1 }, samples: one.samples },
    samples: data.samples,
    metrics: metricsFor(suite, data),
    thresholds: suite.thresholds,
    maxErrorRate: suite.maxErrorRate,
    policy: { policy: suite.policy, strict: false },
    slices: suite.slices,
    deterministic: suite.target.deterministic,
  })
}

const whyNone = (deterministic: boolean): string =>
  deterministic
    ? 'the baseline has one trial: a deterministic target needs no more, and its trials would not differ'
    : 'the baseline has one trial of a stochastic target: with trials: { baseline: 3 }, aieval baseline measures two more'
