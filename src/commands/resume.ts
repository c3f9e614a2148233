import { differences } from '../compare/residue.ts'
import type { RunHeader } from '../domain/run.ts'
import { usage } from '../domain/usage-error.ts'
import { readLastRun, type StoredRun } from '../files/runs.ts'

/** The last run, if it is of this very plan; what could not be measured in it counts as not asked yet. */
export const readUnfinished = async (home: string, plan: RunHeader): Promise<StoredRun> => {
  const stored = await readLastRun(home)
  if (stored === undefined) throw usage('there is no run to resume', 'aieval run')
  const changed = changesSince(stored.header, plan)
  if (changed.length > 0)
    throw usage(`the last run cannot be resumed, it is of another plan: ${changed.join(', ')}`, 'start again: aieval run')
  stored.drop(({ output }) => output.status === 'errored')
  return stored
}

const changesSince = (before: RunHeader, now: RunHeader): readonly string[] => [
  ...differences(before.fingerprint, now.fingerprint).map((each) => `${each.part} ${each.base} → ${each.now}`),
  ...(same(before.planned, now.planned) ? [] : [`${before.planned.length} samples → ${now.planned.length}`]),
  ...(same([before.trials, before.moreTrials], [now.trials, now.moreTrials]) ? [] : [`trials ${before.trials} → ${now.trials}`]),
  ...(before.selected === now.selected ? [] : [before.selected ? 'a part of the set → the whole' : 'the whole set → a part']),
]

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
