import type { Answered, CallRecord, FailureCode, Output } from '../../src/domain/output.ts'
import type { RunHeader, SampleRecord } from '../../src/domain/run.ts'
import type { Entry, Sample } from '../../src/domain/sample.ts'
import type { Metric, Score } from '../../src/domain/score.ts'
import { entryOf, type Recorded } from './recorded.ts'

export const placed = (id: string, more: Partial<Sample> = {}): Entry =>
  entryOf({
    sample: { id, input: `question ${id}`, tags: [], ...more },
    at: { file: 'set.jsonl', line: 1 },
    hash: `hash of ${id}`,
  })

export const many = (count: number): readonly Entry[] => Array.from({ length: count }, (_, index) => placed(`s${index}`))

export const headerOf = (samples: readonly Entry[], trials = 1): RunHeader => ({
  format: 1,
  id: 'run',
  startedAt: '2026-11-01T00:00:00.000Z',
  suite: 'aieval.config.yaml',
  fingerprint: { aieval: '0', data: '', target: '', prompt: '', corpus: '', retriever: '', routing: '', models: {}, scorers: {} },
  planned: samples.map(({ id }) => id),
  trials,
  selected: false,
})

export const answer = (text = 'yes', more: Partial<Answered> = {}): Answered => ({
  status: 'answered',
  text,
  model: 'm',
  ms: 1,
  calls: [],
  ...more,
})
export const failure = (code: FailureCode, message = `${code} happened`): Output => ({
  status: code === 'app' ? 'failed' : 'errored',
  failure: { code, message },
  ms: 1,
  calls: [],
})

/** 1 for the answer "yes", 0 for any other; samples tagged `other` are none of its business. */
export const saysYes: Metric = {
  name: 'says_yes',
  scorer: {
    name: 'says_yes',
    version: 1,
    scale: 'binary',
    better: 'higher',
    needs: [],
    score: ({ tags }, { text }) => (tags.includes('other') ? skipped : { status: 'measured', value: text === 'yes' ? 1 : 0 }),
  },
}

export const skipped: Score = { status: 'skipped', why: 'none of its business' }

export const call = (more: Partial<CallRecord> = {}): CallRecord => ({
  kind: 'chat',
  model: 'm',
  served: 'm-1',
  attempts: 1,
  cached: false,
  ms: 10,
  tokensIn: 100,
  tokensOut: 20,
  ...more,
})

export const record = (output: Output, more: Partial<SampleRecord> = {}): SampleRecord => ({
  id: 's0',
  hash: 'h',
  trial: 1,
  output,
  scores: {},
  ...more,
})

export const runOf = (records: readonly SampleRecord[], more: Partial<Recorded> = {}): Recorded => ({
  ...headerOf(many(records.length)),
  records,
  ...more,
})
