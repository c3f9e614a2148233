import type { Ceiling, Instruments, Metric, Scorer } from '../domain/score.ts'
import { factualAccuracy } from './scorers/factual-accuracy.ts'
import { formatCompliance } from './scorers/format-compliance.ts'
import { mrr } from './scorers/mrr.ts'
import { ndcg } from './scorers/ndcg.ts'
import { precision, precisionCeiling } from './scorers/precision.ts'
import { recall } from './scorers/recall.ts'

/** What a suite says about its scorers beside their names. */
export type ScorerSettings = { readonly formatSchema?: string }

type Maker = (name: string, instruments: Instruments, settings: ScorerSettings) => Scorer
export type Registered = { readonly name: RegExp; readonly make: Maker; readonly ceiling?: (name: string) => Ceiling }

export const scorers: readonly Registered[] = [
  { name: /^precision_at_(?:[1-9]\d?|100)$/, make: precision, ceiling: precisionCeiling },
  { name: /^recall_at_(?:[1-9]\d?|100)$/, make: recall },
  { name: /^ndcg_at_(?:[1-9]\d?|100)$/, make: ndcg },
  { name: /^mrr$/, make: mrr },
  { name: /^factual_accuracy$/, make: factualAccuracy },
  { name: /^format_compliance$/, make: formatCompliance },
]

/** The names worth suggesting; the cut-offs of the ranked ones go from 1 to 100. */
export const metricNames: readonly string[] = [
  'precision_at_1',
  'precision_at_3',
  'precision_at_5',
  'precision_at_10',
  'recall_at_1',
  'recall_at_3',
  'recall_at_5',
  'recall_at_10',
  'ndcg_at_1',
  'ndcg_at_3',
  'ndcg_at_5',
  'ndcg_at_10',
  'mrr',
  'factual_accuracy',
  'format_compliance',
]

export function isMetricName(name: string): boolean {
  return scorers.some((each) => each.name.test(name))
}

/** Undefined where no scorer answers to the name; throws what `instruments.schema` throws on the suite's own schema. */
export function metricFor(name: string, instruments: Instruments, settings: ScorerSettings): Metric | undefined {
  const registered = scorers.find((each) => each.name.test(name))
  if (registered === undefined) return undefined
  const scorer = registered.make(name, instruments, settings)
  return registered.ceiling === undefined ? { name, scorer } : { name, scorer, ceiling: registered.ceiling(name) }
}
