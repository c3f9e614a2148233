import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startOpenAiServer, type Handler, type OpenAiServer } from '../servers/openai.ts'
import { chatSuite, key, priced } from './chat-suite.ts'
import { aieval, folderWith } from './spawn.ts'

const blue: Handler = () => ({ text: 'It is blue.', usage: { prompt_tokens: 20, completion_tokens: 50 } })

const withServer = async (reply: Handler, work: (server: OpenAiServer) => Promise<void>): Promise<void> => {
  const server = await startOpenAiServer({ reply, apiKey: key.MY_KEY })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

type Report = {
  readonly outcome: string
  readonly reasons: readonly string[]
  readonly next: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly spend: { readonly usd: number; readonly calls: number; readonly cached: number }
}
const reportOf = (out: string): Report => JSON.parse(out) as Report

// A question costs 20 × $1 + 50 × $10 per million: $0.00052; it can cost up to 100 tokens of an answer, $0.001, and its own bytes.

test('a budget is a hard stop: what was measured is kept, the rest was not run, exit 3', async () => {
  await withServer(blue, async (server) => {
    const folder = await folderWith(chatSuite(server.url, { count: 40, price: priced }))
    const { exit, out } = await aieval(folder, ['run', '--budget', '0.0100', '--json'], key)
    assert.equal(exit, 3)
    const { outcome, counts, spend, reasons, next } = reportOf(out)
    assert.equal(outcome, 'not-measured')
    assert.ok((counts['scored'] ?? 0) > 10 && (counts['notRun'] ?? 0) > 10, JSON.stringify(counts))
    assert.deepEqual([counts['errored'], (counts['scored'] ?? 0) + (counts['notRun'] ?? 0)], [0, 40])
    assert.ok(spend.usd <= 0.01 && spend.usd > 0.0075, String(spend.usd))
    assert.match(
      reasons[0] ?? '',
      /^the run was stopped: the budget of \$0\.01 does not cover the next call: \$0\.00\d+ spent, up to \$0\.00\d+ more$/,
    )
    assert.deepEqual(next, ['with a larger --budget: aieval run --resume'])
    const more = reportOf((await aieval(folder, ['run', '--budget', '$1', '--json'], key)).out)
    assert.deepEqual([more.counts['scored'], more.spend.cached], [40, counts['scored']])
  })
})

test('what is cached needs no budget at all', async () => {
  await withServer(blue, async (server) => {
    const folder = await folderWith(chatSuite(server.url, { price: priced }))
    assert.equal((await aieval(folder, ['run'], key)).exit, 4)
    const asked = server.requests.length
    assert.equal((await aieval(folder, ['run', '--budget', '0'], key)).exit, 4)
    assert.equal(server.requests.length, asked)
  })
})

test('an unknown price with a budget is found before any call, exit 2, with what to write where', async () => {
  await withServer(blue, async (server) => {
    const folder = await folderWith(chatSuite(server.url))
    const { exit, err } = await aieval(folder, ['run', '--budget', '1'], key)
    assert.equal(exit, 2)
    assert.equal(
      err,
      'aieval.config.yaml:4:40: --budget needs a price, and what openai/chat-2026-01-01 costs is unknown (write price: { input: …, output: … }, in USD per million tokens, beside it)\n',
    )
    assert.equal(server.requests.length, 0)
  })
})

test('so is that of the fallback and of a candidate, each at its place', async () => {
  const files = chatSuite('http://127.0.0.1:9/v1', {
    price: `${priced}, fallback: spare-2026-01-01`,
    more: 'candidates: [{ provider: openai, model: new-2026-01-01 }]',
  })
  const { exit, err } = await aieval(
    await folderWith(files),
    ['compare-models', 'new-2026-01-01', 'other-2026-01-01', '--budget', '1'],
    key,
  )
  assert.equal(exit, 2)
  assert.match(err, /aieval\.config\.yaml:4:\d+: .*openai\/spare-2026-01-01 costs is unknown \(write fallback_price: /)
  assert.match(err, /aieval\.config\.yaml:5:\d+: .*openai\/new-2026-01-01 costs is unknown \(write price: /)
  assert.match(err, /^--budget needs .*openai\/other-2026-01-01 costs is unknown \(list it under models\.candidates, with price: /m)
})

test('a list price will do', async () => {
  const files = chatSuite(undefined, { model: 'gpt-4o-mini-2024-07-18' })
  const { exit, err } = await aieval(await folderWith(files), ['run', '--budget', '1'])
  assert.equal(exit, 2)
  assert.match(err, /needs a key/)
})

test('an app that asks its models itself cannot be kept within a budget', async () => {
  const files = {
    ...chatSuite('http://127.0.0.1:9/v1'),
    'aieval.config.yaml': `test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
target: { kind: http, url: http://127.0.0.1:9/ask }
`,
  }
  const { exit, err } = await aieval(await folderWith(files), ['run', '--budget', '1'])
  assert.equal(exit, 2)
  assert.match(err, /^aieval\.config\.yaml:4:11: --budget cannot be kept for target\.kind http/)
})

test('no amount is no budget', async () => {
  for (const amount of ['lots', '-1', '1e9', '']) {
    const { exit, err } = await aieval(await folderWith(chatSuite('http://127.0.0.1:9/v1')), ['run', '--budget', amount])
    assert.equal(exit, 2)
    assert.match(err, /is no amount of USD \(write --budget 2\.50\)/)
  }
})

test('one budget covers every model that is compared', async () => {
  await withServer(blue, async (server) => {
    const more = `candidates: [{ provider: openai, model: new-2026-01-01, base_url: ${server.url}, api_key_env: MY_KEY, ${priced} }]`
    const folder = await folderWith(chatSuite(server.url, { count: 20, price: priced, more }))
    const { exit, out } = await aieval(folder, ['compare-models', '--budget', '0.0150', '--json'], key)
    assert.equal(exit, 3)
    const report = JSON.parse(out) as { readonly current: Report; readonly candidates: readonly (Report & { readonly advice: string })[] }
    assert.equal(report.candidates[0]?.advice, 'NOT MEASURED')
    assert.equal(report.current.counts['scored'], 20)
    assert.ok(report.current.spend.usd + (report.candidates[0]?.spend.usd ?? 1) <= 0.015)
  })
})

test('a baseline that the budget cut short is not accepted', async () => {
  await withServer(blue, async (server) => {
    const folder = await folderWith(chatSuite(server.url, { price: priced }))
    const { exit, out } = await aieval(folder, ['baseline', '--reason', 'first', '--budget', '0.0050'], key)
    assert.equal(exit, 3)
    assert.match(out, /COULD NOT MEASURE {3}the run was stopped: the budget of \$0\.005/)
  })
})

const rag = (url: string): Record<string, string> => ({
  ...chatSuite(url, {
    price: priced,
    more: `embedding: { provider: openai, model: embed-2026-01-01, base_url: ${url}, api_key_env: MY_KEY, price: { input: 1, output: 0 } }`,
    target: '{ kind: rag, corpus: docs/*.md, deterministic: true }',
  }),
  'docs/doors.md': '---\nid: doors\ntitle: Doors\n---\n# Doors\n\nEvery door is blue.\n',
})

const cited: Handler = ({ kind }) =>
  kind === 'embed'
    ? {}
    : {
        text: JSON.stringify({ answer: 'It is blue.', citations: ['doors'], confidence: 0.95, status: 'answered' }),
        usage: { prompt_tokens: 400, completion_tokens: 50 },
      }

test('what a pipeline asks is kept within the budget too: no sample is answered by its fallback message for want of money', async () => {
  await withServer(cited, async (server) => {
    const { exit, out } = await aieval(await folderWith(rag(server.url)), ['run', '--budget', '0.0150', '--json'], key)
    const { counts, reasons, spend } = reportOf(out)
    assert.equal(exit, 3)
    assert.match(reasons[0] ?? '', /the budget of \$0\.015 /)
    assert.ok((counts['scored'] ?? 0) > 5 && counts['errored'] === 0 && (counts['notRun'] ?? 0) > 0, JSON.stringify(counts))
    assert.ok(spend.usd <= 0.015, String(spend.usd))
  })
})

test('a budget that does not cover the corpus ends in exit 3 before any question', async () => {
  await withServer(cited, async (server) => {
    const { exit, err } = await aieval(await folderWith(rag(server.url)), ['run', '--budget', '0'], key)
    assert.equal(exit, 3)
    assert.match(err, /^aieval: the budget of \$0 does not cover the next call/)
    assert.equal(server.requests.length, 0)
  })
})

const byPrompt: Handler = ({ messages }) => ({
  text: messages[0]?.content.includes('Briefly') === true && /door [123]\?/.test(messages[1]?.content ?? '') ? 'It is red.' : 'It is blue.',
  usage: { prompt_tokens: 20, completion_tokens: 50 },
})

test('a second look is paid from the same budget', async () => {
  await withServer(byPrompt, async (server) => {
    const config = 'trials: { run: 1, baseline: 1 }\n'
    const folder = await folderWith(
      chatSuite(server.url, { count: 60, price: priced, target: '{ kind: chat, prompt: prompt.txt }', config }),
    )
    assert.equal((await aieval(folder, ['baseline', '--reason', 'first'], key)).exit, 0)
    await writeFile(join(folder, 'prompt.txt'), 'Briefly.\n')
    const short = await aieval(folder, ['run', '--budget', '0.0340', '--json'], key)
    assert.equal(short.exit, 3)
    assert.deepEqual(reportOf(short.out).counts['scored'], 60, 'the run itself was covered')
    assert.match(short.err, /confirming factual_accuracy/)
    assert.match(reportOf(short.out).reasons[0] ?? '', /the budget of \$0\.034 /)
    assert.equal((await aieval(folder, ['run', '--budget', '1'], key)).exit, 1)
  })
})
