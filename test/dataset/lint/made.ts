import type { LintInput } from '../../../src/dataset/lint/input.ts'
import type { Expected, Placed, Sample } from '../../../src/domain/sample.ts'
import { compileRegex } from '../../../src/files/regex.ts'
import { states } from '../../../src/metrics/claims/claim.ts'
import { factualAccuracy } from '../../../src/metrics/scorers/factual-accuracy.ts'
import { plain } from '../../../src/metrics/claims/plain.ts'

const instruments = { regex: compileRegex, schema: () => () => [] }

export const answerable = (more: Partial<Expected> = {}): Expected => ({
  answerable: true,
  facts: [{ id: 'f1', text: 'Tuesday' }],
  ...more,
})

/** Samples at lines 1, 2, … of a file; what is not given is in order. */
export const placed = (file: string, samples: readonly (Partial<Sample> & { readonly id: string })[]): readonly Placed[] =>
  samples.map((given, index) => ({
    sample: { input: `What about ${given.id} then?`, expected: answerable(), tags: [], ...given },
    at: { file, line: index + 1 },
    hash: given.id,
  }))

export const tested = (...samples: readonly (Partial<Sample> & { readonly id: string })[]): readonly Placed[] =>
  placed('test.jsonl', samples)
export const tuned = (...samples: readonly (Partial<Sample> & { readonly id: string })[]): readonly Placed[] => placed('dev.jsonl', samples)

/** An input without a fault; claims are read as the scorer reads them. */
export const made = (more: Partial<LintInput> = {}): LintInput => ({
  test: [],
  dev: [],
  problems: [],
  corpus: new Map(),
  gates: [],
  suite: 'aieval.config.yaml',
  states: (claim, { text, question }) => states(claim, { text: plain(text), question: plain(question) }, instruments),
  grade: (sample, text) => {
    const graded = factualAccuracy('factual_accuracy', instruments).score(sample, {
      status: 'answered',
      text,
      model: 'm',
      ms: 0,
      calls: [],
    })
    return { correct: graded.status === 'measured' && graded.value === 1, why: graded.why ?? '' }
  },
  absent: {},
  ...more,
})
