import type { Ceiling, Scorer } from '../../domain/score.ts'
import { cutOff, rankingScorer } from '../retrieval/ranking.ts'

/** P@k of trec_eval: always divided by k, also where fewer were retrieved. */
export function precision(name: string): Scorer {
  const k = cutOff(name)
  return rankingScorer(name, ({ gains }) => gains.slice(0, k).filter((gain) => gain > 0).length / k)
}

/** Mean of min(k, R) / k over the samples with R > 0 relevant documents; 1 where there is none, since nothing is capped. */
export function precisionCeiling(name: string): Ceiling {
  const k = cutOff(name)
  return (relevant) => {
    const counts = relevant.filter((count) => count > 0)
    if (counts.length === 0) return 1
    return counts.reduce((sum, count) => sum + Math.min(k, count) / k, 0) / counts.length
  }
}
