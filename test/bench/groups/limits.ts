import { rounded, type Figure, type Group } from '../figure.ts'
import { tryFreshRun, type FreshRun } from '../fresh-run.ts'
import { startServer } from '../processes.ts'
import type { Limit, ServerCounts } from '../server-options.ts'
import { makeSuite } from '../suite.ts'

type Scenario = { readonly limit: Limit; readonly samples: number }

const scenarios: readonly Scenario[] = [
  { limit: { perMinute: 600, refill: 'second', headers: 'honest' }, samples: 600 },
  { limit: { perMinute: 3000, refill: 'second', headers: 'absent' }, samples: 3000 },
  { limit: { perMinute: 3000, refill: 'second', headers: 'lying' }, samples: 3000 },
  { limit: { perMinute: 600, refill: 'minute', headers: 'absent' }, samples: 1500 },
  { limit: { perMinute: 3000, refill: 'minute', headers: 'honest' }, samples: 7500 },
]

/** A provider that permits so much a minute: how much of it is taken, how often one is turned away, what is lost or paid twice. */
export const limits: Group = async (tell) => {
  for (const scenario of scenarios) {
    const { ran, counts } = await play(scenario)
    for (const figure of figuresOf(scenario, ran, counts)) tell(figure)
  }
}

const play = async ({ limit, samples }: Scenario): Promise<{ readonly ran: FreshRun; readonly counts: ServerCounts }> => {
  const server = await startServer({ latency: { kind: 'fixed', ms: 50 }, limit })
  const { folder, remove } = await makeSuite({ samples, concurrency: 64, url: server.url })
  try {
    const ran = await tryFreshRun(folder)
    return { ran, counts: await server.counts() }
  } finally {
    await remove()
    await server.stop()
  }
}

/** The least time: all that the full bucket does not cover has to be waited for. */
const leastMs = ({ limit: { perMinute, refill }, samples }: Scenario): number => {
  const [portion, everyMs] = refill === 'second' ? [perMinute / 60, 1000] : [perMinute, 60_000]
  return Math.floor((samples - 1) / portion) * everyMs + 50
}

const figuresOf = (scenario: Scenario, ran: FreshRun, counts: ServerCounts): readonly Figure[] => {
  const { perMinute, refill, headers } = scenario.limit
  const name = `${perMinute} a minute, refilled each ${refill}, headers ${headers}`
  const detail = `${rounded(ran.wallMs / 1000, 1)} s, ${counts.requests} requests`
  return [
    {
      name: `${name}: taken of what is permitted`,
      goal: 0.97,
      least: true,
      measured: leastMs(scenario) / ran.wallMs,
      detail,
      peers: 'promptfoo 0.33–0.70',
    },
    { name: `${name}: turned away`, goal: 0.01, measured: counts.refused / counts.requests, detail, peers: '' },
    { name: `${name}: samples without a result`, goal: 0, measured: 1 - ran.samples.scored / ran.samples.planned, detail, peers: '' },
    { name: `${name}: paid twice`, goal: 0, measured: counts.repeated / scenario.samples, detail, peers: 'promptfoo 0.04–0.05' },
  ]
}
