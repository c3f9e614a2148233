import { relative } from 'node:path'
import { pinName } from '../config/pins.ts'
import { missingDocuments } from '../dataset/documents.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Ask } from '../domain/call.ts'
import type { Context } from '../domain/context.ts'
import { sha256 } from '../domain/hash.ts'
import type { Placed } from '../domain/sample.ts'
import type { ModelSettings, RagSettings, Suite } from '../domain/suite.ts'
import { usage, type Problem } from '../domain/usage-error.ts'
import type { Target } from '../domain/target.ts'
import { hashOfRooms } from '../files/code.ts'
import { findFiles, readText } from '../files/disk.ts'
import { issueLines } from '../files/issues.ts'
import { checkBy } from '../files/own-schema.ts'
import { chatting } from '../rag/chat.ts'
import { parseCorpus, type Document } from '../rag/corpus.ts'
import { embedBy } from '../rag/embed.ts'
import type { Generate } from '../rag/generate.ts'
import { learn, type Knowledge } from '../rag/knowledge.ts'
import { defaultMessages } from '../rag/messages.ts'
import type { Pipeline } from '../rag/pipeline.ts'
import { defaultPrompt, promptVariables } from '../rag/prompt.ts'
import { quoting } from '../rag/quoting.ts'
import { describeRetrieval } from '../rag/retrieve.ts'
import replySchema from '../rag/reply.schema.json' with { type: 'json' }
import { compileTemplate } from '../rag/template.ts'
import { ragTarget } from '../targets/rag.ts'
import { remember } from '../targets/remember.ts'
import { localAvailability } from '../transport/local.ts'
import { cacheStore } from './cache-store.ts'
import { connect, type Connection } from './connect.ts'
import { localModels } from './local-models.ts'
import type { DataSet } from './samples.ts'
import type { System, SystemOptions } from './system.ts'

/** The reference pipeline, built from the suite: corpus read and indexed, models connected, everything it rests on named. */
export const ragSystem = async (
  ctx: Context,
  suite: Suite,
  options: SystemOptions & { readonly settings: RagSettings },
): Promise<System> => {
  const { settings } = options
  const primary = suite.models.primary
  if (primary === undefined) throw usage('models.primary is missing')
  const documents = await readCorpus(suite, settings)
  const strangers = missingDocuments(samplesOf(options.data), new Set(documents.map(({ id }) => id)))
  const embedding = embeddingOf(suite, primary)
  const connection = await connect(ctx, suite, options)
  const prompt = await readPrompt(suite)
  const built = buildOnce(ctx, suite, { settings, primary, documents, embedding, ask: asking(suite, connection, options), prompt })
  if (primary.provider !== 'local' && options.offline === undefined) await built()
  const parts = {
    target: 'rag',
    prompt: primary.provider === 'local' ? 'none' : short(`${prompt.text}${canonicalJson(suite.generation)}`),
    corpus: short(documents.map(({ id, title, text }) => `${id}\n${title}\n${text}`).join('\n\n')),
    retriever: `${describeRetrieval(embedding.model, suite.retrieval.stemming)}, top ${suite.retrieval.topK}`,
    routing: `serve ≥ ${suite.routing.serve}, caveat ≥ ${suite.routing.serveWithCaveat}, ${settings.timeoutMs / 1000} s`,
    models: modelNames(suite, embedding.model),
  }
  const target = ragTarget({ pipeline: built, ask: connection.ask, timeoutMs: settings.timeoutMs, clock: ctx.clock })
  return {
    target: primary.provider === 'local' && options.cache ? await remembering(target, suite, { ctx, parts, settings, options }) : target,
    parts,
    warnings: () => [
      ...embedding.warnings,
      ...strangerWarning(strangers),
      ...(connection.damaged() === 0 ? [] : [`${connection.damaged()} damaged cache entries were asked for again`]),
    ],
  }
}

function* samplesOf({ samples }: DataSet): Generator<Pick<Placed, 'sample' | 'at'>> {
  for (const entry of samples) yield { sample: entry.read(entry), at: entry.at }
}

/** No refusal: a corpus that lost documents is the very regression to be seen. */
const strangerWarning = (strangers: readonly Problem[]): readonly string[] =>
  strangers.length === 0
    ? []
    : [
        `${strangers.length} labels name documents that the corpus does not have (aieval lint lists them), the first: ${strangers[0]?.message ?? ''}`,
      ]

type Ingredients = {
  readonly settings: RagSettings
  readonly primary: ModelSettings
  readonly documents: readonly Document[]
  readonly embedding: Embedding
  readonly ask: Ask
  readonly prompt: Prompt
}

/** Indexes the corpus at the first call; where every answer is known already, it is never called. */
const buildOnce = (ctx: Context, suite: Suite, ingredients: Ingredients): (() => Promise<Pipeline>) => {
  let built: Promise<Pipeline> | undefined
  return () => (built ??= build(ctx, suite, ingredients))
}

const build = async (
  ctx: Context,
  suite: Suite,
  { settings, primary, documents, embedding, ask, prompt }: Ingredients,
): Promise<Pipeline> => {
  const { model } = embedding
  const known = model === undefined ? {} : { embedding: { model, embed: embedBy(ask, model) } }
  const knowledge = await learn(
    { documents, stemming: suite.retrieval.stemming, quotes: primary.provider === 'local', ...known },
    ctx.stopping,
  )
  const check = checkBy(replySchema)
  return {
    knowledge,
    topK: suite.retrieval.topK,
    ...(model === undefined ? {} : { embedding: model }),
    ...generatorsOf(suite, { primary, knowledge, prompt }),
    validate: (value) => issueLines(check(value)),
    routing: suite.routing,
    messages: { ...defaultMessages, ...settings.messages },
  }
}

/** The local pipeline is deterministic, so whole answers are kept, under everything that could change one: settings, corpus and its own code. */
const remembering = async (
  target: Target,
  suite: Suite,
  made: { readonly ctx: Context; readonly parts: object; readonly settings: RagSettings; readonly options: SystemOptions },
): Promise<Target> => {
  const code = await hashOfRooms(['rag', 'transport', 'targets'])
  const scope = canonicalJson({ code, parts: made.parts, messages: made.settings.messages })
  return remember(target, {
    memory: cacheStore(made.ctx, suite, made.options),
    keyOf: (input, trial) => sha256(`${scope}\n${trial}\n${input}`),
  })
}

export const readCorpus = async (suite: Suite, { corpus }: RagSettings): Promise<readonly Document[]> => {
  const files = await findFiles(suite.folder, corpus)
  return parseCorpus(await Promise.all(files.map(async (file) => ({ file: relative(suite.folder, file), text: await readText(file) }))))
}

export type Embedding = { readonly model?: string; readonly warnings: readonly string[] }

/** The embedding model: the one named, or the local one itself; where it is missing, retrieval by words alone is said aloud. */
export const embeddingOf = (suite: Suite, primary: ModelSettings): Embedding => {
  const pin = suite.models.embedding ?? (primary.provider === 'local' ? primary : undefined)
  if (pin === undefined) return { warnings: ['no models.embedding: documents are found by words alone (BM25 and trigrams)'] }
  if (pin.provider !== 'local') return { model: pin.model, warnings: [] }
  const known = localModels[pin.model]
  if (known === undefined) throw usage(`there is no local model ${pin.model}`, `known: ${Object.keys(localModels).join(', ')}`)
  if (!known.embeds) return { warnings: [] }
  const installed = localAvailability()
  return installed.available
    ? { model: pin.model, warnings: [] }
    : { warnings: [`${installed.why}; documents are found by words alone (BM25 and trigrams)`] }
}

/** Embedding the corpus itself is no sample's call and has no deadline. */
const asking = ({ models }: Suite, connection: Connection, { onCall }: SystemOptions): Ask =>
  connection.ask(models.embedding?.provider === 'openai' && onCall !== undefined ? onCall : () => undefined, (next) => next)

export type Prompt = { readonly text: string; readonly file: string }

export const readPrompt = async ({ generation }: Suite): Promise<Prompt> =>
  generation.prompt === undefined
    ? { text: defaultPrompt, file: 'built-in prompt' }
    : { text: await readText(generation.prompt), file: generation.prompt }

type Made = { readonly primary: ModelSettings; readonly knowledge: Knowledge; readonly prompt: Prompt }

const generatorsOf = (
  suite: Suite,
  { primary, knowledge, prompt }: Made,
): { readonly generate: Generate; readonly generateInstead?: Generate } => {
  if (primary.provider === 'local') return { generate: quoting(knowledge, primary.model) }
  const chat = (model: string): Generate => chatOf(suite, model, { knowledge, prompt })
  const { fallback } = suite.models
  return { generate: chat(primary.model), ...(fallback === undefined ? {} : { generateInstead: chat(fallback.model) }) }
}

/** A chat model with the suite's prompt and settings. */
export const chatOf = (
  { generation }: Suite,
  model: string,
  { knowledge, prompt }: Pick<Made, 'prompt'> & { readonly knowledge: Pick<Knowledge, 'documents'> },
): Generate => {
  const { temperature, maxTokens } = generation
  return chatting(knowledge, { model, prompt: compileTemplate(prompt.text, promptVariables, prompt.file), temperature, maxTokens })
}

const modelNames = ({ models }: Suite, embedding: string | undefined): Readonly<Record<string, string>> => ({
  ...(models.primary === undefined ? {} : { primary: pinName(models.primary) }),
  ...(models.fallback === undefined ? {} : { fallback: pinName(models.fallback) }),
  ...(embedding === undefined ? {} : { embedding: models.embedding === undefined ? `local/${embedding}` : pinName(models.embedding) }),
})

const short = (text: string): string => sha256(text).slice(0, 16)
