import { relative } from 'node:path'
import { pinName } from '../config/pins.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Context } from '../domain/context.ts'
import { sha256 } from '../domain/hash.ts'
import type { ChatSettings, Suite } from '../domain/suite.ts'
import { UsageError, usage } from '../domain/usage-error.ts'
import { readText } from '../files/disk.ts'
import { chatTarget, compilePrompt } from '../targets/chat.ts'
import { connect } from './connect.ts'
import type { System, SystemOptions } from './system.ts'

/** A prompt put to the suite's pinned model. */
export const chatSystem = async (
  ctx: Context,
  suite: Suite,
  { settings, ...options }: SystemOptions & { readonly settings: ChatSettings },
): Promise<System> => {
  const { primary, fallback } = suite.models
  if (primary === undefined) throw usage('models.primary is missing')
  const prompt = await readText(settings.prompt)
  const schema = settings.schema === undefined ? undefined : await readSchema(settings.schema)
  if (schema !== undefined) refuseStrayAnswer(schema, settings)
  const connection = await connect(ctx, suite, options)
  return {
    target: chatTarget({
      model: primary.model,
      reply: settings.reply,
      timeoutMs: settings.timeoutMs,
      temperature: suite.generation.temperature,
      maxTokens: suite.generation.maxTokens,
      ...(fallback === undefined ? {} : { fallback: fallback.model }),
      messages: compilePrompt(prompt, settings.prompt),
      ...(schema === undefined ? {} : { schema }),
      ask: connection.ask,
      clock: ctx.clock,
    }),
    parts: {
      target: `chat ${relative(suite.folder, settings.prompt)}, reply ${short(canonicalJson({ schema, reply: settings.reply }))}`,
      prompt: short(`${prompt}${canonicalJson(suite.generation)}`),
      corpus: 'none',
      retriever: 'none',
      routing: 'none',
      models: { primary: pinName(primary), ...(fallback === undefined ? {} : { fallback: pinName(fallback) }) },
    },
    warnings: () => (connection.damaged() === 0 ? [] : [`${connection.damaged()} damaged cache entries were asked for again`]),
  }
}

const short = (text: string): string => sha256(text).slice(0, 16)

const readSchema = async (file: string): Promise<object> => {
  try {
    return JSON.parse(await readText(file)) as object
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError([{ at: { file, line: 1 }, message: `${file} is not JSON: ${error.message}` }])
    throw error
  }
}

/** A schema that keeps the answer from being where it is looked for would fail every sample. */
const refuseStrayAnswer = (schema: object, { schema: file = '', reply }: ChatSettings): void => {
  const { properties } = schema as { readonly properties?: object }
  const [, first] = reply.answer.split('/')
  if (first === undefined || properties === undefined || Object.hasOwn(properties, first)) return
  throw new UsageError([
    {
      at: { file, line: 1 },
      message: `the schema has no property ${first}, where the answer is looked for`,
      hint: `target.response.answer: /${Object.keys(properties)[0] ?? 'answer'}`,
    },
  ])
}
