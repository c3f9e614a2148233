import type { Pin } from './call.ts'
import type { Reason } from './output.ts'
import type { Price } from './price.ts'

/** A config file, resolved: every default filled in, every path absolute, every pin checked. */
export type Suite = {
  readonly file: string
  readonly folder: string
  readonly testSet: readonly string[]
  /** Samples that tuning may look at; empty where the suite names none. */
  readonly devSet: readonly string[]
  readonly metrics: readonly string[]
  /** Allowed drop of each gated metric, 0 ≤ T < 1. */
  readonly thresholds: Readonly<Record<string, number>>
  readonly models: Models
  readonly routing: { readonly serve: number; readonly serveWithCaveat: number }
  readonly target: TargetSettings
  readonly retrieval: RetrievalSettings
  readonly generation: GenerationSettings
  readonly format: { readonly schema?: string }
  readonly policy: 'threshold' | 'evidence'
  readonly maxErrorRate: number
  readonly trials: { readonly run: number; readonly baseline: number }
  /** Whether a slice that lost more than its metric is allowed to fails the gate, and the tags that are looked at beside the slices. */
  readonly slices: { readonly block: boolean; readonly tags: readonly string[] }
  readonly baseline: { readonly file: string; readonly outputs: boolean }
  readonly deployment: { readonly changeManagement: 'required' | 'optional'; readonly testBeforeUpgrade: boolean }
  readonly humanEvalSampleRate: number
  readonly concurrency: number
}

export type Models = {
  readonly primary?: ModelSettings
  readonly fallback?: ModelSettings
  readonly embedding?: ModelSettings
  readonly candidates: readonly ModelSettings[]
}

export type ModelSettings = Pin & {
  readonly baseUrl?: string
  readonly apiKeyEnv?: string
  /** Names under which the provider may say it served this pin. */
  readonly servedAs?: readonly string[]
  /** As the suite states it; absent: the provider's list price, or unknown, never 0. */
  readonly price?: Price
}

export type RagSettings = {
  readonly kind: 'rag'
  readonly corpus: readonly string[]
  readonly timeoutMs: number
  readonly deterministic: boolean
  readonly messages: Partial<Readonly<Record<Reason | 'caveat', string>>>
}
export type RecordedSettings = { readonly kind: 'recorded'; readonly outputs: readonly string[]; readonly deterministic: boolean }
export type TargetSettings = RagSettings | RecordedSettings | ChatSettings | AppSettings
/** The user's own app, live. */
export type AppSettings = HttpSettings | ModuleSettings | CommandSettings

type Live = { readonly timeoutMs: number; readonly deterministic: boolean; readonly reply: ReplyMap }
type Own = Live & {
  readonly startMs: number
  /** Globs of files that are the app, beside those that the target names. */
  readonly watch: readonly string[]
  /** Names of environment variables whose values are kept out of every message. */
  readonly secrets: readonly string[]
}

export type ChatSettings = Live & { readonly kind: 'chat'; readonly prompt: string; readonly schema?: string }

export type HttpSettings = Own & {
  readonly kind: 'http'
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, HeaderValue>>
  /** JSON with places for variables in its strings, or a text with places; absent: nothing is sent. */
  readonly body?: unknown
  readonly start?: ServerSettings
}
/** A value as it is, or one that an environment variable holds. */
export type HeaderValue = string | { readonly env: string; readonly prefix: string }
/** The user's server, started and stopped with the run. */
export type ServerSettings = { readonly command: readonly string[]; readonly ready: string }

export type ModuleSettings = Own & { readonly kind: 'module'; readonly file: string; readonly name: string; readonly processes: number }
export type CommandSettings = Own & {
  readonly kind: 'command'
  readonly command: readonly string[]
  readonly persistent: boolean
  readonly processes: number
}

/** Where in what an app says its parts stand, as JSON pointers. */
export type ReplyMap = {
  /** The suite says so itself: a bare text is no answer then. */
  readonly given: boolean
  readonly answer: string
  readonly retrieved?: RetrievedMap
  readonly confidence?: string
  readonly route?: string
  readonly reason?: string
  readonly raw?: string
  readonly model?: string
  readonly citations?: string
  readonly usage?: string
}
/** The list, and the parts of one item that is an object. */
export type RetrievedMap = {
  readonly list: string
  readonly doc?: string
  readonly score?: string
  readonly text?: string
  readonly required: boolean
}

export type RetrievalSettings = { readonly topK: number; readonly stemming: boolean; readonly vectors?: string }
export type GenerationSettings = { readonly prompt?: string; readonly temperature: number; readonly maxTokens: number }
