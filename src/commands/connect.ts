import type { Ask, Layer } from '../domain/call.ts'
import type { Context } from '../domain/context.ts'
import type { CallRecord } from '../domain/output.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import { usage } from '../domain/usage-error.ts'
import { readBytes } from '../files/disk.ts'
import { budget } from '../transport/budget.ts'
import { byKind } from '../transport/by-kind.ts'
import { cache } from '../transport/cache.ts'
import { cutReply } from '../transport/cut-reply.ts'
import { deadline } from '../transport/deadline.ts'
import { limit } from '../transport/limit.ts'
import { local } from '../transport/local.ts'
import { vectorIndex } from '../transport/local-index.ts'
import { meter } from '../transport/meter.ts'
import { openAi, openAiAdapter } from '../transport/openai.ts'
import { outage } from '../transport/outage.ts'
import { redact } from '../transport/redact.ts'
import { retry } from '../transport/retry.ts'
import { servedModel } from '../transport/served-model.ts'
import { stack } from '../transport/stack.ts'
import { timeout } from '../transport/timeout.ts'
import { cacheStore } from './cache-store.ts'
import { priceOf } from './prices.ts'
import { baseUrlOf } from './server.ts'
import type { SystemOptions } from './system.ts'

/** The way to the suite's models. */
export type Connection = {
  /** The transport of one answer: every call is told to `onCall`, model time alone passes through `modelTime`. */
  readonly ask: (onCall: (call: CallRecord) => void, modelTime: Layer) => Ask
  readonly damaged: () => number
}

/** Part of each cache key: raise it with every change in how a text becomes a vector. */
const localAdapter = 'local-2'

/** One stack for chat and one for embeddings, outermost first: meter, cache, served model, deadline, retry, limit, outage, budget, model time, time-out, leaf. */
export const connect = async (ctx: Context, suite: Suite, options: SystemOptions): Promise<Connection> => {
  const { primary, embedding } = suite.models
  let damaged = 0
  const onDamaged = (): void => void (damaged += 1)
  const vectors = suite.retrieval.vectors === undefined ? undefined : await readBytes(suite.retrieval.vectors)
  const keep = options.cache ? { store: cacheStore(ctx, suite, options), onDamaged } : undefined
  const paid = options.purse === undefined ? [] : [budget(options.purse, priceOf(ctx, suite))]
  const planned = options.data.samples.length * suite.trials.run
  const parts = { ctx, keep, vectors, paid, planned, offline: options.offline }
  const chat = primary === undefined ? refuse : wayTo(primary, parts)
  const embed = embedding === undefined ? (primary?.provider === 'local' ? chat : refuse) : wayTo(embedding, parts)
  return {
    ask: (onCall, modelTime) => stack([meter(ctx.clock, onCall)], byKind(chat(modelTime), embed(modelTime))),
    damaged: () => damaged,
  }
}

type Parts = {
  readonly ctx: Context
  readonly keep: Omit<Parameters<typeof cache>[0], 'baseUrl' | 'adapter'> | undefined
  readonly vectors: Buffer | undefined
  /** Calls that the samples will make. */
  readonly planned: number
  readonly paid: readonly Layer[]
  readonly offline: Ask | undefined
}
type Way = (modelTime: Layer) => Ask

const wayTo = (pin: ModelSettings, parts: Parts): Way => (pin.provider === 'local' ? localWay(parts) : openAiWay(pin, parts))

const localWay = ({ ctx, keep, vectors, offline }: Parts): Way => {
  const leaf = offline ?? local(ctx.clock)
  const found = vectors === undefined || keep === undefined ? [] : [vectorIndex(vectors)]
  const kept = keep === undefined ? [] : [cache({ ...keep, baseUrl: 'local', adapter: localAdapter })]
  return (modelTime) => stack([...found, ...kept], untimed(modelTime, leaf))
}

/** The local model shares this process's cores with every other sample: what an answer waits for here is the run's own load, and no time of its own. */
const untimed = (modelTime: Layer, leaf: Ask): Ask => {
  modelTime(leaf)
  return leaf
}

const openAiWay = (pin: ModelSettings, { ctx, keep, paid, planned, offline }: Parts): Way => {
  const kept = keep === undefined ? [] : [cache({ ...keep, baseUrl: baseUrlOf(ctx, pin), adapter: openAiAdapter })]
  if (offline !== undefined) return () => stack(kept, offline)
  const leaf = serverOf(ctx, pin)
  const again = retry({ clock: ctx.clock, random: ctx.random, planned })
  const outer = [...kept, checked(pin), deadline(ctx.clock), again, limit(ctx.clock), outage(ctx.clock), ...paid]
  return (modelTime) => stack([...outer, modelTime, timeout(ctx.clock)], leaf)
}

const serverOf = (ctx: Context, pin: ModelSettings): Ask => {
  const baseUrl = baseUrlOf(ctx, pin)
  const key = apiKeyFor(ctx, pin)
  return redact([key.apiKey ?? '', new URL(baseUrl).password])(openAi({ baseUrl, clock: ctx.clock, ...key }))
}

const checked = (pin: ModelSettings): Layer => servedModel(Object.fromEntries((pin.servedAs ?? []).map((alias) => [alias, pin.model])))

/** A way to find out whether a server answers for a pin at all: nothing is kept, nothing asked twice, and a reply may be cut off. */
export const probing = (
  ctx: Context,
  suite: Suite,
  pin: ModelSettings,
  { purse, onCall = () => undefined }: Omit<SystemOptions, 'data'>,
): Ask => {
  const paid = purse === undefined ? [] : [budget(purse, priceOf(ctx, suite))]
  return stack([meter(ctx.clock, onCall), checked(pin), cutReply, ...paid, timeout(ctx.clock, probeMs)], serverOf(ctx, pin))
}

/** A server that has not answered by then may still answer in the run, which has more patience. */
const probeMs = 30_000

/** A server of one's own may want no key; the provider's does. */
const apiKeyFor = (ctx: Context, pin: ModelSettings): { readonly apiKey?: string } => {
  const name = pin.apiKeyEnv ?? 'OPENAI_API_KEY'
  const apiKey = ctx.env[name]
  if (apiKey !== undefined && apiKey !== '') return { apiKey }
  if (pin.baseUrl === undefined && ctx.env['OPENAI_BASE_URL'] === undefined)
    throw usage(`${pin.model} needs a key, and the environment variable ${name} is not set`, `export ${name}=…`)
  return {}
}

const refuse: Way = () => () => Promise.reject(new Error('no model of this kind is configured'))
