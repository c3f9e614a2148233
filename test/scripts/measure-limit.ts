/**
 * Puts the transport's limiter against a token bucket in a process of its own and prints what it got of what was permitted:
 * node test/scripts/measure-limit.ts [seconds] [part of a name] [how many at once]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/domain/clock.ts'
import { deadline } from '../../src/transport/deadline.ts'
import { limit } from '../../src/transport/limit.ts'
import { openAi } from '../../src/transport/openai.ts'
import { retry } from '../../src/transport/retry.ts'
import { stack } from '../../src/transport/stack.ts'
import { timeout } from '../../src/transport/timeout.ts'
import type { BucketSettings, Counted } from '../servers/token-bucket.ts'

const seconds = Number(process.argv[2] ?? 90)
const filter = process.argv[3] ?? ''
const atOnce = Number(process.argv[4] ?? 4)
const warmUp = Math.min(30, seconds / 3)
const clock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
}

type Setting = BucketSettings & { readonly concurrency: number }

const measure = async (setting: Setting): Promise<string> => {
  const child = fork(new URL('../servers/token-bucket.ts', import.meta.url), [JSON.stringify(setting)])
  const [address] = (await once(child, 'message')) as [{ readonly port: number }]
  const count = async (): Promise<Counted> => {
    child.send('count')
    const [counted] = (await once(child, 'message')) as [Counted]
    return counted
  }
  const layers = [
    deadline(clock),
    retry({ clock, random: Math.random, planned: (setting.perMinute * seconds) / 60 }),
    limit(clock),
    timeout(clock),
  ]
  const ask = stack(layers, openAi({ baseUrl: `http://127.0.0.1:${address.port}/v1`, clock }))
  const stop = new AbortController()
  const lost: string[] = []
  let asked = 0
  const worker = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const content = `question ${(asked += 1)}`
      await ask({ kind: 'chat', model: 'm-1', messages: [{ role: 'user', content }], trial: 1 }, stop.signal).catch((error: Error) => {
        if (!stop.signal.aborted) lost.push(error.message)
      })
    }
  }
  const workers = Array.from({ length: setting.concurrency }, worker)
  await wait(warmUp * 1000)
  const [before, from] = [await count(), performance.now()]
  await wait((seconds - warmUp) * 1000)
  const [after, to] = [await count(), performance.now()]
  stop.abort()
  await Promise.all(workers)
  child.disconnect()
  const permitted = (setting.perMinute / 60_000) * (to - from) * Math.max(1, setting.tokensEach)
  const got = setting.tokensEach > 0 ? after.tokens - before.tokens : after.taken - before.taken
  const turnedAway = after.turnedAway - before.turnedAway
  const share = turnedAway / (turnedAway + after.taken - before.taken)
  return `${nameOf(setting).padEnd(60)} ${percent(got / permitted)} of the permitted, ${percent(share)} 429 (${before.turnedAway} in the warm-up), lost ${lost.length}, twice ${after.twice} ${lost[0] ?? ''}`
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
const nameOf = ({ perMinute, holdsSeconds, concurrency, latencyMs, headers, tokensEach }: Setting): string =>
  `${perMinute}/min holding ${holdsSeconds} s, ${tokensEach > 0 ? `${tokensEach * perMinute} tokens, ` : ''}${concurrency} × ${latencyMs} ms, ${headers}`

const settings: readonly Setting[] = [600, 3000].flatMap((perMinute) =>
  [1, 60].flatMap((holdsSeconds) =>
    (['honest', 'absent', 'low', 'high'] as const).flatMap((headers) =>
      [
        { concurrency: 4, latencyMs: 50, tokensEach: 0 },
        { concurrency: 32, latencyMs: 300, tokensEach: 0 },
        { concurrency: 128, latencyMs: 50, tokensEach: 0 },
        { concurrency: 128, latencyMs: 1000, tokensEach: 100 },
      ].map((rest) => ({ perMinute, holdsSeconds, headers, ...rest })),
    ),
  ),
)
/** Each takes its share of the machine: what comes late because of it is lost for the measure. */
const chosen = settings.filter((setting) => nameOf(setting).includes(filter)).values()
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (const setting of chosen) process.stdout.write(`${await measure(setting)}\n`)
  }),
)
