import type { Ask, Call, ChatCall, ChatReply, EmbedCall, EmbedReply, Reply } from '../domain/call.ts'

/** An Ask made of one function for each kind of call; an overload, because TypeScript does not follow the kind into the reply's type. */
export const byKind = (
  chat: (call: ChatCall, signal: AbortSignal) => Promise<ChatReply>,
  embed: (call: EmbedCall, signal: AbortSignal) => Promise<EmbedReply>,
): Ask => {
  function ask<C extends Call>(call: C, signal: AbortSignal): Promise<C extends ChatCall ? ChatReply : EmbedReply>
  function ask(call: Call, signal: AbortSignal): Promise<Reply> {
    return call.kind === 'chat' ? chat(call, signal) : embed(call, signal)
  }
  return ask
}
