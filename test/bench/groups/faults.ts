import { rounded, type Group } from '../figure.ts'
import { tryFreshRun } from '../fresh-run.ts'
import { startServer } from '../processes.ts'
import { makeSuite } from '../suite.ts'

const [samples, concurrency, latencyMs, timeoutS] = [500, 32, 50, 10]

/** 2 % of the calls end in a 500, 1 % in a reset, 1 % in silence, 2 % in half a reply; each is answered when it is asked again. */
export const faults: Group = async (tell) => {
  const server = await startServer({
    latency: { kind: 'fixed', ms: latencyMs },
    faults: { error: 0.02, reset: 0.01, hang: 0.01, truncated: 0.02 },
  })
  const { folder, remove } = await makeSuite({ samples, concurrency, timeoutS, url: server.url })
  const ran = await tryFreshRun(folder)
  const counts = await server.counts()
  await remove()
  await server.stop()
  const limitMs = (samples * latencyMs) / concurrency
  const detail = `${rounded(ran.wallMs / 1000, 1)} s, ${counts.faults} faults in ${counts.requests} requests`
  tell({ name: 'samples without a result', goal: 0, measured: 1 - ran.samples.scored / ran.samples.planned, detail, peers: '' })
  tell({
    name: 'wall, of the limit and one time-out and a second: a hang holds its own slot alone',
    goal: 1,
    measured: ran.wallMs / (limitMs + timeoutS * 1000 + 1000),
    detail,
    peers: 'promptfoo 314 s',
  })
  tell({ name: 'paid twice', goal: 0, measured: counts.repeated / samples, detail, peers: '' })
}
