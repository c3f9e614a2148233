import { createServer, type AddressInfo } from 'node:net'
import type { Clock } from '../domain/clock.ts'
import { exchange } from './http-exchange.ts'
import { inTime } from './in-time.ts'
import { endingText, startProgram, type Program, type Running } from './program.ts'

export type ServerApp = Program & {
  /** Where it says that it can be asked, once its port is known. */
  readonly ready: (port: number) => string
  readonly startMs: number
  readonly clock: Clock
}

export type Up = { readonly port: number; readonly running: Running } | { readonly why: string }

/** A server of the user's that runs as long as it is asked. */
export type Server = {
  /** Started where it does not run, and ready to be asked. */
  readonly up: (signal: AbortSignal) => Promise<Up>
  readonly stop: () => Promise<void>
}

const pollMs = 100
const probeMs = 2000
const farewellMs = 5000

export const serverOf = (app: ServerApp): Server => {
  let current: Promise<Up> | undefined
  let running: Running | undefined
  const forget = async (started: Running): Promise<void> => {
    await started.ended
    if (running === started) current = undefined
  }
  const begin = async (signal: AbortSignal): Promise<Up> => {
    const port = await freePort()
    if (await answers(app, port, signal))
      return { why: `something answers at ${app.ready(port)} already: stop it, or leave target.start out` }
    const started = startProgram({ ...app, env: { ...app.env, PORT: String(port) } }, ['ignore', 'pipe', 'pipe'])
    running = started
    started.child.stdout?.resume()
    void forget(started)
    return whenReady(app, started, { port, signal })
  }
  return {
    up: (signal) => (current ??= begin(signal)),
    async stop() {
      await current
      if (running === undefined) return
      running.kill('SIGTERM')
      await inTime(running.ended, { ms: farewellMs, clock: app.clock, signal: new AbortController().signal })
      running.kill()
      await running.ended
    },
  }
}

type Start = { readonly port: number; readonly signal: AbortSignal }

const whenReady = async (app: ServerApp, running: Running, { port, signal }: Start): Promise<Up> => {
  const ready = new AbortController()
  const polled = poll(app, port, AbortSignal.any([signal, ready.signal]))
  const first = await inTime(Promise.race([polled, running.ended]), { ms: app.startMs, clock: app.clock, signal })
  ready.abort()
  if (typeof first === 'object' && first.done === 'ready') return { port, running }
  const command = app.command.join(' ')
  if (first === 'called off') return { why: `${command}: called off` }
  if (first !== 'late') return { why: `${command}: ${endingText(await running.ended, running.complaints)}` }
  running.kill()
  const said = running.complaints.text()
  const why = `${command}: ${app.ready(port)} did not answer 2xx within ${app.startMs / 1000} s (target.start_timeout allows more)`
  return { why: said === '' ? why : `${why}; its stderr ends:\n${said}` }
}

const poll = async (app: ServerApp, port: number, signal: AbortSignal): Promise<'ready' | 'called off'> => {
  while (!signal.aborted) {
    if (await answers(app, port, signal)) return 'ready'
    await app.clock.sleep(pollMs, signal)
  }
  return 'called off'
}

const answers = async ({ ready, clock }: ServerApp, port: number, signal: AbortSignal): Promise<boolean> => {
  const stop = new AbortController()
  const request = { url: ready(port), method: 'GET', headers: {} }
  const probed = await inTime(exchange(request, AbortSignal.any([signal, stop.signal])), { ms: probeMs, clock, signal })
  stop.abort()
  return typeof probed === 'object' && 'status' in probed.done && probed.done.status >= 200 && probed.done.status < 300
}

/** The system hands ports out in turn, so that the next one to ask gets another. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
