import type { Flip } from '../domain/comparison.ts'
import type { SliceChange } from '../domain/report.ts'
import type { BaselineSample, BaselineTrial } from '../domain/run.ts'
import type { Facets, Sample } from '../domain/sample.ts'
import { pairValues, type Pair, type Sides } from './values.ts'

/** What the samples of both sides said, and their labels, read one by one. */
export type Told = {
  readonly base: (id: string) => BaselineSample | undefined
  readonly head: (id: string) => BaselineSample | undefined
  readonly labels: (id: string) => Sample | undefined
}

export type FlipInput = {
  readonly sides: Sides
  readonly paired: readonly string[]
  readonly sampleOf: (id: string) => Facets | undefined
  readonly told: Told
  /** Why a trial of a sample, counted from 0 in their order, scored as it did. */
  readonly whyOf: (id: string, metric: string, trial: number) => string | undefined
  readonly metric: { readonly name: string; readonly better: 'higher' | 'lower' }
}

/** The samples that got worse on a metric, the largest drops first. */
export const worsePairs = ({ sides, paired, metric }: FlipInput): readonly Pair[] =>
  pairValues(sides, paired, metric)
    .pairs.filter((pair) => pair.drop > 0)
    .toSorted((one, other) => other.drop - one.drop || (one.id < other.id ? -1 : 1))

/** Of so many samples a report says what they said; nobody reads more, and a set may have a million. */
const mostTold = 1000

/** The samples that got worse on a metric, the largest drops first, each with what it was, what it is, and its likely cause. */
export const brokenSamples = (input: FlipInput): readonly Flip[] =>
  worsePairs(input).map(({ id, base, now }, index) => {
    const { told, whyOf, metric } = input
    const after = tellingTrial(told.head(id), metric, 'worst')
    return {
      id,
      metric: metric.name,
      base,
      now,
      cause: causeOf(told.labels(id), after.trial, metric.name),
      ...(index < mostTold
        ? { ...answers(tellingTrial(told.base(id), metric, 'best').trial, after.trial), ...reason(whyOf(id, metric.name, after.at)) }
        : {}),
    }
  })

type Telling = { readonly at: number; readonly trial: BaselineTrial | undefined }

/** Of several trials the first that shows the drop most clearly: the best before, the worst now. */
export const tellingTrial = (sample: BaselineSample | undefined, { name, better }: FlipInput['metric'], end: 'best' | 'worst'): Telling => {
  const sign = (better === 'higher') === (end === 'worst') ? 1 : -1
  const scored = (sample?.trials ?? []).flatMap((trial, at) => {
    const score = trial.scores[name]
    return typeof score === 'number' ? [{ at, trial, rank: sign * score }] : []
  })
  return scored.toSorted((one, other) => one.rank - other.rank)[0] ?? { at: 0, trial: sample?.trials[0] }
}

/** Retrieval where no relevant document was found (or the metric is about retrieval), generation where one was and the answer is wrong. */
export const causeOf = (sample: Sample | undefined, trial: BaselineTrial | undefined, metric: string): Flip['cause'] => {
  if (trial?.status === 'failed') return 'app'
  if (isAboutRetrieval(metric)) return 'retrieval'
  if (metric === 'format_compliance') return 'generation'
  const found = foundRelevant(sample, trial)
  if (found === undefined) return 'unknown'
  return found ? 'generation' : 'retrieval'
}

export const isAboutRetrieval = (metric: string): boolean => /^(precision|recall|ndcg)_at_|^mrr$/.test(metric)

/** Whether a relevant document was among the retrieved; undefined where none is labelled or nothing tells what was retrieved. */
export const foundRelevant = (sample: Sample | undefined, trial: BaselineTrial | undefined): boolean | undefined => {
  const relevant = (sample?.expected?.relevant ?? []).filter((each) => (each.grade ?? 1) > 0).map((each) => each.doc)
  if (trial?.retrieved === undefined || relevant.length === 0) return undefined
  return trial.retrieved.some((document) => relevant.includes(document))
}

const answers = (base: BaselineTrial | undefined, head: BaselineTrial | undefined): Pick<Flip, 'before' | 'after'> => {
  const before = said(base)
  const after = said(head)
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

const reason = (why: string | undefined): Pick<Flip, 'why'> => (why === undefined ? {} : { why })

const said = (trial: BaselineTrial | undefined): string | undefined =>
  trial?.answer ?? (trial?.failure === undefined ? undefined : `(${trial.status}: ${trial.failure})`)

/** Mean before and now in every primary slice, the largest fall first. */
export const sliceChanges = ({ sides, paired, sampleOf, metric }: FlipInput): readonly SliceChange[] => {
  const { pairs } = pairValues(sides, paired, metric)
  const bySlice = Map.groupBy(pairs, (pair) => sampleOf(pair.id)?.slice ?? '')
  return [...bySlice]
    .filter(([slice]) => slice !== '')
    .toSorted(([one, ofOne], [other, ofOther]) => fall(ofOther) - fall(ofOne) || (one < other ? -1 : 1))
    .map(([slice, members]) => ({
      slice,
      n: members.length,
      base: members.reduce((sum, pair) => sum + pair.base, 0) / members.length,
      now: members.reduce((sum, pair) => sum + pair.now, 0) / members.length,
      worse: members.filter((pair) => pair.drop > 0).length,
    }))
}

const fall = (members: readonly Pair[]): number => members.reduce((sum, pair) => sum + pair.drop, 0) / members.length
