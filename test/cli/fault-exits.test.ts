import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { runProgram } from '../../src/commands/program.ts'
import type { Context } from '../../src/domain/context.ts'
import { startOpenAiServer, type Handler, type OpenAiServer, type ScriptedReply, type ServedRequest } from '../servers/openai.ts'
import { faultRows } from '../transport/fault-rows.ts'
import { isProbe } from '../servers/questions.ts'
import { quickClock } from '../transport/quick-clock.ts'
import { folderWith } from './spawn.ts'

const samples = 60
const document = '---\nid: delivery\ntitle: Delivery\n---\n# Delivery\n\nDelivery to the islands takes 9 days.\n'
const sample = (index: number): string =>
  JSON.stringify({
    id: `s${index}`,
    input: `How long does delivery number ${index} to the islands take?`,
    expected: { answerable: true, facts: [{ id: 'f1', number: 9, unit: 'day', tolerance: { abs: 0 } }], relevant: [{ doc: 'delivery' }] },
  })

/** The answer's deadline is longer than any time-out of the transport, so that the transport ends what hangs. */
const suite = (url: string): Record<string, string> => ({
  'aieval.config.yaml': `
test_set_path: set.jsonl
metrics: [factual_accuracy, format_compliance]
regression_threshold: { factual_accuracy: 0.03, format_compliance: 0.03 }
models:
  primary: { provider: openai, model: chat-2026-01-01, base_url: ${url}, api_key_env: MY_KEY }
  embedding: { provider: openai, model: embed-2026-01-01, base_url: ${url}, api_key_env: MY_KEY }
target: { kind: rag, corpus: docs/*.md, deterministic: true, timeout: 700 }
`,
  'set.jsonl': Array.from({ length: samples }, (_, index) => sample(index)).join('\n'),
  'docs/delivery.md': document,
})

const text = JSON.stringify({ answer: 'It takes 9 days.', citations: ['delivery'], confidence: 0.95, status: 'answered' })

const nobody = (): boolean => false

/** `onQuestion` hears of each question of the run itself. */
type Meet = (fault: ScriptedReply, who: 'all' | 'one', onQuestion?: () => void) => void

/** Good answers, but for the samples that meet the fault; what it leaves unsaid is as in a good answer. */
const server = (): Promise<OpenAiServer> & { readonly meet: Meet } => {
  let fault: ScriptedReply = {}
  let meets: (request: ServedRequest) => boolean = nobody
  const reply: Handler = (request) => {
    if (request.kind !== 'chat') return {}
    return meets(request) ? { text, ...fault } : { text }
  }
  return Object.assign(startOpenAiServer({ reply }), {
    meet(next: ScriptedReply, who: 'all' | 'one', onQuestion: () => void = () => undefined) {
      fault = next
      meets = (request) => {
        if (!isProbe(request)) onQuestion()
        return who === 'all' || request.messages.some(({ content }) => content.includes('number 30 to'))
      }
    },
  })
}

/** Where one of many is silent, the others need time to speak. */
const patience = { all: 300, one: 40 }

const contextIn = (cwd: string, silent: boolean, times: number): Context & { readonly said: string[] } => {
  const said: string[] = []
  return {
    cwd,
    env: { MY_KEY: 'sk-very-secret' },
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    outIsTty: false,
    errIsTty: false,
    clock: quickClock(silent ? 'is silent' : 'speaks', times),
    random: () => 0.5,
    stopping: new AbortController().signal,
    signal: new AbortController().signal,
    version: '0.0.0',
    said,
  }
}

const run = async (
  folder: string,
  silent: boolean,
  args: readonly string[],
  times: number = patience.all,
): Promise<{ readonly exit: number; readonly said: string }> => {
  const context = contextIn(folder, silent, times)
  const exit = await runProgram(context, args, () => undefined)
  return { exit, said: context.said.join('') }
}

/** One server and one accepted baseline for all runs, which therefore come one after the other. */
const shared = (async () => {
  const starting = server()
  const { url, close, requests } = await starting
  const folder = await folderWith(suite(url))
  assert.equal((await run(folder, false, ['baseline', '--reason', 'first', '--quiet'])).exit, 0)
  return { meet: starting.meet, folder, close, requests }
})()
after(async () => (await shared).close())

describe('what a run comes to when samples meet a fault', () => {
  for (const { fault, replies, outcome, exit } of faultRows)
    for (const who of ['all', 'one'] as const)
      test(`${who}: ${fault} is exit ${exit[who]}`, async () => {
        const { meet, folder } = await shared
        meet(replies[0] ?? {}, who)
        const ran = await run(folder, outcome === 'timeout', ['run', '--no-cache', '--quiet'], patience[who])
        assert.equal(ran.exit, exit[who], ran.said)
        assert.doesNotMatch(ran.said, /sk-very-secret/)
      })
})

for (const [what, reply] of Object.entries<ScriptedReply>({
  errors: { status: 503 },
  'errors that tell to wait': { status: 503, headers: { 'retry-after': '20' } },
  silence: { instead: 'hang' },
  'no connection': { instead: 'reset' },
})) {
  test(`in an outage of ${what} attempts are few and the run ends`, async () => {
    const { meet, folder, requests } = await shared
    const before = requests.length
    const context = contextIn(folder, reply.instead === 'hang', patience.all)
    let from = 0
    meet(reply, 'all', () => {
      if (from === 0) from = context.clock.now()
    })
    assert.equal(await runProgram(context, ['run', '--no-cache', '--quiet'], () => undefined), 3)
    const asked = requests.slice(before).filter(({ kind }) => kind === 'chat').length
    assert.ok(asked <= 1.1 * samples, `${asked} attempts for ${samples} samples`)
    if (reply.instead === 'hang') assert.ok(context.clock.now() - from <= 65_000, `${context.clock.now() - from} ms`)
  })
}

test('three refused requests as the first three end the run', async (t) => {
  const starting = server()
  const { url, close, requests } = await starting
  t.after(close)
  const folder = await folderWith({ ...suite(url), 'aieval.config.yaml': `${suite(url)['aieval.config.yaml']}concurrency: 1\n` })
  starting.meet({ status: 400 }, 'all')
  const { exit, said } = await run(folder, false, ['run', '--quiet'])
  assert.equal(exit, 3)
  assert.match(said, /COULD NOT MEASURE {3}the run was stopped: 3 samples in a row could not be measured, the last: 400/)
  assert.equal(requests.filter((request) => request.kind === 'chat' && !isProbe(request)).length, 3)
})
