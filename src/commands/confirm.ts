import { join } from 'node:path'
import { pickAgain, restChance, undecidedMetrics, type Picked, type Rerun } from '../compare/confirm.ts'
import type { Confirmation } from '../domain/confirmation.ts'
import type { Context } from '../domain/context.ts'
import type { Report } from '../domain/report.ts'
import type { KeptBaseline, Run, RunHeader } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import type { Suite } from '../domain/suite.ts'
import { openRecords } from '../files/runs.ts'
import { plural } from '../report/figures.ts'
import { execute } from '../run/execute.ts'
import type { Flags } from './command.ts'
import type { Evaluation } from './evaluate.ts'
import { judge, type Judged } from './judge.ts'
import { priceOf } from './prices.ts'
import { showProgress } from './progress.ts'

export type Way = { readonly evaluation: Evaluation; readonly folder: string; readonly allowed: boolean }

/** Judges a run; where chance may have decided it and the target can be asked again, asks a fair part of the samples once more first. */
export const judgeConfirmed = async (ctx: Context, judged: Judged, { evaluation, folder, allowed }: Way): Promise<Report> => {
  if (!allowed || !canRunAgain(judged)) return judge(ctx, judged)
  const first = judge(ctx, { ...judged, confirming: {} })
  const metrics = isOpen(ctx, judged, first) ? undecidedMetrics(first.comparisons, judged.suite.policy) : []
  if (metrics.length === 0) return first
  const picked = pickedFrom(first, judged, metrics)
  if (!evaluation.quiet) ctx.err(`confirming ${metrics.join(', ')}: ${plural(picked.length, 'sample')} once more\n`)
  const trial = Math.max(judged.run.trials, judged.baseline?.run.trials ?? 0) + 1
  const again = await runAgain(ctx, evaluation, { picked, trial, run: judged.run, folder })
  const rerun: Rerun = { metrics, picked, ...again }
  return { ...judge(ctx, { ...judged, confirming: { rerun } }), confirmation: confirmationOf(first, rerun, trial) }
}

/** What a second look could ask on top, where there may be one. */
export const confirmNote = (suite: Suite, flags: Flags, baseline: KeptBaseline | undefined): readonly string[] => {
  const never = baseline === undefined || flags['confirm'] === false || suite.target.kind === 'recorded' || suite.target.deterministic
  return never ? [] : ['a drop within noise asks up to as many samples once more; --no-confirm: none']
}

/** Recorded outputs and deterministic targets have nothing new to say, and a part of the set is never judged. */
const canRunAgain = ({ suite, baseline, run }: Judged): boolean =>
  baseline !== undefined && suite.target.kind !== 'recorded' && !suite.target.deterministic && !run.selected

/** Whether metrics decided it: what could not be measured or compared is no clearer for being asked again. */
const isOpen = (ctx: Context, judged: Judged, { verdict }: Report): boolean => {
  if (verdict.outcome !== 'no-verdict') return verdict.outcome === 'fail'
  const plainly = judge(ctx, { ...judged, suite: { ...judged.suite, policy: 'threshold' }, strict: false, confirming: {} })
  return plainly.verdict.outcome === 'pass' || plainly.verdict.outcome === 'fail'
}

const pickedFrom = (first: Report, { baseline, run, metrics }: Judged, undecided: readonly string[]): readonly Picked[] => {
  return pickAgain({
    sides: {
      base: new Map((baseline?.samples ?? []).map((sample) => [sample.id, sample])),
      head: new Map(run.samples.map((sample) => [sample.id, sample])),
    },
    paired: first.alignment?.paired ?? [],
    metrics: metrics.filter(({ name }) => undecided.includes(name)).map(({ name, scorer }) => ({ name, better: scorer.better })),
    seed: run.fingerprint.data,
  })
}

type Again = { readonly picked: readonly Picked[]; readonly trial: number; readonly run: Run; readonly folder: string }

/** One trial of each picked sample, under a number that neither side has used: no cache knows its answer from there. */
const runAgain = async (
  ctx: Context,
  evaluation: Evaluation,
  { picked, trial, run, folder }: Again,
): Promise<Pick<Rerun, 'run' | 'recordings'>> => {
  const ids = new Set(picked.map(({ id }) => id))
  const samples = evaluation.samples.filter(({ id }) => ids.has(id))
  const { system, suite, quiet, metrics } = evaluation
  const again = onceMore(run, samples)
  const written = await openRecords(join(folder, 'confirmation.jsonl'), again)
  const progress = showProgress(ctx, { total: samples.length, quiet, system, priceOf: priceOf(ctx, suite) })
  try {
    const made = await execute({
      header: again,
      samples,
      target: (sample, _first, signal) => system.target(sample, trial, signal),
      metrics,
      concurrency: suite.concurrency,
      async onRecord(record, place) {
        progress.saw(record)
        await written.append({ ...record, trial }, place)
      },
      priceOf: priceOf(ctx, suite),
      stopping: ctx.stopping,
      signal: ctx.signal,
      refusedAtFirst: Infinity,
    })
    return { run: made, recordings: await written.finish() }
  } finally {
    progress.end()
  }
}

/** The header of a run that asks each of these samples one time. */
const onceMore = ({ format, id, startedAt, suite, fingerprint, selected }: Run, samples: readonly Entry[]): RunHeader => ({
  format,
  id,
  startedAt,
  suite,
  fingerprint,
  planned: samples.map((entry) => entry.id),
  trials: 1,
  selected,
})

const confirmationOf = (first: Report, { metrics, picked, run }: Rerun, trial: number): Confirmation => {
  const discordant = picked.filter(({ chance }) => chance === 1).length
  return {
    metrics,
    discordant,
    drawn: picked.length - discordant,
    rest: (first.alignment?.paired.length ?? 0) - discordant,
    chance: restChance,
    trial,
    counts: run.counts,
    calls: run.usage.calls - run.usage.cached,
    first: first.comparisons.filter(({ metric }) => metrics.includes(metric)),
  }
}
