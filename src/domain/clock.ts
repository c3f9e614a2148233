export type Clock = {
  /** Milliseconds since the Unix epoch; never goes back. */
  now(): number
  /** Resolves after so many milliseconds, at once when the signal aborts; never rejects, so look at the signal afterwards. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}
