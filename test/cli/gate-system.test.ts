import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startOpenAiServer, type Handler } from '../servers/openai.ts'
import { isProbe } from '../servers/questions.ts'
import { pullRequest, put, repositoryWith, type Files } from './repository.ts'
import { aieval } from './spawn.ts'

const key = { MY_KEY: 'sesame' }
const count = 40

const sample = (index: number): string =>
  JSON.stringify({
    id: `s${index}`,
    input: `How long does delivery number ${index} to the islands take?`,
    expected: { answerable: true, facts: [{ id: 'f1', number: 9, unit: 'day', tolerance: { abs: 0 } }] },
  })

const set = (from: number): string => Array.from({ length: count - from }, (_, index) => `${sample(index + from)}\n`).join('')

const configOf = (url: string, model: string): string => `
test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
models: { primary: { provider: openai, model: ${model}, base_url: ${url}, api_key_env: MY_KEY } }
generation: { prompt: prompt.txt }
target: { kind: rag, corpus: docs/*.md, deterministic: true }
`

const suite = (url: string): Files => ({
  'aieval.config.yaml': configOf(url, 'chat-2026-01-01'),
  'set.jsonl': set(0),
  'prompt.txt': 'Answer from:\n{{documents}}\n',
  'docs/delivery.md': '---\nid: delivery\ntitle: Delivery\n---\n# Delivery\n\nDelivery to the islands takes 9 days.\n',
})

type Asked = { readonly model: string; readonly prompt: string; readonly input: string }

/** What a pull request ends in, and what its run asked of the model. */
const ends = async (
  isRight: (asked: Asked) => boolean,
  change: (url: string) => Files,
): Promise<{ readonly exit: number | null; readonly out: string; readonly asked: readonly Asked[] }> => {
  const asked: Asked[] = []
  const reply: Handler = (request) => {
    if (request.kind !== 'chat' || isProbe(request)) return {}
    const each = { model: request.model, prompt: request.messages[0]?.content ?? '', input: request.messages[1]?.content ?? '' }
    asked.push(each)
    const answer = `It takes ${isRight(each) ? 9 : 4} days.`
    return { text: JSON.stringify({ answer, citations: ['delivery'], confidence: 0.95, status: 'answered' }) }
  }
  const server = await startOpenAiServer({ reply, apiKey: 'sesame' })
  try {
    const pull = await pullRequest(await repositoryWith(suite(server.url), { env: key }), (folder) => put(folder, change(server.url)))
    asked.length = 0
    const ran = await aieval(pull.folder, ['run', '--quiet', '--no-cache'], { ...pull.env, ...key })
    return { exit: ran.exit, out: ran.out + ran.err, asked }
  } finally {
    await server.close()
  }
}

test('the prompt that is judged is the one of the change', async () => {
  const { exit, out, asked } = await ends(
    ({ prompt }) => !prompt.includes('Be brief'),
    () => ({ 'prompt.txt': 'Be brief. Answer from:\n{{documents}}\n' }),
  )
  assert.equal(exit, 1, out)
  assert.equal(asked.length, count)
  assert.ok(asked.every(({ prompt }) => prompt.includes('Be brief')))
})

test('the model that is judged is the one of the change', async () => {
  const { exit, out, asked } = await ends(
    () => true,
    (url) => ({ 'aieval.config.yaml': configOf(url, 'chat-2026-06-01') }),
  )
  assert.equal(exit, 0, out)
  assert.deepEqual([...new Set(asked.map(({ model }) => model))], ['chat-2026-06-01'])
  assert.doesNotMatch(out, /gate inputs changed/)
})

test('each question of either set is asked once, of deleted samples too', async () => {
  const { exit, out, asked } = await ends(
    ({ input }) => !/number [0-3] to/.test(input),
    () => ({ 'set.jsonl': set(4).replace('"number":9', '"number":4') }),
  )
  assert.equal(exit, 5, out)
  assert.equal(asked.length, count)
  assert.match(out, /4 samples removed \(s0, s1, s2, s3\); 1 sample changed \(s4\)/)
})
