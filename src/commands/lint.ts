import type { LintInput } from '../dataset/lint/input.ts'
import { countData } from '../dataset/lint/counts.ts'
import { lint as check } from '../dataset/lint/lint.ts'
import { relevantCount } from '../domain/relevance.ts'
import type { Context } from '../domain/context.ts'
import type { LintReport } from '../domain/lint.ts'
import type { Place, Placed, Sample } from '../domain/sample.ts'
import type { Instruments, Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { shown } from '../files/disk.ts'
import { states } from '../metrics/claims/claim.ts'
import { plain } from '../metrics/claims/plain.ts'
import { factualAccuracy } from '../metrics/scorers/factual-accuracy.ts'
import { countOf, lintJson, lintText } from '../report/lint.ts'
import { isOn, type Act } from './command.ts'
import { instrumentsFor, metricsFor } from './metrics.ts'
import { outStyle } from './publish.ts'
import { readUsable, type DataSet } from './samples.ts'
import { readSuite } from './suite.ts'
import { readCorpus } from './system-rag.ts'

export const lint: Act = async (ctx, flags) => {
  const suite = await readSuite(ctx, flags, { asks: true })
  const test = await readAll(suite)
  const dev = await readAll({ ...suite, testSet: suite.devSet, format: {} })
  const corpus = await readTexts(suite)
  const input = inputFor(ctx, suite, {
    test,
    dev: dev.samples,
    corpus,
    problems: [...test.problems, ...dev.problems, ...corpus.problems],
  })
  const report: LintReport = {
    aieval: ctx.version,
    suite: shown(ctx.cwd, suite.file),
    results: check(input),
    counts: countData(test.samples, dev.samples),
  }
  ctx.out(isOn(flags, 'json') ? lintJson(report) : lintText(report, outStyle(ctx, flags)))
  return { kind: countOf(report, 'error') > 0 ? 'usage' : 'done' }
}

/** Lint looks at every sample beside every other one, so it holds them all. */
const readAll = async (suite: Suite): Promise<Usable> => {
  const { samples, ...rest } = await readUsable(suite)
  return { ...rest, samples: samples.map((entry) => ({ sample: entry.read(entry), at: entry.at, hash: entry.hash })) }
}

type Usable = Pick<DataSet, 'schemas'> & { readonly samples: readonly Placed[]; readonly problems: readonly Problem[] }

type Texts = { readonly texts: ReadonlyMap<string, string>; readonly problems: readonly Problem[]; readonly absent?: string }

/** The documents as a reader sees them; what is wrong with them is a finding like any other. */
const readTexts = async (suite: Suite): Promise<Texts> => {
  const { target } = suite
  if (target.kind !== 'rag') return { texts: new Map(), problems: [], absent: `target.kind is ${target.kind}: there is no corpus` }
  try {
    const documents = await readCorpus(suite, target)
    return { texts: new Map(documents.map(({ id, title, text }) => [id, `${title}\n${text}`])), problems: [] }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { texts: new Map(), problems: error.problems, absent: 'the corpus cannot be read' }
  }
}

type Read = {
  readonly test: Usable
  readonly dev: readonly Placed[]
  readonly corpus: Texts
  readonly problems: readonly Problem[]
}

const inputFor = (ctx: Context, suite: Suite, { test, dev, corpus, problems }: Read): LintInput => {
  const instruments = instrumentsFor(test)
  const near = (at: Place): Place => ({ ...at, file: shown(ctx.cwd, at.file) })
  const placed = (samples: readonly Placed[]): readonly Placed[] => samples.map((each) => ({ ...each, at: near(each.at) }))
  return {
    test: placed(test.samples),
    dev: placed(dev),
    problems: problems.map((problem) => (problem.at === undefined ? problem : { ...problem, at: near(problem.at) })),
    corpus: corpus.texts,
    gates: gatesOf(suite, test),
    suite: shown(ctx.cwd, suite.file),
    grade: graderFor(instruments),
    states: (claim, { text, question }) => states(claim, { text: plain(text), question: plain(question) }, instruments),
    absent: {
      ...(corpus.absent === undefined ? {} : { corpus: corpus.absent }),
      ...(suite.devSet.length === 0 ? { 'dev set': 'the suite names no dev_set_path' } : {}),
      ...(suite.metrics.includes('factual_accuracy') ? {} : { factual_accuracy: 'factual_accuracy is not among the metrics' }),
    },
  }
}

const graderFor = (instruments: Instruments): LintInput['grade'] => {
  const { score } = factualAccuracy('factual_accuracy', instruments)
  return (sample, text) => {
    const graded = score(sample, { status: 'answered', text, model: 'example', ms: 0, calls: [] })
    return { correct: graded.status === 'measured' && graded.value === 1, why: graded.why ?? '' }
  }
}

const gatesOf = (suite: Suite, data: Usable): LintInput['gates'] =>
  metricsFor(suite, data).flatMap((metric) => {
    const allowed = suite.thresholds[metric.name]
    return allowed === undefined
      ? []
      : [{ metric: metric.name, allowed, samples: data.samples.filter(({ sample }) => hasLabels(sample, metric)).length }]
  })

const hasLabels = (sample: Sample, { scorer: { needs } }: Metric): boolean => {
  if (needs.includes('relevant')) return relevantCount(sample) > 0
  return !needs.includes('expected') || sample.expected !== undefined
}
