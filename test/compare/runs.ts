import type { DecisionInput } from '../../src/compare/decide.ts'
import type { FailureCode } from '../../src/domain/output.ts'
import type { Fingerprint, KeptBaseline, SampleRecord } from '../../src/domain/run.ts'
import type { Entry, Sample } from '../../src/domain/sample.ts'
import type { Metric } from '../../src/domain/score.ts'
import { summarise } from '../../src/run/summarise.ts'
import { entryOf, kept, measured, recordingsOf, type Recorded } from '../run/recorded.ts'
import { threshold } from './sides.ts'

/** What one sample came to: a score, or why there is none. */
export type Ending = number | 'skipped' | FailureCode

export const fingerprint: Fingerprint = {
  aieval: '0.1.0',
  data: 'd1',
  target: 'recorded',
  prompt: 'p1',
  corpus: 'c1',
  retriever: 'r1',
  routing: '0.85/0.7',
  models: {},
  scorers: { accuracy: '1' },
}

export const accuracy: Metric = {
  name: 'accuracy',
  scorer: {
    name: 'accuracy',
    version: 1,
    scale: 'unit',
    better: 'higher',
    needs: [],
    score: () => ({ status: 'skipped', why: 'scored already' }),
  },
}

/** Samples s0, s1 …; what is given of one is laid over it. */
export const placed = (
  count: number,
  more: (index: number) => Partial<Sample> & { readonly hash?: string } = () => ({}),
): readonly Entry[] =>
  Array.from({ length: count }, (_, index) => {
    const { hash = `hash ${index}`, ...sample } = more(index)
    return entryOf({
      sample: { id: `s${index}`, input: `question ${index}`, tags: [], ...sample },
      at: { file: 'set.jsonl', line: index + 1 },
      hash,
    })
  })

/** A run of the samples in which each came to its ending; samples without one were not run. */
export const runOf = (samples: readonly Entry[], endings: readonly Ending[], more: Partial<Recorded> = {}): Recorded => ({
  format: 1,
  id: 'run',
  startedAt: '2026-11-01T00:00:00.000Z',
  suite: 'aieval.config.yaml',
  fingerprint,
  planned: samples.map(({ id }) => id),
  trials: 1,
  selected: false,
  records: samples.slice(0, endings.length).map((each, index) => recordOf(each, endings[index] ?? 'skipped')),
  ...more,
})

export const recordOf = ({ id, hash }: Entry, ending: Ending, trial = 1): SampleRecord => {
  const base = { id, hash, trial }
  const observed = { ms: 1, calls: [] }
  if (ending === 'skipped')
    return {
      ...base,
      output: { ...observed, status: 'answered', text: '', model: 'm' },
      scores: { accuracy: { status: 'skipped', why: 'does not apply' } },
    }
  if (typeof ending === 'number')
    return {
      ...base,
      output: { ...observed, status: 'answered', text: `answer ${ending}`, model: 'm' },
      scores: { accuracy: { status: 'measured', value: ending, why: `scored ${ending}` } },
    }
  const failure = { code: ending, message: `${ending} happened` }
  return ending === 'app'
    ? {
        ...base,
        output: { ...observed, status: 'failed', failure },
        scores: { accuracy: { status: 'measured', value: 0, why: 'the app failed' } },
      }
    : { ...base, output: { ...observed, status: 'errored', failure }, scores: {} }
}

export const baselineOf = (run: Recorded): KeptBaseline =>
  kept({
    format: 1,
    accepted: { at: '2026-11-01T00:00:00.000Z', by: 'ann', why: 'first', commit: 'abc', dirty: false },
    run: { id: run.id, startedAt: run.startedAt, trials: run.trials },
    fingerprint: run.fingerprint,
    served: [],
    metrics: {},
    samples: summarise(run.records, 'answers'),
  })

export const decisionOn = (samples: readonly Entry[], run: Recorded, more: Partial<DecisionInput> = {}): DecisionInput => ({
  run: measured(run),
  recordings: recordingsOf(run.records),
  keep: (records) => summarise(records, 'answers')[0],
  samples,
  metrics: [accuracy],
  thresholds: { accuracy: 0.03 },
  maxErrorRate: 0.02,
  policy: threshold,
  slices: { block: false, tags: [] },
  ...more,
})

export const times = (count: number, ending: Ending): readonly Ending[] => Array.from({ length: count }, () => ending)
