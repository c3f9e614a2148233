import type { Context } from '../../src/domain/context.ts'

/** A world in which nothing is there and no time passes, but for what is said. */
export const fakeContext = (more: Partial<Context> = {}): Context => ({
  cwd: '/nowhere',
  env: {},
  out: () => undefined,
  err: () => undefined,
  outIsTty: false,
  errIsTty: false,
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  random: () => 0.5,
  stopping: new AbortController().signal,
  signal: new AbortController().signal,
  version: '0.0.0',
  ...more,
})
