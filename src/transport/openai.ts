import type { Ask } from '../domain/call.ts'
import { byKind } from './by-kind.ts'
import { exchange } from './openai-exchange.ts'
import { readChat, readEmbeddings } from './openai-reply.ts'
import { chatRequest, embedRequest } from './openai-request.ts'
import { openSession } from './openai-session.ts'
import type { OpenAiSettings, Session } from './openai-session.ts'

/** Part of each cache key: raise it with every change in what is sent for a call or read from its reply. */
export const openAiAdapter = 'openai-1'

/** Puts each call to an OpenAI-compatible server once: no retry and no time-out of its own. */
export const openAi = (settings: OpenAiSettings): Ask => {
  const { baseUrl, clock } = settings
  let session: Promise<Session> | undefined
  const post = async (path: string, body: object, signal: AbortSignal) => {
    const opened = await (session ??= openSession(settings))
    const start = clock.now()
    const { body: reply, ...limits } = await exchange(opened, { path, body, signal, now: start })
    return { reply, measured: { attempts: 1, cached: false, ms: clock.now() - start, ...limits } }
  }
  return byKind(
    async (call, signal) => {
      const { reply, measured } = await post('/chat/completions', chatRequest(call, baseUrl), signal)
      return { kind: 'chat', ...measured, ...readChat(reply) }
    },
    async (call, signal) => {
      const { reply, measured } = await post('/embeddings', embedRequest(call), signal)
      return { kind: 'embed', ...measured, ...readEmbeddings(reply, call.texts.length) }
    },
  )
}
