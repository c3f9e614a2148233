import { pinName } from '../config/pins.ts'
import type { PlannedCalls } from '../domain/call-plan.ts'
import type { Context } from '../domain/context.ts'
import type { Suite } from '../domain/suite.ts'
import { plannedCount } from '../domain/trials.ts'
import { probesFor, probedPins } from './preflight.ts'
import { priceOf } from './prices.ts'
import { rehearse, type Rehearsing, type Wish } from './rehearse.ts'
import { tally, type Tally } from './tally.ts'

export type Planned = { readonly rows: readonly PlannedCalls[]; readonly pricesAsOf?: string }

/** Everything that a run would ask, a row for each model and purpose. Where another suite `embeds` the same texts before, they are left out. */
export const plannedCalls = async (
  ctx: Context,
  suite: Suite,
  { embeds, ...rehearsing }: Rehearsing & { readonly embeds: boolean },
): Promise<Planned> => {
  if (suite.target.kind === 'recorded') return { rows: [] }
  if (suite.target.kind !== 'rag' && suite.target.kind !== 'chat') return { rows: [askedOfApp(suite, rehearsing)] }
  const counter = count(ctx, suite)
  let sure = false
  let maybe = false
  for await (const wish of rehearse(ctx, suite, rehearsing)) {
    if (!embeds && wish.purpose !== 'answers') continue
    counter.add(wish)
    if (wish.pin.provider === 'local') continue
    sure ||= wish.state === 'asked'
    maybe ||= wish.state === 'unknown'
  }
  const state = sure ? 'asked' : 'unknown'
  if (sure || maybe) for (const pin of probedPins(suite)) counter.add({ purpose: 'preflight', pin, state, calls: probesFor(suite, pin) })
  return counter.planned()
}

const count = (ctx: Context, suite: Suite): { readonly add: (wish: Wish) => void; readonly planned: () => Planned } => {
  const priced = priceOf(ctx, suite)
  const tallies = new Map<string, Tally>()
  let day: string | undefined
  return {
    add(wish) {
      const price = priced(wish.pin.model)
      if (price !== 'free' && wish.state !== 'cached') day ??= price?.asOf
      const key = `${wish.purpose} ${pinName(wish.pin)}`
      const found = tallies.get(key) ?? tally(wish.pin, wish.purpose, price)
      tallies.set(key, found)
      found.add(wish)
    },
    planned: () => ({ rows: Array.from(tallies.values(), (each) => each.planned()), ...(day === undefined ? {} : { pricesAsOf: day }) }),
  }
}

/** What the app asks of models is its own affair. */
const askedOfApp = ({ target }: Suite, { samples, plan }: Rehearsing): PlannedCalls => ({
  model: `your app (${target.kind})`,
  purpose: 'answers',
  cached: 0,
  asked: plannedCount({ planned: samples.map(({ id }) => id), ...plan }),
  open: 0,
  tokensIn: 'unknown',
  tokensOut: 'unknown',
  usd: 'unknown',
})
