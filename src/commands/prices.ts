import { listPrice } from '../config/prices.ts'
import type { Context } from '../domain/context.ts'
import type { Price, PriceOf } from '../domain/price.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import { isProvidersOwn } from './server.ts'

/** What a model of the suite costs: local ones nothing, others what the suite says, or else what the provider itself charges; else it is unknown. */
export const priceOf = (ctx: Context, suite: Suite): PriceOf => {
  const { primary, fallback, embedding } = suite.models
  const pins = [primary, fallback, embedding].filter((pin) => pin !== undefined)
  return (model) => {
    const pin = pins.find((each) => each.model === model)
    return pin === undefined ? undefined : priceOfPin(ctx, pin)
  }
}

/** The models that aieval itself asks for this suite; an app asks its own, and a prompt alone embeds nothing. */
export const askedPins = ({ target: { kind }, models: { primary, fallback, embedding } }: Suite): readonly ModelSettings[] => {
  if (kind !== 'rag' && kind !== 'chat') return []
  return [primary, fallback, kind === 'rag' ? embedding : undefined].filter((pin) => pin !== undefined)
}

/** A server between here and the provider may charge anything under the same name. */
const priceOfPin = (ctx: Context, pin: ModelSettings): Price | 'free' | undefined => {
  if (pin.provider === 'local') return 'free'
  return pin.price ?? (isProvidersOwn(ctx, pin) ? listPrice(pin) : undefined)
}
