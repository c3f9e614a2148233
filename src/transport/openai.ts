import type { Ask } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { byKind } from './by-kind.ts'
import { exchange } from './openai-exchange.ts'
import { readChat, readEmbeddings } from './openai-reply.ts'
import { chatRequest, embedRequest } from './openai-request.ts'
import { openSession } from './openai-session.ts'
import type { Session } from './openai-session.ts'

export type OpenAiSettings = {
  readonly baseUrl: string
  /** Absent for a server that wants none, as local ones do. */
  readonly apiKey?: string
  readonly clock: Clock
}

/** Part of each cache key: raise it with every change in what is sent for a call or read from its reply. */
export const openAiAdapter = 'openai-1'

/** Puts each call to an OpenAI-compatible server once: no retry and no time-out of its own. */
export const openAi = ({ baseUrl, apiKey, clock }: OpenAiSettings): Ask => {
  let session: Promise<Session> | undefined
  const post = async (path: string, body: object, signal: AbortSignal) => {
    const opened = await (session ??= openSession(baseUrl, apiKey))
    const start = clock.now()
    const reply = await exchange(opened, { path, body, signal, now: start })
    return { reply, measured: { attempts: 1, cached: false, ms: clock.now() - start } }
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
