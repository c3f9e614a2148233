import type { Call } from './call.ts'

/** USD per million tokens. */
export type Price = {
  readonly input: number
  readonly output: number
  /** The day it was known, of a price that aieval ships. */
  readonly asOf?: string
}

/** What a model costs; undefined where nobody said, which is never nothing. */
export type PriceOf = (model: string) => Price | 'free' | undefined

export type Tokens = { readonly tokensIn?: number; readonly tokensOut?: number }

/** USD; undefined where the tokens that are charged were not counted. */
export const costOf = (kind: Call['kind'], { tokensIn, tokensOut }: Tokens, { input, output }: Price): number | undefined => {
  if (tokensIn === undefined || (kind === 'chat' && tokensOut === undefined)) return undefined
  return (tokensIn * input + (tokensOut ?? 0) * output) / 1e6
}
