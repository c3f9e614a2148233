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
}

export type SystemOptions = {
  readonly data: DataSet
  readonly cache: boolean
  /** What may be spent, where that is limited. */
  readonly purse?: Purse
}
