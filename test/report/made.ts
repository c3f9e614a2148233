import type { Comparison, Flip, Verdict } from '../../src/domain/comparison.ts'
import type { Report, Spend } from '../../src/domain/report.ts'
import type { Fingerprint } from '../../src/domain/run.ts'

export const fingerprint: Fingerprint = {
  aieval: '0.1.0',
  data: 'd1',
  target: 'rag',
  prompt: 'p1',
  corpus: 'c1',
  retriever: 'r1',
  routing: '0.85/0.7',
  models: { primary: 'local/use-lite@0.2.0' },
  scorers: { factual_accuracy: '1' },
}

export const spend: Spend = { calls: 500, cached: 452, attempts: 48, tokensIn: 9000, tokensOut: 1200, usd: 'unknown', p50: 12.4, p95: 1530 }

export const held: Comparison = {
  metric: 'factual_accuracy',
  n: 500,
  base: 0.884,
  now: 0.886,
  delta: 0.002,
  interval: { lower: -0.012, upper: 0.017 },
  better: 9,
  worse: 8,
  clusters: 500,
  missing: 0,
  allowed: 0.03,
  state: 'held',
}

export const regressed: Comparison = {
  ...held,
  now: 0.826,
  delta: -0.058,
  interval: { lower: -0.083, upper: -0.036 },
  better: 11,
  worse: 40,
  state: 'regressed',
  beyondNoise: true,
}

export const flip: Flip = {
  id: 'fin-fee-0012',
  metric: 'factual_accuracy',
  base: 1,
  now: 0,
  cause: 'generation',
  why: 'forbidden claim x1: superseded 2024 price',
  before: 'The fee is 0.6 %, at least €2.50 a transfer.',
  after: 'The fee is 0.6 %, at least €4.00 a transfer.',
}

export const passed: Verdict = { outcome: 'pass', reasons: ['no metric dropped more than allowed'], next: [], unproven: false }

export const report = (more: Partial<Report> = {}): Report => ({
  aieval: '0.1.0',
  at: '2026-11-03T12:00:00.000Z',
  suite: 'aieval.config.yaml',
  run: {
    format: 1,
    id: 'r1',
    startedAt: '2026-11-03T11:59:00.000Z',
    suite: 'aieval.config.yaml',
    fingerprint,
    planned: Array.from({ length: 500 }, (_, index) => `s${index}`),
    trials: 1,
    selected: false,
  },
  counts: { planned: 500, scored: 500, errored: 0, notRun: 0, failed: 0 },
  spend,
  served: ['use-lite@0.2.0'],
  levels: [
    { metric: 'precision_at_5', n: 420, mean: 0.706, skipped: 80, unmeasured: 0, ceiling: 0.78 },
    { metric: 'factual_accuracy', n: 500, mean: 0.886, skipped: 0, unmeasured: 0 },
  ],
  baseline: {
    accepted: { at: '2026-11-01T12:00:00.000Z', by: 'Ann', why: 'first scores', commit: '4f2c1aa0b1c2', dirty: false },
    fingerprint,
    file: 'eval/baseline.json',
  },
  alignment: { paired: Array.from({ length: 500 }, (_, index) => `s${index}`), added: [], removed: [], changed: [] },
  differences: [],
  comparisons: [
    {
      ...held,
      metric: 'precision_at_5',
      n: 420,
      base: 0.712,
      now: 0.706,
      delta: -0.006,
      interval: { lower: -0.016, upper: -0.0001 },
      better: 12,
      worse: 20,
      allowed: 0.05,
      ceiling: 0.78,
    },
    held,
  ],
  broken: [],
  slices: {},
  attribution: [],
  guards: { critical: { broken: [], already: [], unclear: [] }, slices: { block: false, flagged: [] } },
  places: { 'fin-fee-0012': { file: 'eval/set.jsonl', line: 37, input: 'whats the fee for sending 250 euros to a friend?' } },
  warnings: [],
  verdict: passed,
  exit: 0,
  ...more,
})

/** A report whose first metric regressed on this many samples. */
export const failing = (flips: number, more: Partial<Report> = {}): Report =>
  report({
    comparisons: [regressed],
    broken: Array.from({ length: flips }, (_, index) => ({
      ...flip,
      id: index === 0 ? flip.id : `s${index}`,
      cause: index % 4 === 3 ? 'retrieval' : 'generation',
    })),
    slices: { factual_accuracy: [{ slice: 'numeric', n: 60, base: 0.92, now: 0.6, worse: 19 }] },
    verdict: {
      outcome: 'fail',
      reasons: ['factual_accuracy dropped 5.8 points, 3.0 allowed: 40 samples got worse, 11 better'],
      next: [],
      unproven: false,
    },
    exit: 1,
    ...more,
  })
