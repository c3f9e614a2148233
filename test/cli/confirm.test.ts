import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { startOpenAiServer, type Handler, type ScriptedReply, type ServedRequest } from '../servers/openai.ts'
import { aieval, folderWith, type Ran } from './spawn.ts'

const samples = 40

type Setting = { readonly prompt: string; readonly extra: string; readonly target: string }

const suite = (url: string, { prompt, extra, target }: Setting): Record<string, string> => ({
  'aieval.config.yaml': `
test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.06 }
models:
  primary: { provider: openai, model: chat-2026-01-01, base_url: ${url}, api_key_env: MY_KEY }
  embedding: { provider: openai, model: embed-2026-01-01, base_url: ${url}, api_key_env: MY_KEY }
target: { kind: rag, corpus: docs/*.md, ${target} }
generation: { prompt: prompt.txt }
trials: { run: 1, baseline: 2 }
${extra}`,
  'prompt.txt': `${prompt}\n{{documents}}\n`,
  'set.jsonl': Array.from({ length: samples }, (_, index) =>
    JSON.stringify({
      id: `s${index}`,
      input: `How long does delivery number ${index} to the islands take?`,
      expected: { answerable: true, facts: [{ id: 'f1', number: 9, unit: 'day', tolerance: { abs: 0 } }] },
    }),
  ).join('\n'),
  'docs/delivery.md': '---\nid: delivery\ntitle: delivery\n---\n# delivery\n\nDelivery to the islands takes 9 days.\n',
})

const says = (days: number): ScriptedReply => ({
  text: JSON.stringify({ answer: `It takes ${days} days.`, citations: ['delivery'], confidence: 0.95, status: 'answered' }),
})

const numberOf = (request: ServedRequest): number =>
  Number(/delivery number (\d+)/.exec(request.messages.map(({ content }) => content).join('\n'))?.[1] ?? -1)

/** Answers right under the old prompt; under the new one as told, which question and how many times it was asked before. */
const under =
  (reply: (index: number, before: number) => ScriptedReply): Handler =>
  (request) => {
    if (request.kind !== 'chat') return {}
    if (request.messages[0]?.content.includes('Be brief') !== true) return says(9)
    const index = numberOf(request)
    const before = asked.get(index) ?? 0
    asked.set(index, before + 1)
    return reply(index, before)
  }

const asked = new Map<number, number>()
const key = { MY_KEY: 'sesame' }

type Changed = { readonly ran: Ran; readonly folder: string; readonly again: readonly number[] }

type How = { readonly args?: readonly string[]; readonly extra?: string; readonly target?: string }

/** Accepts a baseline, changes the prompt and runs: how that ends, and which questions were asked more than once. */
const change = async (
  reply: (index: number, before: number) => ScriptedReply,
  { args = ['run'], extra = 'max_error_rate: 0.2', target = 'deterministic: false' }: How = {},
): Promise<Changed> => {
  asked.clear()
  const server = await startOpenAiServer({ reply: under(reply), apiKey: 'sesame' })
  try {
    const before = await folderWith(suite(server.url, { prompt: 'Answer from:', extra, target }))
    const accepted = await aieval(before, ['baseline', '--reason', 'first'], key)
    assert.equal(accepted.exit, 0, accepted.err)
    const folder = await folderWith({
      ...suite(server.url, { prompt: 'Be brief. Answer from:', extra, target }),
      'eval/baseline.json': await readFile(join(before, 'eval/baseline.json'), 'utf8'),
    })
    const ran = await aieval(folder, args, key)
    const again = [...asked].filter(([, times]) => times > 1).map(([index]) => index)
    return { ran, folder, again: again.toSorted((one, other) => one - other) }
  } finally {
    await server.close()
  }
}

const flaky = (index: number, before: number): ScriptedReply => says(index < 3 && before === 0 ? 4 : 9)
const broken = (index: number): ScriptedReply => says(index < 3 ? 4 : 9)

test('a breach by chance is asked again, with some of the samples that were right, and passes', async () => {
  const { ran, folder, again } = await change(flaky)
  assert.equal(ran.exit, 0, ran.out)
  assert.deepEqual(again.slice(0, 3), [0, 1, 2])
  assert.ok(again.length > 5 && again.length < 25, `${again.length} were asked again`)
  assert.match(
    ran.out,
    new RegExp(`confirmed with ${again.length} more calls: 3 samples that differed and ${again.length - 3} of the other 37`),
  )
  assert.match(ran.out, /factual_accuracy at first: dropped 7\.5 points, 6\.0 allowed, within noise/)
  assert.match(ran.out, /0\.963 {2}−0\.037/)
  assert.match(ran.err, /confirming factual_accuracy: \d+ samples once more/)
  const records = (await readFile(join(folder, '.aieval/last/confirmation.jsonl'), 'utf8')).trim().split('\n')
  assert.deepEqual([...new Set(records.map((line) => (JSON.parse(line) as { readonly trial: number }).trial))], [3])
})

test('the same samples are asked again every time, and the JSON says what was done', async () => {
  const one = await change(flaky, { args: ['run', '--json'] })
  const other = await change(flaky, { args: ['run', '--json'] })
  assert.deepEqual(one.again, other.again)
  const { confirmation, metrics } = JSON.parse(one.ran.out) as {
    readonly confirmation: { readonly calls: number; readonly trial: number; readonly samples: object; readonly first: readonly object[] }
    readonly metrics: readonly { readonly alpha: number }[]
  }
  const drawn = one.again.length - 3
  assert.deepEqual(confirmation.samples, { discordant: 3, drawn, rest: 37, chance: 0.25 })
  assert.deepEqual([confirmation.calls, confirmation.trial, confirmation.first.length], [one.again.length, 3, 1])
  assert.equal(metrics[0]?.alpha, 0.02)
})

test('a drop that comes again fails', async () => {
  const { ran, again } = await change(broken)
  assert.equal(ran.exit, 1, ran.out)
  assert.ok(again.length > 5)
  assert.match(ran.out, /FAIL {3}factual_accuracy dropped 7\.5 points, 6\.0 allowed/)
  assert.match(ran.out, /confirmed with/)
})

test('--no-confirm judges the first answers alone', async () => {
  const { ran, again } = await change(flaky, { args: ['run', '--no-confirm'] })
  assert.equal(ran.exit, 1)
  assert.deepEqual(again, [])
  assert.doesNotMatch(ran.out, /confirmed/)
  assert.match(ran.out, /Δ \[90 %\]/)
})

test('errors in the re-run are missing data: neither the first answer nor a pass', async () => {
  const { ran } = await change((index, before) => (index < 3 && before > 0 ? { status: 400 } : flaky(index, before)))
  assert.equal(ran.exit, 3, ran.out)
  assert.match(ran.out, /factual_accuracy: 3 missing values decide it/)
})

test('a drop beyond noise and a run that holds are not asked again', async () => {
  const worse = await change((index) => says(index < 20 ? 4 : 9))
  assert.deepEqual([worse.ran.exit, worse.again], [1, []])
  const same = await change(() => says(9))
  assert.deepEqual([same.ran.exit, same.again], [0, []])
  assert.match(same.ran.out, /Δ \[92 %\]/)
  assert.match(same.ran.out, /each end of an interval holds with 96 %/)
})

test('a selection is not asked again, nor a target that says it is deterministic', async () => {
  const steady = await change(flaky, { target: 'deterministic: true' })
  assert.deepEqual([steady.ran.exit, steady.again], [1, []])
  assert.match(steady.ran.out, /Δ \[90 %\]/)
  const selected = await change(flaky, { args: ['run', '--only', 's0', 's1', 's2', 's3'] })
  assert.deepEqual([selected.ran.exit, selected.again], [4, []])
})

test('under evidence what is unproven is asked again too', async () => {
  const { ran, again } = await change(() => says(9), { extra: 'policy: evidence' })
  assert.ok(again.length > 3, String(again.length))
  assert.equal(ran.exit, 4)
  assert.match(ran.out, /factual_accuracy at first: unproven/)
})
