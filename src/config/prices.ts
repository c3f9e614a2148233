import type { Price } from '../domain/price.ts'
import shipped from './prices.json' with { type: 'json' }

/** What the provider itself charged for a pin on the day the list was made; prices change, hence the day. */
export const listPrice = ({ provider, model }: { readonly provider: string; readonly model: string }): Price | undefined => {
  const found = shipped.models.find((each) => each.provider === provider && each.model === model)
  return found === undefined ? undefined : { input: found.input, output: found.output, asOf: shipped.as_of }
}
