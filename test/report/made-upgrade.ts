import type { Candidate, UpgradeReport } from '../../src/domain/upgrade.ts'
import { flip, held, regressed, spend } from './made.ts'

const counts = { planned: 500, scored: 500, errored: 0, notRun: 0, failed: 0 }
const level = { metric: 'factual_accuracy', n: 500, mean: 0.884, skipped: 0, unmeasured: 0 }

export const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  model: 'openai/candidate-2026-05-01',
  advice: 'GO',
  reasons: ['every gated metric held'],
  comparisons: [held],
  levels: [{ ...level, mean: 0.886 }],
  counts,
  spend: { ...spend, cached: 0, attempts: 500, usd: 4.9, p50: 2400, p95: 6000 },
  served: ['candidate-2026-05-01'],
  broken: [],
  slices: {},
  guards: { critical: { broken: [], already: [], unclear: [] }, slices: { block: false, flagged: [] } },
  ...more,
})

export const lost: Candidate = candidate({
  model: 'openai/cheap-2026-02-02',
  advice: 'NO-GO',
  reasons: ['factual_accuracy dropped more than allowed'],
  comparisons: [regressed],
  broken: [flip],
  slices: { factual_accuracy: [{ slice: 'numeric', n: 60, base: 0.92, now: 0.6, worse: 19 }] },
})

export const upgradeOf = (more: Partial<UpgradeReport> = {}): UpgradeReport => ({
  aieval: '0.1.0',
  suite: 'aieval.config.yaml',
  samples: 500,
  current: {
    model: 'openai/gpt-4o-2024-08-06',
    levels: [level],
    counts,
    spend: { ...spend, cached: 0, attempts: 500, usd: 0.62, p50: 900, p95: 2100 },
    served: ['gpt-4o-2024-08-06'],
  },
  candidates: [candidate(), lost],
  warnings: ['a cache entry was damaged'],
  exit: 0,
  ...more,
})
