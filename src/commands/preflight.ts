import { pinName } from '../config/pins.ts'
import { CallFailed, type Ask, type Call } from '../domain/call.ts'
import type { Context } from '../domain/context.ts'
import type { FailureCode } from '../domain/output.ts'
import type { ModelSettings, Suite } from '../domain/suite.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { probing } from './connect.ts'
import { placeOfModel } from './places.ts'
import { askedPins } from './prices.ts'
import { rehearse, type Rehearsing } from './rehearse.ts'
import { baseUrlOf } from './server.ts'
import type { SystemOptions } from './system.ts'

/** Puts a word to every model before a run of hundreds: a refused key, a model that is not there, a used-up quota and a model other than the pin are found at once. */
export const preflight = async (
  ctx: Context,
  suite: Suite,
  { purse, onCall, ...rehearsing }: Rehearsing & Pick<SystemOptions, 'purse' | 'onCall'>,
): Promise<void> => {
  const pins = distinct(ctx, probedPins(suite))
  if (pins.length === 0 || !(await asksAnybody(ctx, suite, rehearsing))) return
  const options = { cache: false, ...(purse === undefined ? {} : { purse }), ...(onCall === undefined ? {} : { onCall }) }
  const signal = AbortSignal.any([ctx.signal, ctx.stopping])
  const probed = pins.map(async (pin) => ({ pin, failure: await probe(probing(ctx, suite, pin, options), suite, { pin, signal }) }))
  const failures = (await Promise.all(probed)).flatMap(({ pin, failure }) => (failure === undefined ? [] : [{ pin, failure }]))
  const missing = failures.filter(({ failure }) => failure.code === 'not_found')
  if (missing.length > 0) throw new UsageError(await Promise.all(missing.map((each) => notThere(ctx, suite, each))))
  for (const { pin, failure } of failures) throw said(pin, failure)
}

/** Those that are not asked here and now. */
export const probedPins = (suite: Suite): readonly ModelSettings[] => askedPins(suite).filter(({ provider }) => provider !== 'local')

/** What is put to a model, one after the other where it does not do with the first. */
export const probesFor = ({ models }: Suite, { model }: ModelSettings): readonly [Call, ...Call[]] =>
  model === models.embedding?.model ? [{ kind: 'embed', model, texts: ['Hello'] }] : [chatProbe(model, 1), chatProbe(model, roomToThink)]

const chatProbe = (model: string, maxTokens: number): Call => ({
  kind: 'chat',
  model,
  messages: [{ role: 'user', content: 'Hello' }],
  maxTokens,
  trial: 1,
})

/** Models that think first refuse a limit that leaves no room for it. */
const roomToThink = 256

const distinct = (ctx: Context, pins: readonly ModelSettings[]): readonly ModelSettings[] => [
  ...new Map(pins.map((pin) => [`${baseUrlOf(ctx, pin)} ${pin.model}`, pin])).values(),
]

const asksAnybody = async (ctx: Context, suite: Suite, rehearsing: Rehearsing): Promise<boolean> => {
  for await (const { pin, state } of rehearse(ctx, suite, rehearsing)) if (pin.provider !== 'local' && state !== 'cached') return true
  return false
}

/** What every other call would share, or shows that the wrong model answers. Anything else may pass: the run itself finds out. */
const decisive: ReadonlySet<FailureCode> = new Set(['auth', 'quota', 'not_found', 'model_mismatch'])

type Probing = { readonly pin: ModelSettings; readonly signal: AbortSignal }

const probe = async (ask: Ask, suite: Suite, { pin, signal }: Probing): Promise<CallFailed | undefined> => {
  for (const call of probesFor(suite, pin)) {
    const failure = await failureOf(ask, call, signal)
    if (failure !== undefined && decisive.has(failure.code)) return failure
    if (failure?.code !== 'input') return undefined
  }
  return undefined
}

const failureOf = async (ask: Ask, call: Call, signal: AbortSignal): Promise<CallFailed | undefined> => {
  try {
    await ask(call, signal)
    return undefined
  } catch (error) {
    if (error instanceof CallFailed) return error
    throw error
  }
}

type Failed = { readonly pin: ModelSettings; readonly failure: CallFailed }

const notThere = async (ctx: Context, suite: Suite, { pin, failure }: Failed): Promise<Problem> => {
  const named = await placeOfModel(suite, pin.model)
  const message = `${pinName(pin)} is not there at ${baseUrlOf(ctx, pin)}: ${failure.message}`
  return { ...(named === undefined ? {} : { at: named.at }), message, hint: 'check the name, and base_url' }
}

const said = (pin: ModelSettings, { code, message, cause }: CallFailed): CallFailed => {
  const hint = code === 'model_mismatch' ? ' (pin the model that is served, or declare the alias with served_as)' : ''
  return new CallFailed(code, `before the run, ${pinName(pin)}: ${message}${hint}`, { cause })
}
