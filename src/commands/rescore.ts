import { valueOf } from '../compare/values.ts'
import type { Context } from '../domain/context.ts'
import type { Baseline, BaselineSample, Rescored } from '../domain/run.ts'
import type { Metric } from '../domain/score.ts'
import { UsageError, usage } from '../domain/usage-error.ts'
import { writeBaseline } from '../files/baseline.ts'
import { shown } from '../files/disk.ts'
import { rescoredReport, type MetricRescored } from '../report/rescored.ts'
import { rescore as rescoreSample, unreadableSamples } from '../run/rescore.ts'
import { inCi } from './ci.ts'
import { isOn, type Command, type Flags } from './command.ts'
import { flag } from './flags.ts'
import { readBaselineOf } from './judge.ts'
import { metricsFor, scorerVersions } from './metrics.ts'
import { outStyle } from './publish.ts'
import { readSamples, type DataSet } from './samples.ts'
import { readSuite } from './suite.ts'

export const rescore: Command = {
  name: 'rescore',
  summary: "measure the baseline's recorded answers with today's scorers",
  flags: [flag.config, { spell: '--in-ci', text: 'allow it where CI is set' }, flag.color, flag.noColor],
  examples: ['aieval rescore', 'aieval rescore -c other.config.yaml'],

  async act(ctx, flags) {
    refuseInCi(ctx, flags)
    const suite = await readSuite(ctx, flags)
    const data = await readSamples(suite)
    const before = await readBaselineOf(suite)
    if (before === undefined) throw usage('there is no baseline to rescore', 'aieval baseline --reason "first scores"')
    const file = shown(ctx.cwd, suite.baseline.file)
    const metrics = metricsFor(suite, data)
    const versions = scorerVersions(metrics, data)
    const replaced = replacedScorers(before, versions)
    if (Object.keys(replaced).length === 0) {
      ctx.out(`nothing to do: ${file} was measured with today's scorers\n`)
      return { kind: 'done' }
    }
    const kept = keptMetrics(metrics, replaced)
    const { baseline, known } = rescoredBaseline(before, { data, metrics, kept, versions })
    refuseUnreadable(before, known, suite.baseline.outputs)
    const rescored = { at: new Date(ctx.clock.now()).toISOString(), scorers: replaced }
    await writeBaseline(suite.baseline.file, withNote(baseline, rescored))
    const changes = metrics.map(({ name }) => changeOf(name, { before, after: baseline, known, kept: kept.has(name) }))
    ctx.out(rescoredReport({ file, rescored, metrics: changes, left: leftIds(before, known) }, outStyle(ctx, flags)))
    return { kind: 'done' }
  },
}

const refuseInCi = (ctx: Context, flags: Flags): void => {
  if (inCi(ctx) && !isOn(flags, 'inCi'))
    throw usage('a baseline is changed by a person, and CI is set', 'run it at home and commit the file, or add --in-ci')
}

/** The metrics that another scorer, or another version of it, measured for the baseline, or none did. */
const replacedScorers = ({ fingerprint }: Baseline, versions: Readonly<Record<string, string>>): Rescored['scorers'] =>
  Object.fromEntries(
    Object.entries(versions)
      .filter(([name, version]) => fingerprint.scorers[name] !== version)
      .map(([name, to]) => [name, { from: fingerprint.scorers[name] ?? 'none', to }]),
  )

/** Format is judged on the raw reply, which a baseline does not keep: its scores stay where the instrument is the same. */
const keptMetrics = (metrics: readonly Metric[], replaced: Rescored['scorers']): ReadonlySet<string> => {
  const raw = metrics.filter(({ scorer }) => scorer.needs.includes('format')).map(({ name }) => name)
  const lost = raw.filter((name) => replaced[name] !== undefined)
  if (lost.length > 0)
    throw new UsageError(
      lost.map((name) => ({
        message: `${name} (${replaced[name]?.from} → ${replaced[name]?.to}) is measured on the raw reply, which a baseline does not keep`,
        hint: 'aieval baseline --reason "…"',
      })),
    )
  return new Set(raw)
}

type Today = {
  readonly data: DataSet
  readonly metrics: readonly Metric[]
  readonly kept: ReadonlySet<string>
  readonly versions: Readonly<Record<string, string>>
}
type Known = ReadonlySet<string>

/** A sample that was changed or removed since cannot be judged by today's labels: it stays as it is, and is compared with nothing. */
const rescoredBaseline = (
  before: Baseline,
  { data, metrics, kept, versions }: Today,
): { readonly baseline: Baseline; readonly known: Known } => {
  const today = new Map(data.samples.map((placed) => [placed.sample.id, placed]))
  const known = new Set(before.samples.filter(({ id, hash }) => today.get(id)?.hash === hash).map(({ id }) => id))
  const samples = before.samples.map((stored) => {
    const sample = known.has(stored.id) ? today.get(stored.id)?.sample : undefined
    return sample === undefined ? stored : rescoreSample(stored, { sample, metrics, kept })
  })
  const of = samples.filter(({ id }) => known.has(id))
  return {
    known,
    baseline: {
      ...before,
      fingerprint: { ...before.fingerprint, scorers: versions },
      metrics: Object.fromEntries(metrics.map(({ name }) => [name, levelOf(of, name)])),
      samples,
    },
  }
}

const levelOf = (samples: readonly BaselineSample[], metric: string): { readonly n: number; readonly mean: number } => {
  const values = samples.map((sample) => valueOf(sample, metric)).filter((value) => typeof value === 'number')
  return { n: values.length, mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) }
}

const refuseUnreadable = ({ samples }: Baseline, known: Known, outputs: boolean): void => {
  const { absent, cut } = unreadableSamples(samples.filter(({ id }) => known.has(id)))
  const hint = 'aieval baseline --reason "…"'
  if (!outputs) throw usage('baseline.outputs is false: the baseline has no answers to measure', hint)
  if (absent.length > 0) throw usage(`the baseline has no answer of ${some(absent)}: it was written with baseline.outputs: false`, hint)
  if (cut.length > 0) throw usage(`the baseline has only the beginning of the answer of ${some(cut)}`, hint)
}

const some = (ids: readonly string[]): string => (ids.length === 1 ? String(ids[0]) : `${ids.length} samples (the first: ${ids[0]})`)

/** The note stands beside what was accepted, where a review meets it first. */
const withNote = ({ format, accepted, run, fingerprint, served, metrics, samples }: Baseline, rescored: Rescored): Baseline => ({
  format,
  accepted,
  rescored,
  run,
  fingerprint,
  served,
  metrics,
  samples,
})

type Change = { readonly before: Baseline; readonly after: Baseline; readonly known: Known; readonly kept: boolean }

const changeOf = (metric: string, { before, after, known, kept }: Change): MetricRescored => {
  const old = new Map(before.samples.map((sample) => [sample.id, sample]))
  const were = before.samples.filter(({ id }) => known.has(id))
  return {
    metric,
    kept,
    before: levelOf(were, metric),
    after: after.metrics[metric] ?? { n: 0, mean: 0 },
    changed: after.samples.filter((sample) => valueOf(sample, metric) !== valueOf(old.get(sample.id), metric)).map(({ id }) => id),
  }
}

const leftIds = ({ samples }: Baseline, known: Known): readonly string[] => samples.map(({ id }) => id).filter((id) => !known.has(id))
