import type { ChatCall, EmbedCall } from '../domain/call.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { sha256 } from '../domain/hash.ts'

/** What decides a reply besides the call itself: where it is sent and the code that writes the request and reads the reply. */
export type CacheScope = { readonly baseUrl: string; readonly adapter: string }

/** The schema goes in as written: a model fills its members in their order, so two orders are two questions. */
export const chatKey = (scope: CacheScope, call: ChatCall): string =>
  keyOf(scope, { ...call, ...(call.schema && { schema: JSON.stringify(call.schema) }) })

export const textKey = (scope: CacheScope, call: EmbedCall, text: string): string => keyOf(scope, { ...call, texts: [text] })

const format = 1

const keyOf = ({ baseUrl, adapter }: CacheScope, call: object): string => sha256(canonicalJson({ format, baseUrl, adapter, call }))
