import type { Ask, ChatCall, ChatReply, Layer } from '../domain/call.ts'
import { byKind } from './by-kind.ts'
import { openDrawer } from './cache-drawer.ts'
import type { Drawer, Store } from './cache-drawer.ts'
import { embedCached } from './cache-embed.ts'
import { chatKey } from './cache-key.ts'
import type { CacheScope } from './cache-key.ts'
import { isObject } from './json.ts'

export type CacheSettings = CacheScope & {
  readonly store: Store
  /** Hears of each damaged entry; the call is then made anew. */
  readonly onDamaged: (key: string) => void
}

/** Answers what was answered before; keeps successes only, embeddings text by text. Layers that judge a reply belong below it. */
export const cache =
  (settings: CacheSettings): Layer =>
  (next) => {
    const drawer = openDrawer(settings.store, settings.onDamaged)
    return byKind(
      (call, signal) => chatCached({ next, drawer, scope: settings }, call, signal),
      (call, signal) => embedCached({ next, drawer, scope: settings }, call, signal),
    )
  }

type Around = { readonly next: Ask; readonly drawer: Drawer; readonly scope: CacheScope }

const chatCached = async ({ next, drawer, scope }: Around, call: ChatCall, signal: AbortSignal): Promise<ChatReply> => {
  const key = chatKey(scope, call)
  const kept = await drawer.take(key, isChatReply)
  if (kept) return { ...kept, attempts: 0, cached: true }
  const reply = await next(call, signal)
  await drawer.put(key, reply)
  return reply
}

export const isChatReply = (content: unknown): content is ChatReply =>
  isObject(content) && content['kind'] === 'chat' && typeof content['text'] === 'string' && typeof content['served'] === 'string'
