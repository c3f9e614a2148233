import type { Suite } from '../domain/suite.ts'
import type { PriceOf } from '../run/usage.ts'

/** What a model of the suite costs: local ones nothing, others what the suite says; without a price the cost is unknown. */
export const priceOf = (suite: Suite): PriceOf => {
  const { primary, embedding } = suite.models
  const known = [primary, embedding].filter((pin) => pin !== undefined)
  return (model) => {
    const pin = known.find((each) => each.model === model)
    if (pin?.provider === 'local') return 'free'
    return pin?.price
  }
}
