import type { Ask } from '../domain/call.ts'
import type { CallRecord } from '../domain/output.ts'
import type { Fingerprint } from '../domain/run.ts'
import type { Target } from '../domain/target.ts'
import type { Purse } from '../transport/purse.ts'
import type { DataSet } from './samples.ts'

/** The system under test, ready to be asked: its target, what it is made of, and what the reader should know about it. */
export type System = {
  readonly target: Target
  readonly parts: Omit<Fingerprint, 'aieval' | 'data' | 'scorers'>
  /** Asked after the run: what was found on the way (damaged cache entries, a missing embedding model). */
  readonly warnings: () => readonly string[]
  /** Calls that were made beside those of the samples. */
  readonly besides?: readonly CallRecord[]
  readonly purse?: Purse
  /** How long calls were held back so far, where that is known. */
  readonly throttledMs?: () => number
}

export type SystemOptions = {
  readonly data: DataSet
  readonly cache: boolean
  /** What may be spent, where that is limited. */
  readonly purse?: Purse
  /** Stands in for every model; nothing is put into the cache then. */
  readonly offline?: Ask
  /** Told of each call that is made beside those of the samples. */
  readonly onCall?: (made: CallRecord) => void
}
