import { join } from 'node:path'
import { pickAgain, restChance, undecidedMetrics, type Picked, type Rerun } from '../compare/confirm.ts'
import type { Confirmation } from '../domain/confirmation.ts'
import type { Context } from '../domain/context.ts'
import type { Report } from '../domain/report.ts'
import type { RunRecord, SampleRecord } from '../domain/run.ts'
import { openJournal } from '../files/journal.ts'
import { plural } from '../report/figures.ts'
import { countRun } from '../run/counts.ts'
import { execute } from '../run/execute.ts'
import { summarise } from '../run/summarise.ts'
import { showProgress, type Evaluation } from './evaluate.ts'
import { judge, type Judged } from './judge.ts'

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
  const run = await runAgain(ctx, evaluation, { picked, trial, run: judged.run, file: join(folder, 'confirmation.jsonl') })
  const rerun: Rerun = { metrics, picked, run, counts: countRun(run), head: summarise(run, { outputs: true }) }
  return { ...judge(ctx, { ...judged, confirming: { rerun } }), confirmation: confirmationOf(first, rerun, trial) }
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
  const head = summarise(run, { outputs: false })
  return pickAgain({
    sides: {
      base: new Map((baseline?.samples ?? []).map((sample) => [sample.id, sample])),
      head: new Map(head.map((sample) => [sample.id, sample])),
    },
    paired: first.alignment?.paired ?? [],
    metrics: metrics.filter(({ name }) => undecided.includes(name)).map(({ name, scorer }) => ({ name, better: scorer.better })),
    seed: run.fingerprint.data,
  })
}

type Again = { readonly picked: readonly Picked[]; readonly trial: number; readonly run: RunRecord; readonly file: string }

/** One trial of each picked sample, under a number that neither side has used: no cache knows its answer from there. */
const runAgain = async (ctx: Context, evaluation: Evaluation, { picked, trial, run, file }: Again): Promise<RunRecord> => {
  const ids = new Set(picked.map(({ id }) => id))
  const samples = evaluation.samples.filter(({ sample }) => ids.has(sample.id))
  const journal = await openJournal(file)
  const progress = showProgress(ctx, { total: samples.length, quiet: evaluation.quiet })
  const { records: _, stopped: __, ...header } = run
  const again = await execute({
    header: { ...header, planned: samples.map(({ sample }) => sample.id), trials: 1 },
    samples,
    target: (sample, _first, signal) => evaluation.system.target(sample, trial, signal),
    metrics: evaluation.metrics,
    concurrency: evaluation.suite.concurrency,
    async onRecord(record: SampleRecord) {
      await journal.append({ ...record, trial })
      progress.saw(record)
    },
    signal: ctx.signal,
    refusedAtFirst: Infinity,
  })
  progress.end()
  await journal.close()
  return { ...again, records: again.records.map((record) => ({ ...record, trial })) }
}

const confirmationOf = (first: Report, { metrics, picked, run, counts }: Rerun, trial: number): Confirmation => {
  const discordant = picked.filter(({ chance }) => chance === 1).length
  return {
    metrics,
    discordant,
    drawn: picked.length - discordant,
    rest: (first.alignment?.paired.length ?? 0) - discordant,
    chance: restChance,
    trial,
    counts,
    calls: run.records.flatMap(({ output }) => output.calls).filter((call) => !call.cached).length,
    first: first.comparisons.filter(({ metric }) => metrics.includes(metric)),
  }
}
