import { CallFailed } from '../domain/call.ts'
import type { Ask } from '../domain/call.ts'
import type { Failure, Reason } from '../domain/output.ts'
import type { SchemaCheck } from '../domain/score.ts'
import { DeadlinePassed } from './deadline.ts'
import type { Deadline } from './deadline.ts'
import { embedBy } from './embed.ts'
import type { Generate, Generated, Given, Turn } from './generate.ts'
import type { Knowledge } from './knowledge.ts'
import { understand } from './knowledge.ts'
import type { Messages } from './messages.ts'
import { parseReply } from './reply.ts'
import type { Hit } from './retrieve.ts'
import { rank } from './retrieve.ts'
import type { Routing, Served } from './route.ts'
import { fallback, route } from './route.ts'

/** A help centre's answering system: everything about it that does not change from question to question. */
export type Pipeline = {
  readonly knowledge: Knowledge
  readonly topK: number
  /** Absent: the question is not embedded and documents are found by words alone. */
  readonly embedding?: string
  readonly generate: Generate
  /** Asked once where `generate` failed and there is time left. */
  readonly generateInstead?: Generate
  readonly validate: SchemaCheck
  readonly routing: Routing
  readonly messages: Messages
}

/** What the customer gets, and what can be said about how it came to be. */
export type Outcome = {
  readonly served: Served
  readonly retrieved: readonly Hit[]
  readonly model: string
  readonly raw?: string
  /** What went wrong, where something did; `call` is the failed call, if it was one. */
  readonly failure?: { readonly message: string; readonly call?: Failure }
}

export type Asking = { readonly ask: Ask; readonly trial: number; readonly deadline: Deadline; readonly signal: AbortSignal }

/** Retrieve, generate, check the format, route. Whatever goes wrong ends in a designed answer; only being called off is thrown. */
export const answer = async (pipeline: Pipeline, text: string, { ask, trial, deadline, signal }: Asking): Promise<Outcome> => {
  const turn = { ask, trial, signal: AbortSignal.any([signal, deadline.signal]) }
  const trace: Trace = { retrieved: [], model: pipeline.generate.model }
  try {
    const served = await deadline.during(() => serve(pipeline, { text, turn, trace }))
    return { served, ...trace }
  } catch (error) {
    signal.throwIfAborted()
    const { reason, failure } = explain(deadline.signal.aborted ? deadline.signal.reason : error)
    return { served: fallback(reason, pipeline.messages), ...trace, failure }
  }
}

/** Filled in as the answer comes about, so that a late failure does not lose what was known before it. */
type Trace = { retrieved: readonly Hit[]; model: string; raw?: string; failure?: { readonly message: string } }

const serve = async (pipeline: Pipeline, { text, turn, trace }: { text: string; turn: Turn; trace: Trace }): Promise<Served> => {
  const given = await retrieve(pipeline, text, turn)
  trace.retrieved = given.ranked.slice(0, given.topK)
  const { raw, served } = await generate(pipeline, given, turn)
  trace.raw = raw
  trace.model = served
  const parsed = parseReply(raw, pipeline.validate)
  if (parsed.valid) return route(parsed.reply, pipeline.routing, pipeline.messages)
  trace.failure = { message: parsed.why }
  return fallback('format_invalid', pipeline.messages)
}

const retrieve = async ({ knowledge, topK, embedding }: Pipeline, text: string, { ask, signal }: Turn): Promise<Given> => {
  const embed = embedding === undefined ? undefined : embedBy(ask, embedding)
  const question = await understand(knowledge, text, embed, signal)
  return { question, ranked: rank(knowledge.search, question), topK }
}

/** A second model is asked for what the first could not do, not for what there is no time to do. */
const generate = async ({ generate: first, generateInstead: second }: Pipeline, given: Given, turn: Turn): Promise<Generated> => {
  try {
    return await first.reply(given, turn)
  } catch (error) {
    if (second === undefined || !(error instanceof CallFailed) || turn.signal.aborted) throw error
    return await second.reply(given, turn)
  }
}

const explain = (error: unknown): { readonly reason: Reason; readonly failure: NonNullable<Outcome['failure']> } => {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DeadlinePassed) return { reason: 'timeout', failure: { message, call: { code: 'timeout', message } } }
  if (!(error instanceof CallFailed)) return { reason: 'unexpected_error', failure: { message } }
  return { reason: reasonOf(error), failure: { message, call: { code: error.code, message } } }
}

const reasonOf = ({ code }: CallFailed): Reason => (code === 'timeout' || code === 'rate_limited' ? code : 'unexpected_error')
