import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'

/** Lets a reply through only where the model that was asked for served it; `aliases` maps a served name to the pin it stands for. */
export const servedModel =
  (aliases: Readonly<Record<string, string>> = {}): Layer =>
  (next) =>
  async (call, signal) => {
    const reply = await next(call, signal)
    if (reply.served === call.model || (Object.hasOwn(aliases, reply.served) && aliases[reply.served] === call.model)) return reply
    const served = reply.served === '' ? 'did not say which model it served' : `served "${reply.served}"`
    const failed = new CallFailed('model_mismatch', `asked for the model "${call.model}", the server ${served}`, { used: reply })
    throw Object.assign(failed, { attempts: reply.attempts })
  }
