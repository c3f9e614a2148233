import { isSelection, select } from '../dataset/select.ts'
import { checkAnchor, driftOf } from './anchor.ts'
import { isOn, listFlag, type Act } from './command.ts'
import { confirmNote, judgeConfirmed } from './confirm.ts'
import { purseFor } from './budget.ts'
import { dryRun } from './dry-run.ts'
import { evaluate } from './evaluate.ts'
import { openGate } from './gate.ts'
import { readBaselineOf } from './judge.ts'
import { metricsFor } from './metrics.ts'
import { openSystem } from './open-system.ts'
import { destinations, prepare, publish } from './publish.ts'
import { readSamples } from './samples.ts'
import { readSuite } from './suite.ts'

export const run: Act = async (ctx, flags) => {
  const to = destinations(ctx, flags)
  const suite = await readSuite(ctx, flags, { asks: !isOn(flags, 'dryRun') })
  const purse = await purseFor(ctx, suite, flags)
  const data = await readSamples(suite)
  const selection = { only: listFlag(flags, 'only'), tags: listFlag(flags, 'tag') }
  const samples = select(data.samples, selection)
  const baseline = await readBaselineOf(suite)
  await checkAnchor(suite)
  const gate = await openGate(ctx, flags, { suite, data, baseline, selected: isSelection(selection) })
  const { trials } = suite
  const asked = isSelection(selection) ? samples : gate.asked.samples
  if (isOn(flags, 'dryRun'))
    return dryRun(ctx, flags, {
      suites: [suite],
      data: gate.asked,
      samples: asked,
      trials: trials.run,
      notes: confirmNote(suite, flags, baseline),
    })
  const options = { data: gate.asked, samples: asked, trials: trials.run, cache: flags['cache'] !== false, ...purse }
  const system = await openSystem(ctx, suite, options)
  const metrics = metricsFor(suite, data)
  await prepare(to)
  const evaluation = {
    suite,
    data,
    samples,
    system,
    metrics,
    trials: trials.run,
    selected: isSelection(selection),
    quiet: isOn(flags, 'quiet'),
    resume: isOn(flags, 'resume'),
  }
  const { run, recordings, folder } = await evaluate(ctx, evaluation)
  const judged = {
    suite,
    run,
    recordings,
    samples: data.samples,
    metrics,
    baseline,
    strict: isOn(flags, 'strict'),
    warnings: system.warnings(),
    besides: system.besides ?? [],
    drift: await driftOf(suite, run, metrics),
  }
  const way = { evaluation, folder, allowed: flags['confirm'] !== false }
  const report = await gate.settle(await judgeConfirmed(ctx, judged, way), { run, recordings, ...way })
  await publish(ctx, report, { flags, folder, destinations: to })
  return { kind: 'judged', outcome: report.verdict.outcome }
}
