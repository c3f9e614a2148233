import { zScores } from './z-scores.ts'

/** Chosen on the development samples: relevant documents are seldom alone, and the neighbours of good ones are good. */
const leaders = 4
const weight = 0.5

/** One in so many documents may lead: in a small corpus most documents are each other's neighbours. */
const perLeader = 20

/** For whoever reads the results. */
export const describeFeedback: string = `feedback ${weight} from the first ${leaders}`

/** Pseudo-relevance feedback (Rocchio 1971): documents like those that lead a first ranking move up. */
export const feedback = (scores: Float64Array, alike: (document: number) => Float64Array): Float64Array => {
  const first = zScores(scores)
  const leading = [...first.keys()]
    .toSorted((one, other) => (first[other] ?? 0) - (first[one] ?? 0) || one - other)
    .slice(0, Math.min(leaders, Math.floor(scores.length / perLeader)))
  const votes = leading.map((document) => Math.max(0, first[document] ?? 0))
  const total = votes.reduce((sum, vote) => sum + vote, 0)
  if (total === 0) return first
  const moved = first.slice()
  for (const [place, document] of leading.entries()) {
    const pull = (weight * (votes[place] ?? 0)) / total
    for (const [other, likeness] of neighbourhood(alike(document), document).entries()) moved[other] = (moved[other] ?? 0) + pull * likeness
  }
  return moved
}

/** As near as a document is to itself, in standard deviations; without a limit it would only vote for itself. */
const ownLikeness = 3

const neighbourhood = (likeness: Float64Array, own: number): Float64Array => {
  const others = zScores(likeness.map((value, document) => (document === own ? 0 : value)))
  others[own] = ownLikeness
  return others
}
