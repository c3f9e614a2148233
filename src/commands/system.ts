import type { Context } from '../domain/context.ts'
import type { Fingerprint } from '../domain/run.ts'
import type { Suite } from '../domain/suite.ts'
import type { Target } from '../domain/target.ts'
import type { DataSet } from './samples.ts'
import { ragSystem } from './system-rag.ts'
import { recordedSystem } from './system-recorded.ts'

/** The system under test, ready to be asked: its target, what it is made of, and what the reader should know about it. */
export type System = {
  readonly target: Target
  readonly parts: Omit<Fingerprint, 'aieval' | 'data' | 'scorers'>
  /** Asked after the run: what was found on the way (damaged cache entries, a missing embedding model). */
  readonly warnings: () => readonly string[]
}

export type SystemOptions = { readonly data: DataSet; readonly cache: boolean }

export const systemFor = async (ctx: Context, suite: Suite, options: SystemOptions): Promise<System> => {
  const { target } = suite
  return target.kind === 'recorded' ? recordedSystem(suite, target, options) : ragSystem(ctx, suite, { ...options, settings: target })
}
