/** One line of the table: a ratio of two things measured in one run, and the most (or least) that it may be. */
export type Figure = {
  readonly name: string
  readonly measured: number
  readonly goal: number
  readonly least?: boolean
  /** What the ratio is of, in absolute terms, to be read beside it. */
  readonly detail: string
  /** What others were measured at, where they were. */
  readonly peers: string
}

export type Group = (tell: (figure: Figure) => void) => Promise<void>

export const holds = ({ measured, goal, least }: Figure): boolean => (least === true ? measured >= goal : measured <= goal)

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2
}

/** Measures each in turn, so often, so that what else the machine does falls on all of them alike; gives back the rounds. */
export const alternate = async <Name extends string, T>(
  times: number,
  measures: Readonly<Record<Name, () => Promise<T>>>,
): Promise<readonly Readonly<Record<Name, T>>[]> => {
  const rounds: Record<Name, T>[] = []
  for (let round = 0; round < times; round += 1) {
    const measured: Partial<Record<Name, T>> = {}
    for (const [name, measure] of Object.entries(measures) as [Name, () => Promise<T>][]) measured[name] = await measure()
    rounds.push(measured as Record<Name, T>)
  }
  return rounds
}

export const rounded = (value: number, digits = 2): string => value.toFixed(digits)

export const lineOf = (figure: Figure): string => {
  const bound = `${figure.least === true ? '≥' : '≤'} ${figure.goal}`
  const peers = figure.peers === '' ? '' : ` (${figure.peers})`
  return `${holds(figure) ? 'holds ' : 'MISSED'}  ${figure.name}: ${rounded(figure.measured, figure.goal < 0.1 ? 4 : 2)}, goal ${bound}${peers}  ${figure.detail}\n`
}
