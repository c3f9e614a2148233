import { isSelection, select } from '../dataset/select.ts'
import { checkAnchor, driftOf } from './anchor.ts'
import { isOn, listFlag, type Act } from './command.ts'
import { judgeConfirmed } from './confirm.ts'
import { evaluate } from './evaluate.ts'
import { openGate } from './gate.ts'
import { readBaselineOf } from './judge.ts'
import { metricsFor } from './metrics.ts'
import { destinations, prepare, publish } from './publish.ts'
import { readSamples } from './samples.ts'
import { readSuite } from './suite.ts'
import { systemFor } from './build-system.ts'

export const run: Act = async (ctx, flags) => {
  const to = destinations(ctx, flags)
  const suite = await readSuite(ctx, flags, { asks: true })
  const data = await readSamples(suite)
  const selection = { only: listFlag(flags, 'only'), tags: listFlag(flags, 'tag') }
  const samples = select(data.samples, selection)
  const baseline = await readBaselineOf(suite)
  await checkAnchor(suite)
  const gate = await openGate(ctx, flags, { suite, data, baseline, selected: isSelection(selection) })
  const system = await systemFor(ctx, suite, { data: gate.asked, cache: flags['cache'] !== false })
  const metrics = metricsFor(suite, data)
  await prepare(to)
  const evaluation = {
    suite,
    data,
    samples,
    system,
    metrics,
    trials: suite.trials.run,
    selected: isSelection(selection),
    quiet: isOn(flags, 'quiet'),
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
    drift: await driftOf(suite, run, metrics),
  }
  const way = { evaluation, folder, allowed: flags['confirm'] !== false }
  const report = await gate.settle(await judgeConfirmed(ctx, judged, way), { run, recordings, ...way })
  await publish(ctx, report, { flags, folder, destinations: to })
  return { kind: 'judged', outcome: report.verdict.outcome }
}
