import type { Clock } from './clock.ts'

/** The world as a command sees it; built by main.ts, and by tests. */
export type Context = {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly outIsTty: boolean
  readonly errIsTty: boolean
  readonly clock: Clock
  /** Uniform in [0, 1): jitter of retries, nothing that a result depends on. */
  readonly random: () => number
  /** Aborts at the first SIGINT or SIGTERM: from then on nothing new is begun. */
  readonly stopping: AbortSignal
  /** Aborts five seconds later, or at the second of them: what is under way is called off. */
  readonly signal: AbortSignal
  readonly version: string
}
