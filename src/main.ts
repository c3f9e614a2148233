import { enableCompileCache } from 'node:module'
import type { Clock } from './domain/clock.ts'
import type { Context } from './domain/context.ts'

/** The process edge: the only place that knows process, its streams and its signals. A pass has to be earned: until the end the exit code says "our bug". */
process.exitCode = 70
enableCompileCache()

const clock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  // An aborted sleep has nothing to say beyond that it is over: the caller looks at its signal. Most are aborted, so none makes an error.
  sleep: (ms, signal) =>
    new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        done()
      }
      const timer = setTimeout(end, ms)
      if (signal.aborted) end()
      else signal.addEventListener('abort', end)
    }),
}

const stopping = new AbortController()
const stop = new AbortController()
let received: 'SIGINT' | 'SIGTERM' | undefined

/** What is under way may still come to an end that was paid for. */
const graceMs = 5000
/** Whoever asks twice waits no longer than it takes to end what was started. */
const quitMs = 1000

const onSignal = (signal: 'SIGINT' | 'SIGTERM'): void => {
  if (received === undefined) {
    received = signal
    stopping.abort(signal)
    setTimeout(() => stop.abort(signal), graceMs).unref()
  } else if (!stop.signal.aborted) {
    stop.abort(signal)
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), quitMs).unref()
  } else process.kill(process.pid, 'SIGKILL')
}
process.on('SIGINT', onSignal)
process.on('SIGTERM', onSignal)

/** A reader that went away (head, less) is no reason to change the verdict. */
const quietly = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
quietly(process.stdout)
quietly(process.stderr)

const context = (version: string): Context => ({
  cwd: process.cwd(),
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  outIsTty: process.stdout.isTTY,
  errIsTty: process.stderr.isTTY,
  clock,
  random: Math.random,
  stopping: stopping.signal,
  signal: stop.signal,
  version,
})

const obey = async (ctx: Context, argv: readonly string[]): Promise<number> => {
  const { runProgram } = await import('./commands/program.ts')
  return runProgram(ctx, argv, () => received)
}

/** What is asked for alone is told without loading anything that reads command lines. */
const tellVersion = ({ out, version }: Context): number => {
  out(`${version}\n`)
  return 0
}

const { readVersion } = await import('./files/version.ts')
const ctx = context(await readVersion())
const argv = process.argv.slice(2)
const isVersion = argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')
process.exitCode = isVersion ? tellVersion(ctx) : await obey(ctx, argv)
