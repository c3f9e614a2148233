import type { Call } from '../domain/call.ts'
import type { PlannedCalls } from '../domain/call-plan.ts'
import type { Context } from '../domain/context.ts'
import type { Entry } from '../domain/sample.ts'
import type { ModelSettings, RagSettings, Suite } from '../domain/suite.ts'
import type { TrialPlan } from '../domain/trials.ts'
import type { Document } from '../rag/corpus.ts'
import { embedBy, type Embed } from '../rag/embed.ts'
import { learningCalls } from '../rag/knowledge.ts'
import { stepsOf } from '../run/plan.ts'
import { NotAsked, offline, type Offline } from '../transport/offline.ts'
import { systemFor } from './build-system.ts'
import { connect } from './connect.ts'
import { promptSizes } from './prompt-sizes.ts'
import type { DataSet } from './samples.ts'
import { embeddingOf, readCorpus } from './system-rag.ts'

/** One call of a run, as far as it is known before the run. */
export type Wish = {
  readonly purpose: PlannedCalls['purpose']
  readonly pin: ModelSettings
  /** Unknown where it depends on what will be retrieved whether the cache has the answer. */
  readonly state: 'cached' | 'asked' | 'unknown'
  /** What would be put to the model: nothing where it is cached, the least and the most where it is unknown. */
  readonly calls: readonly Call[]
}

export type Rehearsing = { readonly data: DataSet; readonly samples: readonly Entry[]; readonly plan: TrialPlan; readonly cache: boolean }

type Under = Rehearsing & { readonly ctx: Context; readonly suite: Suite; readonly primary: ModelSettings }

/** A run with nobody at the other end: each call that it would make, and whether the cache has the answer already. */
export async function* rehearse(ctx: Context, suite: Suite, rehearsing: Rehearsing): AsyncGenerator<Wish> {
  const { primary } = suite.models
  if (primary === undefined) return
  const under = { ...rehearsing, ctx, suite, primary }
  if (suite.target.kind === 'chat') yield* answers(under)
  if (suite.target.kind === 'rag') yield* retrievedAnswers(under, suite.target)
}

async function* retrievedAnswers(under: Under, settings: RagSettings): AsyncGenerator<Wish> {
  const { suite, primary } = under
  const documents = await readCorpus(suite, settings)
  const sizes = primary.provider === 'local' ? undefined : await promptSizes(suite, { primary, documents })
  let isLearnt = true
  for await (const wish of embeddings(under, documents)) {
    if (wish.purpose === 'corpus' && wish.state !== 'cached') isLearnt = false
    yield wish
  }
  if (isLearnt || sizes === undefined) yield* answers(under, sizes)
  else for (const { entry } of stepsOf(under.plan, under.samples)) yield open(under, await sizes(entry.read(entry).input))
}

/** The corpus first, then each question once: another trial of it finds it in the cache. What is embedded here and now costs nothing and is left out. */
async function* embeddings({ ctx, suite, data, samples, primary, cache }: Under, documents: readonly Document[]): AsyncGenerator<Wish> {
  const pin = suite.models.embedding
  if (pin?.provider !== 'openai') return
  const { model = pin.model } = embeddingOf(suite, primary)
  const wire = offline()
  const { ask } = await connect(ctx, suite, { data, cache, offline: wire.leaf })
  const embed = embedBy(ask(ignore, untimed), model)
  const wish = async (purpose: Wish['purpose'], texts: readonly string[]): Promise<Wish> => ({
    purpose,
    pin,
    ...(await tried(wire, embed, texts)),
  })
  for (const texts of learningCalls(documents, primary.provider === 'local')) yield wish('corpus', texts)
  const inputs = new Set(Iterator.from(samples).map((entry) => entry.read(entry).input))
  for (const input of inputs) if (input.trim() !== '') yield wish('questions', [input])
}

const tried = (wire: Offline, embed: Embed, texts: readonly string[]): Promise<Found> =>
  find(wire, () => embed(texts, new AbortController().signal))

async function* answers(under: Under, sizes?: Sizes): AsyncGenerator<Wish> {
  const { ctx, suite, data, samples, plan, cache, primary } = under
  const wire = offline()
  const { target } = await systemFor(ctx, suite, { data, cache, offline: wire.leaf })
  for (const { entry, trial } of stepsOf(plan, samples)) {
    const sample = entry.read(entry)
    const found = await find(wire, () => target(sample, trial, ctx.signal))
    const isOpen = found.calls[0]?.kind === 'embed' && sizes !== undefined
    yield isOpen ? open(under, await sizes(sample.input)) : { purpose: 'answers', pin: primary, ...found }
  }
}

type Sizes = Awaited<ReturnType<typeof promptSizes>>

/** An answer whose documents are not known yet; without a cache it is asked for all the same. */
const open = ({ primary: pin, cache }: Under, calls: readonly Call[]): Wish => ({
  purpose: 'answers',
  pin,
  state: cache ? 'unknown' : 'asked',
  calls,
})

type Found = Pick<Wish, 'state' | 'calls'>

/** Whether work gets along without any call; a pipeline may take what it did not get for a failure of its own. */
const find = async (wire: Offline, work: () => Promise<unknown>): Promise<Found> => {
  let missing: Call | undefined
  try {
    await work()
  } catch (error) {
    if (!(error instanceof NotAsked)) throw error
    missing = error.call
  }
  missing = wire.take() ?? missing
  return missing === undefined ? { state: 'cached', calls: [] } : { state: 'asked', calls: [missing] }
}

const ignore = (): void => undefined
const untimed = <T>(next: T): T => next
