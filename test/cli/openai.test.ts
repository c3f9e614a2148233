import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { startOpenAiServer, type Handler, type OpenAiServer } from '../servers/openai.ts'
import { isProbe } from '../servers/questions.ts'
import { aieval, folderWith, startAieval } from './spawn.ts'

const document = (id: string, body: string): string => `---\nid: ${id}\ntitle: ${id}\n---\n# ${id}\n\n${body}\n`
const sample = (index: number): string =>
  JSON.stringify({
    id: `s${index}`,
    input: `How long does delivery number ${index} to the islands take?`,
    expected: { answerable: true, facts: [{ id: 'f1', number: 9, unit: 'day', tolerance: { abs: 0 } }], relevant: [{ doc: 'delivery' }] },
  })

const suite = (url: string, more: { readonly model?: string; readonly extra?: string } = {}): Record<string, string> => ({
  'aieval.config.yaml': `
test_set_path: set.jsonl
metrics: [precision_at_5, factual_accuracy, format_compliance]
regression_threshold: { factual_accuracy: 0.03, format_compliance: 0.02 }
models:
  primary: { provider: openai, model: ${more.model ?? 'chat-2026-01-01'}, base_url: ${url}, api_key_env: MY_KEY, fallback: spare-2026-01-01, price: { input: 1, output: 2 } }
  embedding: { provider: openai, model: embed-2026-01-01, base_url: ${url}, api_key_env: MY_KEY }
target: { kind: rag, corpus: docs/*.md, deterministic: true }
${more.extra ?? ''}`,
  'set.jsonl': Array.from({ length: 40 }, (_, index) => sample(index)).join('\n'),
  'docs/delivery.md': document('delivery', 'Delivery to the islands takes 9 days.'),
  'docs/returns.md': document('returns', 'Goods can be returned within 30 days.'),
})

const answer = (text: string): string => JSON.stringify({ answer: text, citations: ['delivery'], confidence: 0.95, status: 'answered' })

const right: Handler = (request) => (request.kind === 'chat' ? { text: answer('It takes 9 days.') } : {})

const byPrompt: Handler = (request) =>
  request.kind === 'chat'
    ? { text: answer(request.messages[0]?.content.includes('Be brief') === true ? 'It takes 4 days.' : 'It takes 9 days.') }
    : {}

const byModel: Handler = (request) => {
  if (request.kind !== 'chat') return {}
  const even = /number \d*[02468] to/.test(request.messages[1]?.content ?? '')
  const good = request.model === 'better-2026-01-01' || (request.model === 'chat-2026-01-01' && even)
  return { text: answer(good ? 'It takes 9 days.' : 'It takes 4 days.') }
}

const withServer = async (reply: Handler, work: (server: OpenAiServer) => Promise<void>): Promise<void> => {
  const server = await startOpenAiServer({ reply, apiKey: 'sesame' })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const key = { MY_KEY: 'sesame' }

test('a pinned model behind an OpenAI-compatible server is run, accepted, and compared', async () => {
  await withServer(right, async (server) => {
    const folder = await folderWith(suite(server.url))
    const first = await aieval(folder, ['run'], key)
    assert.equal(first.exit, 4)
    assert.match(first.out, /chat-2026-01-01, embed-2026-01-01/)
    assert.equal((await aieval(folder, ['baseline', '--reason', 'first'], key)).exit, 0)
    const asked = server.requests.length
    const again = await aieval(folder, ['run', '--json'], key)
    assert.equal(again.exit, 0)
    assert.equal(server.requests.length, asked, 'everything is answered from the cache')
    const report = JSON.parse(again.out) as { readonly spend: { readonly cached: number; readonly usd: number }; readonly counts: object }
    assert.deepEqual(report.counts, { planned: 40, scored: 40, errored: 0, notRun: 0, failed: 0 })
    assert.equal(report.spend.usd, 0)
  })
})

test('a changed prompt that ruins the answers is exit 1 and names the samples', async () => {
  await withServer(byPrompt, async (server) => {
    const files = suite(server.url, { extra: 'generation: { prompt: prompt.txt }' })
    const folder = await folderWith({ ...files, 'prompt.txt': 'Answer from:\n{{documents}}\n' })
    assert.equal((await aieval(folder, ['baseline', '--reason', 'first'], key)).exit, 0)
    const changed = await folderWith({
      ...files,
      'prompt.txt': 'Be brief. Answer from:\n{{documents}}\n',
      'eval/baseline.json': await readFile(join(folder, 'eval/baseline.json'), 'utf8'),
    })
    const { exit, out } = await aieval(changed, ['run'], key)
    assert.equal(exit, 1)
    assert.match(out, /FAIL {3}factual_accuracy dropped 100\.0 points/)
    assert.match(out, /changed since the baseline: .*prompt/)
    assert.match(out, /40 of 40: a relevant document was retrieved and the answer was wrong \(generation\)/)
    assert.match(out, /It takes \[−9−\] days/)
  })
})

test('a server that answers as another model is exit 3, not a score', async () => {
  await withServer(
    (request) => (request.kind === 'chat' ? { model: 'chat-2026-06-01', text: answer('It takes 9 days.') } : {}),
    async (server) => {
      const { exit, err } = await aieval(await folderWith(suite(server.url)), ['run'], key)
      assert.equal(exit, 3)
      assert.match(
        err,
        /before the run, openai\/chat-2026-01-01: asked for the model "chat-2026-01-01", the server served "chat-2026-06-01"/,
      )
    },
  )
})

test('a server that changes its model in the middle of a run is exit 3 too', async () => {
  await withServer(
    (request) =>
      request.kind === 'chat' ? { ...(isProbe(request) ? {} : { model: 'chat-2026-06-01' }), text: answer('It takes 9 days.') } : {},
    async (server) => {
      const { exit, out } = await aieval(await folderWith(suite(server.url)), ['run'], key)
      assert.equal(exit, 3)
      assert.match(out, /COULD NOT MEASURE {3}\d+ answers came from another model/)
    },
  )
})

test('a wrong key stops the run at once, exit 3, and is not printed', async () => {
  await withServer(right, async (server) => {
    const { exit, out, err } = await aieval(await folderWith(suite(server.url)), ['run'], { MY_KEY: 'swordfish' })
    assert.equal(exit, 3)
    assert.doesNotMatch(out + err, /swordfish/)
    assert.ok(server.requests.length < 40)
  })
})

test('an outage of the chat model is missing data, never a score', async () => {
  await withServer(
    (request) => (request.kind === 'chat' ? { status: 500, headers: { 'retry-after-ms': '1' } } : {}),
    async (server) => {
      const { exit, out } = await aieval(await folderWith(suite(server.url, { extra: 'concurrency: 40' })), ['run'], key)
      assert.equal(exit, 3)
      assert.match(out, /COULD NOT MEASURE/)
      assert.match(out, /scored 0 \+ errored/)
    },
  )
})

test('a failing primary model is covered by the pinned fallback', async () => {
  await withServer(
    (request) =>
      request.kind !== 'chat' ? {} : request.model === 'spare-2026-01-01' ? { text: answer('It takes 9 days.') } : { status: 400 },
    async (server) => {
      const { exit, out } = await aieval(await folderWith(suite(server.url)), ['run', '--json'], key)
      assert.equal(exit, 4)
      const report = JSON.parse(out) as {
        readonly run: { readonly served: readonly string[] }
        readonly metrics: readonly { readonly name: string; readonly now: number }[]
      }
      assert.deepEqual(report.run.served, ['embed-2026-01-01', 'spare-2026-01-01'])
      assert.equal(report.metrics.find(({ name }) => name === 'factual_accuracy')?.now, 1)
    },
  )
})

test('an invalid reply is the app’s own: scored, and 0 for format_compliance', async () => {
  await withServer(
    (request) => (request.kind === 'chat' ? { text: 'It takes 9 days.' } : {}),
    async (server) => {
      const { out } = await aieval(await folderWith(suite(server.url)), ['run', '--json'], key)
      const report = JSON.parse(out) as { readonly metrics: readonly { readonly name: string; readonly now: number; readonly n: number }[] }
      assert.deepEqual(
        report.metrics.filter(({ name }) => name === 'format_compliance').map(({ n, now }) => ({ n, now })),
        [{ n: 40, now: 0 }],
      )
    },
  )
})

test('no key, a floating alias: exit 2 before any call', async () => {
  await withServer(right, async (server) => {
    const floating = await aieval(await folderWith(suite(server.url, { model: 'gpt-4o' })), ['run'], key)
    assert.equal(floating.exit, 2)
    assert.match(floating.err, /aieval\.config\.yaml:6:\d+: models\.primary\.model: gpt-4o is not pinned.*\(write gpt-4o-2024-08-06\)/)
    const files = suite(server.url)
    const keyless = await folderWith({
      ...files,
      'aieval.config.yaml': (files['aieval.config.yaml'] ?? '').replaceAll(`base_url: ${server.url}, `, ''),
    })
    const { exit, err } = await aieval(keyless, ['run'])
    assert.equal(exit, 2)
    assert.match(err, /the environment variable MY_KEY is not set \(export MY_KEY=…\)/)
    assert.equal(server.requests.length, 0)
  })
})

test('SIGINT ends the run with 130 and keeps the records; SIGTERM with 143', async () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    let seen = 0
    const enough = Promise.withResolvers<void>()
    const slow: Handler = (request) => {
      if (request.kind !== 'chat') return {}
      seen += 1
      if (seen > 10) enough.resolve()
      return { text: answer('It takes 9 days.'), delayMs: seen > 8 ? 3000 : 0 }
    }
    await withServer(slow, async (server) => {
      const folder = await folderWith(suite(server.url, { extra: 'concurrency: 4' }))
      const running = startAieval(folder, ['run'], key)
      await enough.promise
      running.kill(signal)
      const { exit } = await running.ended
      assert.equal(exit, code)
      const records = (await readFile(join(folder, '.aieval/last/records.jsonl'), 'utf8')).trim().split('\n')
      assert.ok(records.length >= 8)
    })
  }
})

test('compare-models puts the same samples to each pin: exit 0 for a better one, 1 for a worse one', async () => {
  await withServer(byModel, async (server) => {
    const folder = await folderWith(suite(server.url))
    const better = await aieval(folder, ['compare-models', 'better-2026-01-01'], key)
    assert.equal(better.exit, 4, 'format_compliance cannot be held on 40 samples')
    assert.match(better.out, /factual_accuracy\s+1\.000\s+\+0\.500/)
    assert.match(better.out, /REVIEW {3}openai\/better-2026-01-01/)
    const worse = await aieval(folder, ['compare-models', 'worse-2026-01-01'], key)
    assert.equal(worse.exit, 1)
    assert.match(worse.out, /NO-GO {3}openai\/worse-2026-01-01: factual_accuracy dropped more than allowed/)
    assert.equal((await aieval(folder, ['compare-models', 'gpt-4o'], key)).exit, 2)
  })
})

const careless: Handler = (request) => {
  if (request.kind !== 'chat') return {}
  const number = Number(/number (\d+) to/.exec(request.messages[1]?.content ?? '')?.[1])
  const wrong = { 'careless-2026-01-01': number === 0, 'narrow-2026-01-01': number >= 30 }[request.model] === true
  return { text: answer(wrong ? 'It takes 4 days.' : 'It takes 9 days.') }
}

test('compare-models: a critical sample that broke or a blocking slice that dropped is NO-GO though every metric held', async () => {
  await withServer(careless, async (server) => {
    const files = suite(server.url, { extra: 'slices: { block: true }' })
    const config = (files['aieval.config.yaml'] ?? '').replace(
      /^regression_threshold.*$/m,
      'regression_threshold: { factual_accuracy: 0.5 }',
    )
    const set = Array.from({ length: 40 }, (_, index) => ({
      ...(JSON.parse(sample(index)) as object),
      slice: index < 30 ? 'near' : 'far',
      ...(index === 0 ? { severity: 'critical' } : {}),
    }))
    const folder = await folderWith({
      ...files,
      'aieval.config.yaml': config,
      'set.jsonl': set.map((each) => JSON.stringify(each)).join('\n'),
    })
    const same = await aieval(folder, ['compare-models', 'same-2026-01-01'], key)
    assert.deepEqual([same.exit, /GO {3}openai\/same-2026-01-01: every gated metric held$/m.test(same.out)], [0, true], same.out)
    const broke = await aieval(folder, ['compare-models', 'careless-2026-01-01'], key)
    assert.equal(broke.exit, 1)
    assert.match(
      broke.out,
      /^NO-GO {3}openai\/careless-2026-01-01: critical on factual_accuracy: s0 was right in every trial of the current model, wrong in every trial of the candidate$/m,
    )
    const dropped = await aieval(folder, ['compare-models', 'narrow-2026-01-01'], key)
    assert.equal(dropped.exit, 1)
    assert.match(dropped.out, /^NO-GO .*: slice far: factual_accuracy dropped 100\.0 points on 10 samples, 50\.0 allowed$/m)
    assert.match(dropped.out, /^ {2}slice far {3}factual_accuracy 1\.000 → 0\.000 on 10 samples, 0\.5 allowed: beyond noise, fails$/m)
    const both = await aieval(folder, ['compare-models', 'careless-2026-01-01', 'narrow-2026-01-01', '--json'], key)
    const { candidates } = JSON.parse(both.out) as {
      readonly candidates: readonly {
        readonly advice: string
        readonly critical?: { readonly broken: readonly object[] }
        readonly flaggedSlices?: readonly { readonly slice: string; readonly blocks: boolean }[]
      }[]
    }
    assert.deepEqual(
      candidates.map(({ advice, critical, flaggedSlices }) => [
        advice,
        critical?.broken,
        flaggedSlices?.map(({ slice, blocks }) => [slice, blocks]),
      ]),
      [
        ['NO-GO', [{ id: 's0', metric: 'factual_accuracy', base: 1, now: 0, trials: { base: 1, now: 1 } }], undefined],
        ['NO-GO', undefined, [['far', true]]],
      ],
    )
  })
})
