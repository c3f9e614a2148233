/** After an episode the pace climbs in a straight line from this share of what the server was measured to permit. */
const start = 0.9
/** Past this share without being turned away, the measure was too low: the pace then doubles with every climb. */
const disproved = 1.25

/**
 * The share of the measured pace after so many requests sent and answered; a climb is the number of requests in which it reaches all of
 * it. Only answers disprove a measure: a server that stalls turns nothing away either.
 */
export const shareAfter = (sent: number, answered: number, climb: number): number => {
  const toDisprove = (climb * (disproved - start)) / (1 - start)
  const share = start + (1 - start) * (Math.min(sent, Math.max(answered, toDisprove)) / climb)
  return share <= disproved ? share : disproved * 2 ** ((share - disproved) / (1 - start))
}

/** How much of a climb a pause stands for in which so many requests could have been sent: what a bucket saves then need not be saved again. */
export const climbedIn = (saved: number, climb: number): number => {
  const savedInClimb = ((1 - start) * climb) / 2
  return climb * (1 - Math.sqrt(1 - Math.min(1, saved / savedInClimb)))
}
