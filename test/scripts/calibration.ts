/** A stated confidence and whether the answer was right. */
export type Judged = { readonly confidence: number; readonly right: boolean }

/** Chance that a right answer is stated with more confidence than a wrong one; ties count half. */
export const areaUnderCurve = (judged: readonly Judged[]): number => {
  const right = judged.filter((each) => each.right)
  const wrong = judged.filter((each) => !each.right)
  const won = right.flatMap((one) =>
    wrong.map((other) => (one.confidence > other.confidence ? 1 : one.confidence === other.confidence ? 0.5 : 0)),
  )
  return won.reduce<number>((sum, win) => sum + win, 0) / Math.max(1, won.length)
}

/** Expected calibration error over ten bins of equal width. */
export const calibrationError = (judged: readonly Judged[]): number => {
  const bins = Map.groupBy(judged, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)))
  return bins.values().reduce((sum, bin) => sum + Math.abs(share(bin) - average(bin)) * (bin.length / judged.length), 0)
}

/** How many are stated with at least this confidence, and how many of them are right. */
export const tier = (judged: readonly Judged[], least: number): string => {
  const served = judged.filter(({ confidence }) => confidence >= least)
  return `≥ ${least}: ${served.length} served, ${served.filter(({ right }) => right).length} right`
}

const share = (bin: readonly Judged[]): number => bin.filter(({ right }) => right).length / bin.length
const average = (bin: readonly Judged[]): number => bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length
