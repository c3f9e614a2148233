import { pinName } from '../config/pins.ts'
import type { CallPlan, PlannedCalls } from '../domain/call-plan.ts'
import type { Context } from '../domain/context.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import type { Range } from '../domain/token-estimate.ts'
import { plannedCount, type TrialPlan } from '../domain/trials.ts'
import { shown } from '../files/disk.ts'
import { planJson, planText } from '../report/plan.ts'
import { planTrials } from '../run/plan.ts'
import { isOn, type Flags } from './command.ts'
import type { Ending } from './exit-code.ts'
import { plannedCalls } from './planned-calls.ts'
import { probedPins } from './preflight.ts'
import { priceOf } from './prices.ts'
import { outStyle } from './publish.ts'
import type { Rehearsing } from './rehearse.ts'
import { plus } from './tally.ts'

export type Dry = Pick<Rehearsing, 'data' | 'samples'> & {
  readonly suites: readonly Suite[]
  readonly trials: number
  readonly notes?: readonly string[]
}

/** Says what a command would ask, and what that would cost, without asking or writing anything. Several suites share what they embed. */
export const dryRun = async (ctx: Context, flags: Flags, { suites, trials, ...dry }: Dry): Promise<Ending> => {
  const rows: PlannedCalls[] = []
  const notes: string[] = [...(dry.notes ?? [])]
  let pricesAsOf: string | undefined
  const planOf = ({ target }: Suite): TrialPlan => planTrials(dry.samples, trials, target)
  for (const [index, suite] of suites.entries()) {
    const cache = flags['cache'] !== false
    const planned = await plannedCalls(ctx, suite, { ...dry, plan: planOf(suite), cache, embeds: index === 0 })
    rows.push(...planned.rows)
    notes.push(...notesOn(ctx, suite, planned.rows))
    pricesAsOf ??= planned.pricesAsOf
  }
  const [first] = suites
  const plan: CallPlan = {
    aieval: ctx.version,
    suite: first === undefined ? '' : shown(ctx.cwd, first.file),
    planned: {
      samples: dry.samples.length,
      questions: first === undefined ? 0 : plannedCount({ planned: dry.samples.map(({ id }) => id), ...planOf(first) }),
    },
    calls: rows,
    usd: rows.reduce<Range | 'unknown'>((sum, { usd }) => (sum === 'unknown' || usd === 'unknown' ? 'unknown' : plus(sum, usd)), {
      least: 0,
      most: 0,
    }),
    ...(pricesAsOf === undefined ? {} : { pricesAsOf }),
    notes: [...new Set(notes)],
  }
  ctx.out(isOn(flags, 'json') ? planJson(plan) : planText(plan, outStyle(ctx, flags)))
  return { kind: 'done' }
}

const notesOn = (ctx: Context, suite: Suite, rows: readonly PlannedCalls[]): readonly string[] => {
  if (rows.length === 0) return ['recorded outputs: nobody is asked']
  const { fallback } = suite.models
  const unpriced = probedPins(suite).filter((pin) => priceOf(ctx, suite)(pin.model) === undefined)
  return [
    ...(rows.some(({ open }) => open > 0)
      ? ['whether an answer is cached is known once its documents are: "open" may or may not be asked']
      : []),
    ...(fallback === undefined ? [] : [`${pinName(fallback)} is asked where the primary model fails: not counted beyond its preflight`]),
    ...unpriced.map((pin) => `what ${pinName(pin)} costs is unknown: ${whereToSay(suite, pin)}`),
  ]
}

const whereToSay = ({ models: { fallback } }: Suite, pin: ModelSettings): string =>
  `write ${pin === fallback ? 'fallback_price' : 'price'}: { input: …, output: … } beside it, in USD per million tokens`
