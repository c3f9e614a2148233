import { CallFailed } from '../domain/call.ts'
import type { ChatReply, Layer } from '../domain/call.ts'
import { byKind } from './by-kind.ts'

/** Takes a reply that was cut off for one without words: enough for whoever asks whether there is an answer at all. */
export const cutReply: Layer = (next) =>
  byKind(async (call, signal): Promise<ChatReply> => {
    try {
      return await next(call, signal)
    } catch (error) {
      if (!(error instanceof CallFailed) || error.code !== 'truncated' || error.used === undefined) throw error
      return { kind: 'chat', ...error.used, text: '', attempts: error.attempts, cached: false, ms: 0 }
    }
  }, next)
