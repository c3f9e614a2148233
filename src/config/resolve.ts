import type { Models, ModelSettings, Suite } from '../domain/suite.ts'
import { defaults } from './defaults.ts'
import { listOf, type Given, type GivenModel, type GivenPrimary } from './given.ts'
import { concurrencyOf, resolveTarget } from './resolve-target.ts'

export type Where = { readonly file: string; readonly folder: string; readonly path: (relative: string) => string }

/** Fills in every default of a config that has passed its checks. */
export const resolveSuite = (given: Given, where: Where): Suite => {
  const target = resolveTarget(given, where)
  const baselineTrials = given.trials?.baseline ?? 'auto'
  return {
    file: where.file,
    folder: where.folder,
    testSet: listOf(given.test_set_path),
    devSet: listOf(given.dev_set_path ?? []),
    metrics: given.metrics,
    thresholds: given.regression_threshold,
    models: resolveModels(given),
    routing: {
      serve: given.routing?.serve ?? defaults.routing.serve,
      serveWithCaveat: given.routing?.serve_with_caveat ?? defaults.routing.serveWithCaveat,
    },
    target,
    retrieval: {
      topK: given.retrieval?.top_k ?? defaults.topK,
      stemming: given.retrieval?.stemming ?? defaults.stemming,
      ...(given.retrieval?.vectors === undefined ? {} : { vectors: where.path(given.retrieval.vectors) }),
    },
    generation: {
      temperature: given.generation?.temperature ?? defaults.temperature,
      maxTokens: given.generation?.max_tokens ?? defaults.maxTokens,
      ...(given.generation?.prompt === undefined ? {} : { prompt: where.path(given.generation.prompt) }),
    },
    format: formatOf(given, where),
    policy: given.policy ?? 'threshold',
    maxErrorRate: given.max_error_rate ?? defaults.maxErrorRate,
    trials: {
      run: given.trials?.run ?? defaults.runTrials,
      baseline: baselineTrials === 'auto' ? defaults.baselineTrials[target.deterministic ? 'deterministic' : 'stochastic'] : baselineTrials,
    },
    slices: { block: given.slices?.block ?? defaults.slices.block, tags: given.slices?.tags ?? defaults.slices.tags },
    baseline: { file: where.path(given.baseline?.file ?? defaults.baselineFile), outputs: given.baseline?.outputs ?? true },
    deployment: {
      changeManagement: given.deployment?.change_management ?? 'optional',
      testBeforeUpgrade: given.deployment?.test_before_upgrade ?? false,
    },
    humanEvalSampleRate: given.human_eval_sample_rate ?? defaults.humanEvalSampleRate,
    concurrency: concurrencyOf(given),
  }
}

/** A chat reply is held to the schema that it was asked to follow, unless the suite names another. */
const formatOf = ({ format, target }: Given, where: Where): Suite['format'] => {
  const schema = format?.schema ?? (target.kind === 'chat' ? target.schema : undefined)
  return schema === undefined ? {} : { schema: where.path(schema) }
}

const resolveModels = (given: Given): Models => {
  const { primary, embedding, candidates = [] } = given.models ?? {}
  return {
    ...(primary === undefined ? {} : { primary: resolveModel(primary) }),
    ...(primary?.fallback === undefined ? {} : { fallback: fallbackOf(primary, primary.fallback) }),
    ...(embedding === undefined ? {} : { embedding: resolveModel(embedding) }),
    candidates: candidates.map(resolveModel),
  }
}

/** On the primary's server, under the primary's key. */
const fallbackOf = ({ provider, base_url, api_key_env, fallback_price }: GivenPrimary, model: string): ModelSettings =>
  resolveModel({
    provider,
    model,
    ...(base_url === undefined ? {} : { base_url }),
    ...(api_key_env === undefined ? {} : { api_key_env }),
    ...(fallback_price === undefined ? {} : { price: fallback_price }),
  })

const resolveModel = (given: GivenModel): ModelSettings => ({
  provider: given.provider,
  model: given.model,
  ...(given.version === undefined ? {} : { version: given.version }),
  ...(given.base_url === undefined ? {} : { baseUrl: given.base_url }),
  apiKeyEnv: given.api_key_env ?? defaults.apiKeyEnv,
  servedAs: given.served_as ?? [],
  ...(given.price === undefined ? {} : { price: given.price }),
})
