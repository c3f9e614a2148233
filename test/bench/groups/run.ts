import { alternate, median, rounded, type Figure, type Group } from '../figure.ts'
import { runSdkScript, startServer, type BenchServer, type Spent } from '../processes.ts'
import { freshRun } from '../fresh-run.ts'
import type { Latency } from '../server-options.ts'
import { makeSuite } from '../suite.ts'

const fixed: Latency = { kind: 'fixed', ms: 50 }
/** Median 500 ms; the mean is what the limit is made of. */
const provider: Latency = { kind: 'lognormal', meanMs: 500, spread: 0.35 }
const instant: Latency = { kind: 'fixed', ms: 0 }

/** How long a run takes, in times of the least that its calls and its concurrency allow, and of what the bare SDK takes. */
export const run: Group = async (tell) => {
  const small = { samples: 500, concurrency: 32, rounds: 3 }
  await againstLimit(
    tell,
    { ...small, latency: fixed },
    { name: '500 calls of 50 ms, 32 at once', goal: 1.35, peers: 'SDK script 1.44, promptfoo 8.4' },
  )
  await againstLimit(
    tell,
    { ...small, latency: provider },
    { name: '500 calls of about 500 ms, 32 at once', goal: 1.05, peers: 'SDK script 1.04, promptfoo 1.31' },
  )
  const large = { samples: 10_000, concurrency: 128, rounds: 2, latency: fixed }
  await againstLimit(tell, large, { name: '10,000 calls of 50 ms, 128 at once', goal: 1.7, peers: 'SDK script 1.91, promptfoo 20' })
}

/** Apart from `run`, since it takes minutes. */
export const hundredThousand: Group = async (tell) => {
  const [round] = await pairs({ samples: 100_000, concurrency: 128, rounds: 1, latency: instant })
  if (round === undefined) return
  const { ours, theirs } = round
  tell({
    name: '100,000 calls of 0 ms, wall, against the SDK script',
    goal: 1.5,
    measured: ours.wallMs / theirs.wallMs,
    detail: `${told(ours)} against ${told(theirs)}`,
    peers: 'SDK script 46 s and 323 MB, promptfoo 805 s and 2.0 GB',
  })
  tell({
    name: '100,000 calls of 0 ms, peak memory of 300 MB',
    goal: 1,
    measured: ours.rssMb / 300,
    detail: `${told(ours)} against ${told(theirs)}`,
    peers: 'SDK script 323 MB, promptfoo 2.0 GB',
  })
}

type Scenario = { readonly samples: number; readonly concurrency: number; readonly rounds: number; readonly latency: Latency }
type Named = Pick<Figure, 'name' | 'goal' | 'peers'>
type Pair = { readonly ours: Spent & { readonly limitMs: number }; readonly theirs: Spent & { readonly limitMs: number } }

const told = ({ wallMs, cpuMs, rssMb }: Spent): string =>
  `${rounded(wallMs / 1000, 1)} s, ${rounded(cpuMs / 1000, 1)} s CPU, ${rounded(rssMb, 0)} MB`

const pairs = async ({ samples, concurrency, rounds, latency }: Scenario): Promise<readonly Pair[]> => {
  const server = await startServer({ latency })
  const { folder, remove } = await makeSuite({ samples, concurrency, url: server.url })
  const taken = await alternate(rounds, {
    ours: () => limited(server, concurrency, () => freshRun(folder)),
    theirs: () => limited(server, concurrency, () => runSdkScript(folder, server.url, concurrency)),
  })
  await remove()
  await server.stop()
  return taken
}

/** The least time is told by the server: what it made its callers wait, shared by the slots, or one call that takes longer. */
const limited = async (
  server: BenchServer,
  concurrency: number,
  work: () => Promise<Spent>,
): Promise<Spent & { readonly limitMs: number }> => {
  const before = await server.counts()
  const spent = await work()
  const after = await server.counts()
  return { ...spent, limitMs: Math.max((after.latencyMs - before.latencyMs) / concurrency, after.longestMs) }
}

const againstLimit = async (tell: (figure: Figure) => void, scenario: Scenario, named: Named): Promise<void> => {
  const taken = await pairs(scenario)
  const ratio = (which: keyof Pair): number => median(taken.map((round) => round[which].wallMs / round[which].limitMs))
  const limit = rounded(median(taken.map(({ ours }) => ours.limitMs / 1000)))
  tell({ ...named, measured: ratio('ours'), detail: `of a limit of ${limit} s; the SDK script here ${rounded(ratio('theirs'))}` })
}

/** What one more sample costs: the slope between two sizes, with journal, cache and scoring. */
export const oneMore: Group = async (tell) => {
  const scenario = { concurrency: 32, rounds: 2, latency: instant }
  const [few, many] = [500, 5500]
  const small = await pairs({ ...scenario, samples: few })
  const large = await pairs({ ...scenario, samples: many })
  const each = (which: keyof Pair): number =>
    (median(large.map((round) => round[which].cpuMs)) - median(small.map((round) => round[which].cpuMs))) / (many - few)
  tell({
    name: 'CPU of one more sample, against one call of the SDK script',
    goal: 1.15,
    measured: each('ours') / each('theirs'),
    detail: `${rounded(each('ours'))} ms against ${rounded(each('theirs'))} ms`,
    peers: 'bare SDK 0.65 ms, promptfoo 5–8 ms, node:http 0.15 ms; 0.75 ms is wanted',
  })
}
