import { floating, pinName } from '../config/pins.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import { UsageError, usage, type Problem } from '../domain/usage-error.ts'

/** The pins that compare-models was given, or those of the config; every floating name is refused at once. */
export const candidatePins = (suite: Suite, names: readonly string[]): readonly ModelSettings[] => {
  const { primary, candidates } = suite.models
  if ((suite.target.kind !== 'rag' && suite.target.kind !== 'chat') || primary === undefined)
    throw usage(
      'compare-models needs target.kind rag or chat, and models.primary',
      'record the outputs of each model and use aieval run on them',
    )
  const pins = names.length === 0 ? candidates : [...new Set(names)].map((name) => pinFor(name, primary, candidates))
  if (pins.length === 0)
    throw usage('no candidate to compare with', 'aieval compare-models <pinned model>, or list models.candidates in the config')
  const problems = pins.flatMap((pin) => problemsOf(pin, primary))
  if (problems.length > 0) throw new UsageError(problems)
  return pins
}

/** The suite as it would be with another primary model; its fallback is left out, since it would hide what the candidate cannot do. */
export const withPrimary = (suite: Suite, pin: ModelSettings): Suite => {
  const { fallback: _, ...models } = suite.models
  return { ...suite, models: { ...models, primary: pin } }
}

const pinFor = (name: string, primary: ModelSettings, known: readonly ModelSettings[]): ModelSettings => {
  const listed = known.find((pin) => pin.model === name || `${pin.provider}/${pin.model}` === name)
  if (listed !== undefined) return listed
  const provider = /^(openai|local)\//.exec(name)?.[1] as ModelSettings['provider'] | undefined
  const model = provider === undefined ? name : name.slice(provider.length + 1)
  const { provider: own, baseUrl, apiKeyEnv } = primary
  if (provider !== undefined && provider !== own)
    return { provider, model, servedAs: [], ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }) }
  return {
    provider: own,
    model,
    servedAs: [],
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
  }
}

const problemsOf = (pin: ModelSettings, primary: ModelSettings): readonly Problem[] => {
  const found = floating(pin)
  if (found !== undefined) return [found]
  return pinName(pin) === pinName(primary) ? [{ message: `${pinName(pin)} is the current model: there is nothing to compare` }] : []
}
