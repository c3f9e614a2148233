import type { Scorer } from '../../domain/score.ts'
import { cutOff, rankingScorer } from '../retrieval/ranking.ts'

/** Recall@k of trec_eval: relevant documents in the first k, over all relevant documents. */
export function recall(name: string): Scorer {
  const k = cutOff(name)
  return rankingScorer(name, ({ gains, ideal }) => gains.slice(0, k).filter((gain) => gain > 0).length / ideal.length)
}
