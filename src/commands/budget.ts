import { pinName } from '../config/pins.ts'
import type { Context } from '../domain/context.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import { UsageError, usage, type Problem } from '../domain/usage-error.ts'
import { openPurse, type Purse } from '../transport/purse.ts'
import { textFlag, type Flags } from './command.ts'
import { placeOf, placeOfModel } from './places.ts'
import { askedPins, priceOf } from './prices.ts'

/** What --budget allows, one purse for all that a command asks; nothing where it is not given. Every model has to have a price then. */
export const purseFor = async (ctx: Context, suites: Suite | readonly Suite[], flags: Flags): Promise<{ readonly purse?: Purse }> => {
  const given = textFlag(flags, 'budget')
  if (given === undefined) return {}
  const limit = amountOf(given)
  const problems = await Promise.all([suites].flat().map((suite) => unpriced(ctx, suite)))
  if (problems.flat().length > 0) throw new UsageError(onlyOnce(problems.flat()))
  return { purse: openPurse(limit) }
}

const amountOf = (given: string): number => {
  const amount = /^\$?(\d+(?:\.\d+)?|\.\d+)$/.exec(given.trim())?.[1]
  if (amount === undefined) throw usage(`--budget ${given} is no amount of USD`, 'write --budget 2.50')
  return Number(amount)
}

const unpriced = async (ctx: Context, suite: Suite): Promise<readonly Problem[]> => {
  const { kind } = suite.target
  if (kind === 'recorded') return []
  if (kind !== 'rag' && kind !== 'chat')
    return [
      {
        at: await placeOf(suite, ['target', 'kind']),
        message: `--budget cannot be kept for target.kind ${kind}: the app asks its models itself`,
        hint: 'limit it where the app does',
      },
    ]
  const price = priceOf(ctx, suite)
  const unknown = askedPins(suite).filter(({ model }) => price(model) === undefined)
  return Promise.all(unknown.map((pin) => withoutPrice(suite, pin)))
}

const withoutPrice = async (suite: Suite, pin: ModelSettings): Promise<Problem> => {
  const named = await placeOfModel(suite, pin.model)
  const message = `--budget needs a price, and what ${pinName(pin)} costs is unknown`
  const price = '{ input: …, output: … }, in USD per million tokens'
  if (named === undefined) return { message, hint: `list it under models.candidates, with price: ${price}` }
  const isFallback = named.path.at(-1) === 'fallback'
  return { at: named.at, message, hint: `write ${isFallback ? 'fallback_price' : 'price'}: ${price}, beside it` }
}

const onlyOnce = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]
