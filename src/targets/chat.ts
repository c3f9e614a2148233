import { CallFailed, type Ask, type ChatCall, type ChatReply, type Layer, type Message } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import type { CallRecord, Failure, Output } from '../domain/output.ts'
import type { ReplyMap } from '../domain/suite.ts'
import type { Target } from '../domain/target.ts'
import { deadlineOf, DeadlinePassed } from '../rag/deadline.ts'
import { compileTemplate } from '../rag/template.ts'
import { readAnswer, type Read } from './answer.ts'
import type { Question } from './attempt.ts'
import { valuesOf, variables } from './variables.ts'

export type ChatApp = {
  readonly model: string
  /** Asked once where the first cannot be reached and there is time left. */
  readonly fallback?: string
  readonly messages: (question: Question) => readonly Message[]
  readonly schema?: object
  readonly reply: ReplyMap
  readonly temperature: number
  readonly maxTokens: number
  readonly ask: (onCall: (call: CallRecord) => void, modelTime: Layer) => Ask
  readonly timeoutMs: number
  readonly clock: Clock
}

/** A prompt without a place for the input is what the model is told beforehand; with one it is the whole question. */
export const compilePrompt = (text: string, file: string): ChatApp['messages'] => {
  const make = compileTemplate(text, variables, file)
  const holdsInput = /\{\{\s*input\s*\}\}/.test(text)
  return (question) => {
    const content = make(valuesOf(question))
    if (holdsInput) return [{ role: 'user', content }]
    return [
      { role: 'system', content },
      { role: 'user', content: question.input },
    ]
  }
}

/** A prompt and a pinned model as the system under test. */
export const chatTarget =
  (app: ChatApp): Target =>
  async ({ id, input, locale }, trial, signal) => {
    const start = app.clock.now()
    const calls: CallRecord[] = []
    const deadline = deadlineOf(app.timeoutMs, app.clock)
    const ask = app.ask((call) => calls.push(call), deadline.modelTime)
    const asking = { ask, signal: AbortSignal.any([signal, deadline.signal]) }
    const question = { id, input, trial, ...(locale === undefined ? {} : { locale }) }
    const observed = () => ({ ms: app.clock.now() - start, calls })
    try {
      const reply = await deadline.during(() => replyTo(app, question, asking))
      return { ...outputOf(reply, app), ...observed() }
    } catch (error) {
      const failure = signal.aborted ? interrupted : failureOf(deadline.signal.aborted ? deadline.signal.reason : error)
      return { status: 'errored', failure, ...observed() }
    }
  }

type Asking = { readonly ask: Ask; readonly signal: AbortSignal }

const replyTo = async (app: ChatApp, question: Question, { ask, signal }: Asking): Promise<ChatReply> => {
  const call = (model: string): ChatCall => ({
    kind: 'chat',
    model,
    messages: app.messages(question),
    ...(app.schema === undefined ? {} : { schema: app.schema }),
    temperature: app.temperature,
    maxTokens: app.maxTokens,
    trial: question.trial,
  })
  try {
    return await ask(call(app.model), signal)
  } catch (error) {
    if (app.fallback === undefined || !(error instanceof CallFailed) || signal.aborted) throw error
    return await ask(call(app.fallback), signal)
  }
}

/** The same model would say the same again: what cannot be read is the app's own failure at once. */
const outputOf = (
  { text, served }: ChatReply,
  app: ChatApp,
): { readonly status: 'failed'; readonly failure: Failure } | Omit<Extract<Output, { readonly status: 'answered' }>, 'ms' | 'calls'> => {
  const read = readReply(text, app)
  if ('why' in read) return { status: 'failed', failure: { code: 'app', message: read.why } }
  const { tokensIn: _, tokensOut: __, ...answer } = read.answer
  return { status: 'answered', ...answer, model: served, raw: text }
}

const readReply = (text: string, { schema, reply }: ChatApp): Read => {
  if (schema === undefined && !reply.given) return { answer: { text } }
  try {
    return readAnswer(JSON.parse(text), reply)
  } catch (error) {
    if (error instanceof SyntaxError) return { why: `the model's reply is not JSON: ${text.slice(0, 200)}` }
    throw error
  }
}

const interrupted: Failure = { code: 'interrupted', message: 'called off' }

const failureOf = (error: unknown): Failure => {
  if (error instanceof DeadlinePassed) return { code: 'timeout', message: `${error.message} (target.timeout allows more)` }
  if (error instanceof CallFailed) return { code: error.code, message: error.message }
  throw error
}
