import { pinName } from '../config/pins.ts'
import type { Call } from '../domain/call.ts'
import type { PlannedCalls } from '../domain/call-plan.ts'
import { costOf, type Price } from '../domain/price.ts'
import { likelyTokensIn, type Range } from '../domain/token-estimate.ts'
import type { ModelSettings } from '../domain/suite.ts'
import type { Wish } from './rehearse.ts'

export type Tally = { readonly add: (wish: Wish) => void; readonly planned: () => PlannedCalls }

type Sums = { cached: number; asked: number; open: number; tokensIn: Range; tokensOut: Range }

const none: Range = { least: 0, most: 0 }

/** Adds up what is wished of one model for one purpose. */
export const tally = (pin: ModelSettings, purpose: PlannedCalls['purpose'], price: Price | 'free' | undefined): Tally => {
  const sums: Sums = { cached: 0, asked: 0, open: 0, tokensIn: none, tokensOut: none }
  return {
    add({ state, calls }) {
      sums[state === 'unknown' ? 'open' : state] += 1
      // What is computed here and now has no tokens to pay for.
      const put = price === 'free' ? [] : calls
      const [tokensIn, tokensOut] = [rangeOver(put, likelyTokensIn), rangeOver(put, outputOf)]
      sums.tokensIn = plus(sums.tokensIn, state === 'unknown' ? { ...tokensIn, least: 0 } : tokensIn)
      sums.tokensOut = plus(sums.tokensOut, state === 'unknown' ? { ...tokensOut, least: 0 } : tokensOut)
    },
    planned: () => ({ model: pinName(pin), purpose, ...sums, usd: costRange(sums, price) }),
  }
}

export const plus = (one: Range, other: Range): Range => ({ least: one.least + other.least, most: one.most + other.most })

const rangeOver = (calls: readonly Call[], of: (call: Call) => Range): Range => {
  if (calls.length === 0) return none
  const ranges = calls.map(of)
  return { least: Math.min(...ranges.map(({ least }) => least)), most: Math.max(...ranges.map(({ most }) => most)) }
}

/** An answer has a word at least. */
const outputOf = (call: Call): Range => (call.kind === 'embed' ? none : { least: 1, most: call.maxTokens ?? Infinity })

const costRange = ({ tokensIn, tokensOut, asked, open }: Sums, price: Price | 'free' | undefined): Range | 'unknown' => {
  if (price === 'free' || asked + open === 0) return none
  if (price === undefined) return 'unknown'
  const cost = (end: keyof Range): number => costOf('chat', { tokensIn: tokensIn[end], tokensOut: tokensOut[end] }, price) ?? 0
  return { least: cost('least'), most: cost('most') }
}
