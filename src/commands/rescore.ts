import { valueOf } from '../compare/values.ts'
import type { Context } from '../domain/context.ts'
import { equalTrials } from '../domain/equal-trials.ts'
import type { BaselineHead, BaselineSample, KeptBaseline, Rescored } from '../domain/run.ts'
import type { Metric } from '../domain/score.ts'
import { UsageError, usage } from '../domain/usage-error.ts'
import { writeBaseline } from '../files/baseline.ts'
import { slim } from '../files/baseline-lines.ts'
import { shown } from '../files/disk.ts'
import { rescoredReport, type MetricRescored } from '../report/rescored.ts'
import { rescore as rescoreSample, unreadableSamples } from '../run/rescore.ts'
import { inCi } from './ci.ts'
import { isOn, type Act, type Flags } from './command.ts'
import { readBaselineOf } from './judge.ts'
import { metricsFor, scorerVersions } from './metrics.ts'
import { outStyle } from './publish.ts'
import { readSamples, type DataSet } from './samples.ts'
import { readSuite } from './suite.ts'

export const rescore: Act = async (ctx, flags) => {
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
  const today = { data, metrics, kept, versions }
  const known = knownIds(before, data)
  refuseUnreadable(before, known, suite.baseline.outputs)
  const once = equalTrials()
  const samples = Array.from(rescoredSamples(before, today), (sample) => slim(sample, once))
  const rescored = { at: new Date(ctx.clock.now()).toISOString(), scorers: replaced }
  const head = headOf(before, { rescored, versions, samples: samples.filter(({ id }) => known.has(id)), metrics })
  await writeBaseline(suite.baseline.file, head, rescoredSamples(before, today))
  const changes = metrics.map(({ name }) => changeOf(name, { before, samples, head, known, kept: kept.has(name) }))
  ctx.out(rescoredReport({ file, rescored, metrics: changes, left: leftIds(before, known) }, outStyle(ctx, flags)))
  return { kind: 'done' }
}

const refuseInCi = (ctx: Context, flags: Flags): void => {
  if (inCi(ctx) && !isOn(flags, 'inCi'))
    throw usage('a baseline is changed by a person, and CI is set', 'run it at home and commit the file, or add --in-ci')
}

/** The metrics that another scorer, or another version of it, measured for the baseline, or none did. */
const replacedScorers = ({ fingerprint }: KeptBaseline, versions: Readonly<Record<string, string>>): Rescored['scorers'] =>
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

const knownIds = (before: KeptBaseline, data: DataSet): Known => {
  const hashes = new Map(data.samples.map(({ id, hash }) => [id, hash]))
  return new Set(before.samples.filter(({ id, hash }) => hashes.get(id) === hash).map(({ id }) => id))
}

/** A sample that was changed or removed since cannot be judged by today's labels: it stays as it is, and is compared with nothing. */
function* rescoredSamples(before: KeptBaseline, { data, metrics, kept }: Today): Generator<BaselineSample> {
  const today = new Map(data.samples.map((entry) => [entry.id, entry]))
  for (const stored of before.all()) {
    const entry = today.get(stored.id)
    yield entry === undefined || entry.hash !== stored.hash ? stored : rescoreSample(stored, { sample: entry.read(entry), metrics, kept })
  }
}

type Made = {
  readonly rescored: Rescored
  readonly versions: Today['versions']
  /** Those that were measured again. */
  readonly samples: readonly BaselineSample[]
  readonly metrics: readonly Metric[]
}

/** The note stands beside what was accepted, where a review meets it first. */
const headOf = (before: KeptBaseline, { rescored, versions, samples, metrics }: Made): BaselineHead => ({
  ...before,
  rescored,
  fingerprint: { ...before.fingerprint, scorers: versions },
  metrics: Object.fromEntries(metrics.map(({ name }) => [name, levelOf(samples, name)])),
})

const levelOf = (samples: readonly BaselineSample[], metric: string): { readonly n: number; readonly mean: number } => {
  const values = samples.map((sample) => valueOf(sample, metric)).filter((value) => typeof value === 'number')
  return { n: values.length, mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) }
}

const refuseUnreadable = (before: KeptBaseline, known: Known, outputs: boolean): void => {
  const { absent, cut } = unreadableSamples(Iterator.from(before.all()).filter(({ id }) => known.has(id)))
  const hint = 'aieval baseline --reason "…"'
  if (!outputs) throw usage('baseline.outputs is false: the baseline has no answers to measure', hint)
  if (absent.length > 0) throw usage(`the baseline has no answer of ${some(absent)}: it was written with baseline.outputs: false`, hint)
  if (cut.length > 0) throw usage(`the baseline has only the beginning of the answer of ${some(cut)}`, hint)
}

const some = (ids: readonly string[]): string => (ids.length === 1 ? String(ids[0]) : `${ids.length} samples (the first: ${ids[0]})`)

type Change = {
  readonly before: KeptBaseline
  readonly samples: readonly BaselineSample[]
  readonly head: BaselineHead
  readonly known: Known
  readonly kept: boolean
}

const changeOf = (metric: string, { before, samples, head, known, kept }: Change): MetricRescored => {
  const old = new Map(before.samples.map((sample) => [sample.id, sample]))
  return {
    metric,
    kept,
    before: levelOf(
      before.samples.filter(({ id }) => known.has(id)),
      metric,
    ),
    after: head.metrics[metric] ?? { n: 0, mean: 0 },
    changed: samples.filter((sample) => valueOf(sample, metric) !== valueOf(old.get(sample.id), metric)).map(({ id }) => id),
  }
}

const leftIds = ({ samples }: KeptBaseline, known: Known): readonly string[] => samples.map(({ id }) => id).filter((id) => !known.has(id))
