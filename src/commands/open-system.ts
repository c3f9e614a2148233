import type { Context } from '../domain/context.ts'
import type { CallRecord } from '../domain/output.ts'
import type { Entry } from '../domain/sample.ts'
import type { Suite } from '../domain/suite.ts'
import { planTrials } from '../run/plan.ts'
import { systemFor } from './build-system.ts'
import { preflight } from './preflight.ts'
import type { System, SystemOptions } from './system.ts'

type Opening = Omit<SystemOptions, 'onCall' | 'offline'> & { readonly samples: readonly Entry[]; readonly trials: number }

/** The system under test, its models known to be there; what that and its corpus took is told beside what the samples take. */
export const openSystem = async (ctx: Context, suite: Suite, { samples, trials, ...options }: Opening): Promise<System> => {
  const besides: CallRecord[] = []
  const onCall = (made: CallRecord): void => void besides.push(made)
  await preflight(ctx, suite, { ...options, onCall, samples, plan: planTrials(samples, trials, suite.target) })
  const { purse } = options
  return { ...(await systemFor(ctx, suite, { ...options, onCall })), besides, ...(purse === undefined ? {} : { purse }) }
}
