import type { Context } from '../domain/context.ts'
import type { Suite } from '../domain/suite.ts'
import { ragSystem } from './system-rag.ts'
import { recordedSystem } from './system-recorded.ts'
import type { System, SystemOptions } from './system.ts'

/** The target that the suite names, ready to be asked. */
export const systemFor = async (ctx: Context, suite: Suite, options: SystemOptions): Promise<System> => {
  const { target } = suite
  return target.kind === 'recorded' ? recordedSystem(suite, target, options) : ragSystem(ctx, suite, { ...options, settings: target })
}
