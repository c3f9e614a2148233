/** One accepted run, a line of the history file. */
export type HistoryEntry = {
  readonly at: string
  readonly commit: string
  readonly why: string
  /** The accepted run. */
  readonly run: string
  /** Mean of each metric. */
  readonly metrics: Readonly<Record<string, number>>
  /** Where there was an anchor: its run, and the paired drop of each metric against it. */
  readonly anchored?: { readonly run: string; readonly drops: Readonly<Record<string, number>> }
}

/** How far one gated metric has moved away from the anchor over the runs accepted since. */
export type Drift = {
  readonly metric: string
  readonly allowed: number
  /** When and at which commit the anchor was accepted. */
  readonly anchor: { readonly at: string; readonly commit: string }
  /** Paired drop of this run against the anchor; positive is worse. */
  readonly now: number | 'unmeasured'
  /** Exponentially weighted moving average of the accepted runs' drops; `none` before the first. */
  readonly average: number | 'none'
  readonly alarm: boolean
  /** The accepted runs, oldest first; what they add makes up the average. */
  readonly runs: readonly DriftStep[]
}

export type DriftStep = Pick<HistoryEntry, 'at' | 'commit' | 'why'> & { readonly drop: number; readonly adds: number }
