import type { Context } from '../domain/context.ts'
import type { ModelSettings } from '../domain/suite.ts'

const defaultBaseUrl = 'https://api.openai.com/v1'

/** Where a pin is asked for. */
export const baseUrlOf = ({ env }: Context, { baseUrl }: Pick<ModelSettings, 'baseUrl'>): string =>
  baseUrl ?? env['OPENAI_BASE_URL'] ?? defaultBaseUrl

export const isProvidersOwn = (ctx: Context, pin: ModelSettings): boolean => {
  const url = baseUrlOf(ctx, pin)
  return URL.canParse(url) && new URL(url).host === new URL(defaultBaseUrl).host
}
