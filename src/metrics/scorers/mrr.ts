import type { Scorer } from '../../domain/score.ts'
import { rankingScorer } from '../retrieval/ranking.ts'

/** Reciprocal rank of the first relevant document in the whole list; its mean over a run is the MRR. */
export function mrr(name: string): Scorer {
  return rankingScorer(name, ({ gains }) => {
    const first = gains.findIndex((gain) => gain > 0)
    return first === -1 ? 0 : 1 / (first + 1)
  })
}
