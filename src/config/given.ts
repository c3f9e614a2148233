import type { Reason } from '../domain/output.ts'

type OneOrMore = string | readonly string[]

/** A config file's content once its schema holds: names as the file spells them. */
export type Given = {
  readonly test_set_path: OneOrMore
  readonly dev_set_path?: OneOrMore
  readonly metrics: readonly string[]
  readonly regression_threshold: Readonly<Record<string, number>>
  readonly human_eval_sample_rate?: number
  readonly models?: {
    readonly primary?: GivenPrimary
    readonly embedding?: GivenModel
    readonly candidates?: readonly GivenModel[]
  }
  readonly routing?: { readonly serve?: number; readonly serve_with_caveat?: number }
  readonly deployment?: GivenDeployment
  readonly target: GivenTarget
  readonly retrieval?: { readonly top_k?: number; readonly stemming?: boolean; readonly vectors?: string }
  readonly generation?: { readonly prompt?: string; readonly temperature?: number; readonly max_tokens?: number }
  readonly format?: { readonly schema?: string }
  readonly policy?: 'threshold' | 'evidence'
  readonly max_error_rate?: number
  readonly trials?: { readonly run?: number; readonly baseline?: number | 'auto' }
  readonly slices?: { readonly block?: boolean; readonly tags?: readonly string[] }
  readonly baseline?: { readonly file?: string; readonly outputs?: boolean }
  readonly concurrency?: number
}

export type GivenModel = {
  readonly provider: 'openai' | 'local'
  readonly model: string
  readonly version?: string
  readonly pinned?: boolean
  readonly base_url?: string
  readonly api_key_env?: string
  readonly served_as?: readonly string[]
  readonly price?: { readonly input: number; readonly output: number }
}

export type GivenPrimary = GivenModel & { readonly fallback?: string; readonly fallback_price?: GivenModel['price'] }

export type GivenDeployment = {
  readonly auto_upgrade?: boolean
  readonly change_management?: 'required' | 'optional'
  readonly test_before_upgrade?: boolean
}

export type GivenTarget = {
  readonly kind: 'rag' | 'chat' | 'http' | 'module' | 'command' | 'recorded'
  readonly corpus?: OneOrMore
  readonly outputs?: OneOrMore
  readonly timeout?: number
  readonly deterministic?: boolean
  readonly messages?: Partial<Record<Reason | 'caveat', string>>
  readonly url?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | { readonly env: string; readonly prefix?: string }>>
  readonly body?: unknown
  readonly response?: GivenResponse
  readonly start?: { readonly command: OneOrMore; readonly ready: string }
  readonly start_timeout?: number
  readonly module?: string
  readonly export?: string
  readonly command?: OneOrMore
  readonly mode?: 'per-sample' | 'persistent'
  readonly processes?: number
  readonly watch?: OneOrMore
  readonly secrets?: readonly string[]
  readonly prompt?: string
  readonly schema?: string
}

export type GivenResponse = {
  readonly answer?: string
  readonly retrieved?: string | { readonly list: string; readonly doc?: string; readonly score?: string; readonly text?: string }
  readonly confidence?: string
  readonly route?: string
  readonly reason?: string
  readonly raw?: string
  readonly model?: string
  readonly citations?: string
  readonly usage?: string
}

export const listOf = (value: OneOrMore): readonly string[] => (typeof value === 'string' ? [value] : value)

/** A command as a list of words, or as one text that is split at spaces outside quotes; no shell reads it. */
export const wordsOf = (command: OneOrMore): readonly string[] =>
  typeof command === 'string'
    ? [...command.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
    : command
