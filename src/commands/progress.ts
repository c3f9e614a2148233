import type { Context } from '../domain/context.ts'
import type { SampleRecord } from '../domain/run.ts'
import type { PriceOf } from '../domain/price.ts'
import { progressLine, type ProgressState } from '../report/progress.ts'
import { addUsage, startMeter, usageOf } from '../run/usage.ts'
import type { System } from './system.ts'

export type Progress = { readonly saw: (record: SampleRecord) => void; readonly end: () => void }

type Shown = {
  readonly total: number
  /** What an earlier part of the run left. */
  readonly done?: number
  readonly quiet: boolean
  readonly system: Pick<System, 'besides' | 'purse' | 'throttledMs'>
  readonly priceOf: PriceOf
}

const heartbeatMs = 15_000
const tickMs = 1000
const redrawMs = 100

/** One line that is redrawn on a terminal, a heartbeat elsewhere, also while nothing comes back. */
export const showProgress = (ctx: Context, { total, done: earlier = 0, quiet, system, priceOf }: Shown): Progress => {
  const start = ctx.clock.now()
  const ended = new AbortController()
  const spent = spending(system, priceOf)
  let shownAt = start
  let done = earlier
  let errored = 0
  const write = (): void => {
    shownAt = ctx.clock.now()
    const throttledMs = system.throttledMs?.() ?? 0
    const line = progressLine({ done, earlier, total, errored, elapsedMs: shownAt - start, throttledMs, ...spent.soFar() })
    ctx.err(ctx.errIsTty ? `\r\u001b[2K${line}` : `${line}\n`)
  }
  if (!quiet) void beat(ctx, ended.signal, write)
  return {
    saw(record) {
      done += 1
      errored += record.output.status === 'errored' ? 1 : 0
      spent.saw(record)
      if (!quiet && ctx.errIsTty && ctx.clock.now() - shownAt >= redrawMs) write()
    },
    end() {
      ended.abort()
      if (!quiet && ctx.errIsTty) ctx.err('\r\u001b[2K')
    },
  }
}

const beat = async ({ clock, errIsTty }: Context, ended: AbortSignal, write: () => void): Promise<void> => {
  for (;;) {
    await clock.sleep(errIsTty ? tickMs : heartbeatMs, ended)
    if (ended.aborted) return
    write()
  }
}

type Spending = { readonly saw: (record: SampleRecord) => void; readonly soFar: () => Pick<ProgressState, 'usd' | 'budget'> }

/** A purse knows to the cent, repeated attempts included; without one it is what the records tell, where they tell of tokens. */
const spending = ({ besides = [], purse }: Shown['system'], priceOf: PriceOf): Spending => {
  const meter = startMeter(priceOf)
  return {
    saw: ({ output }) => meter.saw(output),
    soFar() {
      if (purse !== undefined) return { usd: purse.spent(), budget: purse.limit }
      const { usd, tokensIn, tokensOut } = addUsage(meter.usage(), usageOf(besides, priceOf))
      return usd === 0 || tokensIn + tokensOut === 0 ? {} : { usd }
    },
  }
}
