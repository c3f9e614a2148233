import type { BaselineSample, BaselineTrial, SampleRecord } from '../domain/run.ts'
import type { Score } from '../domain/score.ts'

/** Bytes of an answer that are kept, the sign of a cut among them. */
const longestAnswer = 4096
const cutSign = '…'

/** How much of a record is kept: its scores and what became of it; also what was found and how it was routed; also the answer. */
export type Keep = 'scores' | 'outline' | 'answers'

/** Records in the form a baseline keeps them: one entry a sample, its trials in order, without times; sorted by id. */
export const summarise = (records: Iterable<SampleRecord>, keep: Keep): readonly BaselineSample[] => {
  const byId = Map.groupBy(records, (record) => record.id)
  return [...byId]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, ofSample]) => ({
      id,
      hash: ofSample[0]?.hash ?? '',
      trials: ofSample.toSorted((one, other) => one.trial - other.trial).map((record) => trialOf(record, keep)),
    }))
}

export const trialOf = ({ output, scores }: SampleRecord, keep: Keep): BaselineTrial => {
  const measured = { status: output.status, ...keptScores(scores, keep) }
  if (output.status !== 'answered') return { ...measured, failure: output.failure.code }
  if (keep === 'scores') return measured
  return {
    ...measured,
    ...(output.route === undefined ? {} : { route: output.route }),
    ...(output.retrieved === undefined ? {} : { retrieved: output.retrieved.map((passage) => passage.doc) }),
    ...(keep === 'answers' ? { answer: cut(output.text) } : {}),
  }
}

/** Scores and labels as a baseline keeps them. */
export const keptScores = (scores: Readonly<Record<string, Score>>, keep: Keep = 'answers'): Pick<BaselineTrial, 'scores' | 'labels'> => ({
  scores: mapScores(scores, valueOf),
  ...(keep === 'scores' ? {} : labelsOf(scores)),
})

const valueOf = (score: Score): number | 'skipped' | 'unscored' => (score.status === 'measured' ? score.value : score.status)

const labelsOf = (scores: Readonly<Record<string, Score>>): { readonly labels?: Readonly<Record<string, string>> } => {
  const labelled = Object.entries(scores).flatMap(([name, score]) =>
    score.status === 'measured' && score.label !== undefined ? [[name, score.label] as const] : [],
  )
  return labelled.length === 0 ? {} : { labels: Object.fromEntries(labelled) }
}

const mapScores = <Value>(scores: Readonly<Record<string, Score>>, map: (score: Score) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, map(score)]))

/** Whether an answer is as long as a cut one and ends like it: up to three bytes of a split character are lost at the cut. */
export const wasCut = (answer: string): boolean => answer.endsWith(cutSign) && Buffer.byteLength(answer) >= longestAnswer - 3

const cut = (text: string): string => {
  const bytes = Buffer.from(text)
  if (bytes.length <= longestAnswer) return text
  const kept = bytes.subarray(0, longestAnswer - Buffer.byteLength(cutSign))
  // Streaming holds back the bytes of a character that is not whole.
  return `${new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept, { stream: true })}${cutSign}`
}
