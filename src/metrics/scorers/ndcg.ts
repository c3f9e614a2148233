import type { Scorer } from '../../domain/score.ts'
import { cutOff, rankingScorer } from '../retrieval/ranking.ts'

/** nDCG@k with linear gain and discount log2(rank + 1): trec_eval's ndcg_cut, Järvelin & Kekäläinen 2002 as Burges discounts it. */
export function ndcg(name: string): Scorer {
  const k = cutOff(name)
  return rankingScorer(name, ({ gains, ideal }) => Math.min(1, discounted(gains, k) / discounted(ideal, k)))
}

function discounted(gains: readonly number[], k: number): number {
  return gains.slice(0, k).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
}
