import { anchoredDrops, driftsOf } from '../compare/drift.ts'
import type { Drift, HistoryEntry } from '../domain/history.ts'
import type { Baseline, BaselineHead, BaselineSample, KeptBaseline, Run } from '../domain/run.ts'
import type { Metric } from '../domain/score.ts'
import type { Suite } from '../domain/suite.ts'
import { usage } from '../domain/usage-error.ts'
import { readBaseline, writeBaseline } from '../files/baseline.ts'
import { exists } from '../files/disk.ts'
import { anchorFile, appendHistory, historyFile, readHistory } from '../files/history.ts'

/** How far a run and the runs accepted before it are from the anchor; nothing without an anchor, or where a part was asked. */
export const driftOf = async (suite: Suite, run: Run, metrics: readonly Metric[]): Promise<readonly Drift[]> => {
  const anchor = await readAnchor(suite)
  if (anchor === undefined || run.selected) return []
  const history = await readHistory(historyFile(suite.baseline.file))
  return driftsOf({ anchor, history, now: dropsOf(anchor, run, metrics), thresholds: suite.thresholds })
}

/** The trials that make an anchor: what is compared with for months had better not be a lucky run. */
const anchorTrials = 3

export const refuseNoisyAnchor = (suite: Suite): void => {
  if (suite.target.deterministic || suite.trials.baseline >= anchorTrials) return
  throw usage(
    `an anchor of a stochastic target needs ${anchorTrials} trials, trials.baseline is ${suite.trials.baseline}`,
    `trials: { baseline: ${anchorTrials} }`,
  )
}

export type Remembered = { readonly drift: readonly Drift[]; readonly files: readonly string[] }

/** Adds an accepted run to the history and, where that was asked for, moves the anchor to it: nothing else ever does. */
export const remember = async (
  suite: Suite,
  accepted: {
    readonly baseline: BaselineHead
    readonly samples: () => Iterable<BaselineSample>
    readonly run: Run
    readonly metrics: readonly Metric[]
    readonly moveAnchor: boolean
  },
): Promise<Remembered> => {
  const { baseline, samples, run, metrics, moveAnchor } = accepted
  const [history, file] = [historyFile(suite.baseline.file), anchorFile(suite.baseline.file)]
  const anchor = moveAnchor ? undefined : await readAnchor(suite)
  await appendHistory(
    history,
    entryOf(baseline, anchor === undefined ? undefined : { run: anchor.run.id, drops: dropsOf(anchor, run, metrics) }),
  )
  if (moveAnchor) await writeBaseline(file, baseline, samples())
  return { drift: await driftOf(suite, run, metrics), files: anchor === undefined && !moveAnchor ? [] : [history, file] }
}

/** Looked at before anything is asked, so that a damaged file costs no run. */
export const checkAnchor = async (suite: Suite): Promise<void> => {
  await readAnchor(suite)
  await readHistory(historyFile(suite.baseline.file))
}

const readAnchor = async (suite: Suite): Promise<KeptBaseline | undefined> => {
  const file = anchorFile(suite.baseline.file)
  return (await exists(file)) ? readBaseline(file) : undefined
}

const dropsOf = (anchor: Baseline, run: Run, metrics: readonly Metric[]): Readonly<Record<string, number>> =>
  anchoredDrops({ anchor, fingerprint: run.fingerprint, head: run.samples, metrics })

const entryOf = ({ accepted, run, metrics }: BaselineHead, anchored: HistoryEntry['anchored']): HistoryEntry => ({
  at: accepted.at,
  commit: accepted.commit,
  why: accepted.why,
  run: run.id,
  metrics: Object.fromEntries(Object.entries(metrics).map(([name, { mean }]) => [name, mean])),
  ...(anchored === undefined ? {} : { anchored }),
})
