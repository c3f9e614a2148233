import { join } from 'node:path'
import { sha256 } from '../domain/hash.ts'
import type { Fingerprint } from '../domain/run.ts'
import { exists, writeAtomically } from '../files/disk.ts'

export type Upgrade = { readonly from: string; readonly to: string; readonly candidate: string }

/** The change of the primary model between two fingerprints, where no compare-models record of that pair on this data exists. */
export const untestedUpgrade = async (home: string, base: Fingerprint, now: Fingerprint): Promise<Upgrade | undefined> => {
  const from = base.models['primary']
  const to = now.models['primary']
  if (from === undefined || to === undefined || from === to) return undefined
  return (await exists(recordOf(home, { from, to, data: now.data }))) ? undefined : { from, to, candidate: to.replace(/^[a-z]+\//, '') }
}

/** Remembers that a candidate was compared with the current model on a data set, and what came of it. */
export const recordUpgrade = (
  home: string,
  tested: { readonly from: string; readonly to: string; readonly data: string; readonly advice: string; readonly at: string },
): Promise<void> => writeAtomically(recordOf(home, tested), `${JSON.stringify(tested, null, 2)}\n`)

const recordOf = (home: string, { from, to, data }: { readonly from: string; readonly to: string; readonly data: string }): string =>
  join(home, 'upgrades', `${sha256(JSON.stringify([from, to, data])).slice(0, 16)}.json`)
