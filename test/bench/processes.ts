import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ServerCounts, ServerOptions } from './server-options.ts'

const here = import.meta.dirname
const bin = join(here, '..', '..', 'bin', 'aieval.js')

export type BenchServer = { readonly url: string; readonly counts: () => Promise<ServerCounts>; readonly stop: () => Promise<void> }

export const startServer = async (options: ServerOptions): Promise<BenchServer> => {
  const child = fork(join(here, 'server.ts'))
  const told = async (message: object): Promise<unknown> => {
    const reply = once(child, 'message')
    child.send(message)
    return (await reply)[0]
  }
  const { port } = (await told(options)) as { readonly port: number }
  return {
    url: `http://127.0.0.1:${port}/v1`,
    counts: async () => ((await told({})) as { readonly counts: ServerCounts }).counts,
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

export type Spent = { readonly wallMs: number; readonly cpuMs: number; readonly rssMb: number; readonly out: string }

type Command = { readonly args: readonly string[]; readonly folder?: string; readonly exits?: readonly number[]; readonly probe?: boolean }

/** Runs Node to its end; what it took is told by a probe inside it, which is left out where every millisecond counts. */
export const runNode = async ({ args, folder = here, exits = [0], probe = true }: Command): Promise<Spent> => {
  const home = await mkdtemp(join(tmpdir(), 'aieval-probe-'))
  const file = join(home, 'probe.json')
  const preload = probe ? ['--import', join(here, 'probe.ts')] : []
  const began = performance.now()
  const child = spawn(process.execPath, [...preload, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, BENCH_KEY: 'bench', BENCH_PROBE: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [closed, out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  const wallMs = performance.now() - began
  const exit = closed[0] as number | null
  if (exit === null || !exits.includes(exit)) throw new Error(`${args.join(' ')} ended with ${String(exit)}\n${out}${err}`)
  const taken = probe
    ? (JSON.parse(await readFile(file, 'utf8')) as { readonly cpuMs: number; readonly rssMb: number })
    : { cpuMs: 0, rssMb: 0 }
  await rm(home, { recursive: true })
  return { wallMs, out, ...taken }
}

/** Runs the built CLI in a folder. */
export const runAieval = (folder: string, args: readonly string[], rest: Partial<Command> = {}): Promise<Spent> =>
  runNode({ args: [bin, ...args], folder, ...rest })

export const runSdkScript = (folder: string, url: string, concurrency: number): Promise<Spent> =>
  runNode({ args: [join(here, 'sdk-script.ts'), url, join(folder, 'set.jsonl'), String(concurrency), join(folder, 'sdk.jsonl')], folder })
