import { openEntry } from './cache-entry.ts'
import { isPart } from './cache-embed.ts'
import { isChatReply } from './cache.ts'

/** What an entry holds; undefined where it is damaged, or none of the transport's. */
export const entryKind = (key: string, bytes: Uint8Array): 'chat' | 'embedding' | undefined => {
  const content = openEntry(key, bytes)
  if (isChatReply(content)) return 'chat'
  return isPart(content) ? 'embedding' : undefined
}
