import type { Pin } from './call.ts'
import type { Reason } from './output.ts'

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
  readonly fallback?: Pin
  readonly embedding?: ModelSettings
  readonly candidates: readonly ModelSettings[]
}

export type ModelSettings = Pin & {
  readonly baseUrl?: string
  readonly apiKeyEnv?: string
  /** Names under which the provider may say it served this pin. */
  readonly servedAs?: readonly string[]
  /** USD per million tokens; absent = unknown, never 0. */
  readonly price?: { readonly input: number; readonly output: number }
}

export type RagSettings = {
  readonly kind: 'rag'
  readonly corpus: readonly string[]
  readonly timeoutMs: number
  readonly deterministic: boolean
  readonly messages: Partial<Readonly<Record<Reason | 'caveat', string>>>
}
export type RecordedSettings = { readonly kind: 'recorded'; readonly outputs: readonly string[]; readonly deterministic: boolean }
export type TargetSettings = RagSettings | RecordedSettings

export type RetrievalSettings = { readonly topK: number; readonly stemming: boolean; readonly vectors?: string }
export type GenerationSettings = { readonly prompt?: string; readonly temperature: number; readonly maxTokens: number }
