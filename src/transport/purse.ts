import { CallFailed } from '../domain/call.ts'
import { interrupted } from './interrupted.ts'

/** What a whole command may spend, shared by every way to a model. */
export type Purse = {
  readonly limit: number
  /** USD that were paid. */
  readonly spent: () => number
  /** Sets aside the most that a call may cost, and waits where what is under way could use that up; throws once it will not do. */
  readonly take: (most: number, signal: AbortSignal) => Promise<Settle>
}

/** Says what a call cost in the end. */
export type Settle = (cost: number) => void

/** Never spends more than its limit: once a call does not fit with nothing else under way, it stays shut. */
export const openPurse = (limit: number): Purse => {
  let spent = 0
  let held = 0
  let underWay = 0
  let shut: string | undefined
  let changed = Promise.withResolvers<void>()
  const tell = (): void => {
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const settle = (most: number, cost: number): void => {
    underWay -= 1
    // Sums of fractions leave a rest behind.
    held = underWay === 0 ? 0 : held - most
    spent += cost
    tell()
  }
  const fits = (most: number): boolean => spent + held + most <= limit
  const mayWait = (signal: AbortSignal): boolean => shut === undefined && underWay > 0 && !signal.aborted
  const take: Purse['take'] = async (most, signal) => {
    while (!fits(most) && mayWait(signal)) await either(changed.promise, signal)
    if (signal.aborted) throw interrupted(signal.reason)
    if (shut === undefined && !fits(most)) {
      shut = usedUp({ limit, spent, most })
      tell()
    }
    if (shut !== undefined) throw new CallFailed('budget', shut)
    underWay += 1
    held += most
    return (cost) => settle(most, cost)
  }
  return { limit, spent: () => spent, take }
}

const usedUp = ({ limit, spent, most }: { readonly limit: number; readonly spent: number; readonly most: number }): string =>
  `the budget of ${usd(limit)} does not cover the next call: ${usd(spent)} spent, up to ${usd(most)} more`

const usd = (amount: number): string => `$${Number(amount.toPrecision(3))}`

const either = async (change: Promise<void>, signal: AbortSignal): Promise<void> => {
  const aborted = Promise.withResolvers<void>()
  const stop = (): void => aborted.resolve()
  signal.addEventListener('abort', stop, { once: true })
  await Promise.race([change, aborted.promise])
  signal.removeEventListener('abort', stop)
}
