import { CallFailed } from '../../src/domain/call.ts'
import type { Ask, Call, ChatCall, ChatReply, EmbedCall, EmbedReply } from '../../src/domain/call.ts'
import type { FailureCode } from '../../src/domain/output.ts'
import { byKind } from '../../src/transport/by-kind.ts'

export const chatCall: ChatCall = { kind: 'chat', model: 'pinned-1', messages: [{ role: 'user', content: 'Hello?' }], trial: 0 }
export const embedCall = (...texts: string[]): EmbedCall => ({ kind: 'embed', model: 'pinned-1', texts })

export const chatReply = (more: Partial<ChatReply> = {}): ChatReply => ({
  kind: 'chat',
  text: 'Hello.',
  served: 'pinned-1',
  attempts: 1,
  cached: false,
  ms: 40,
  ...more,
})

/** Tells texts apart by their length. */
export const embedReply = (call: EmbedCall, more: Partial<EmbedReply> = {}): EmbedReply => ({
  kind: 'embed',
  vectors: call.texts.map((text) => Float32Array.of(text.length, 1)),
  served: 'pinned-1',
  attempts: 1,
  cached: false,
  ms: 40,
  ...more,
})

/** Answers chat calls with these outcomes in order, the last one for ever; writes down what it was asked. */
export const fakeAsk = (...outcomes: readonly (ChatReply | CallFailed)[]): { readonly ask: Ask; readonly asked: readonly Call[] } => {
  const asked: Call[] = []
  const ask = byKind(
    async (call) => {
      const outcome = outcomes[Math.min(asked.push(call), outcomes.length) - 1] ?? chatReply()
      if (outcome instanceof CallFailed) throw outcome
      return outcome
    },
    async (call) => {
      asked.push(call)
      return embedReply(call)
    },
  )
  return { ask, asked }
}

export const failure = (code: FailureCode, more: { retryable?: boolean; retryAfterMs?: number } = {}): CallFailed =>
  new CallFailed(code, `scripted ${code}`, more)

export const calm: AbortSignal = new AbortController().signal
