/** What the latest drop weighs. */
const LATEST = 0.4

/** Exponentially weighted moving average of the drops, oldest first, after each of them; it starts at the first (Roberts 1959). */
export function movingAverage(drops: readonly number[], latest: number = LATEST): readonly number[] {
  requireWeight(latest)
  const averages: number[] = []
  for (const drop of drops) averages.push(latest * drop + (1 - latest) * (averages.at(-1) ?? drop))
  return averages
}

/** What each drop adds to the last moving average: together they are it. */
export function driftContributions(drops: readonly number[], latest: number = LATEST): readonly number[] {
  requireWeight(latest)
  return drops.map((drop, index) => drop * (index === 0 ? 1 : latest) * (1 - latest) ** (drops.length - 1 - index))
}

function requireWeight(latest: number): void {
  if (!(latest > 0 && latest <= 1)) throw new RangeError(`the weight of the latest drop lies in (0, 1], not ${latest}`)
}
