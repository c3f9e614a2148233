import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SampleRecord } from '../../src/domain/run.ts'
import { startOpenAiServer, type Handler, type OpenAiServer } from '../servers/openai.ts'
import { questionsOf } from '../servers/questions.ts'
import { aieval, folderWith, startAieval } from './spawn.ts'

const model = 'chat-2026-01-01'

const suite = (url: string, samples: number): Record<string, string> => ({
  'aieval.config.yaml': `
test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
models:
  primary: { provider: openai, model: ${model}, base_url: ${url}, price: { input: 1, output: 2 } }
target: { kind: chat, prompt: prompt.md }
concurrency: 16
`,
  'prompt.md': 'How long does {{input}} take?',
  'set.jsonl': Array.from({ length: samples }, (_, index) =>
    JSON.stringify({
      id: `s${index}`,
      input: `delivery ${index}`,
      expected: { answerable: true, facts: [{ id: 'f1', number: index, unit: 'day' }] },
    }),
  ).join('\n'),
})

const answers: Handler = ({ messages }) => ({ text: `It takes ${/\d+/.exec(messages[0]?.content ?? '')?.[0] ?? 'no'} days.`, delayMs: 3 })

export type Survived = {
  /** Requests when the process was killed. */
  readonly killedAt: number
  /** Whole lines of the journal at that time. */
  readonly kept: number
  /** Samples that were asked for more often than once. */
  readonly repeated: number
}

/**
 * Kills a run with SIGKILL once so many requests have come in, lets it go on, and compares: every record that was on disk stays as it was,
 * and the records are those of a run that was never cut off, times aside.
 */
export const killAndResume = async (samples: number, killedAt: number): Promise<Survived> => {
  const server = await startOpenAiServer({ reply: answers })
  try {
    const folder = await folderWith(suite(server.url, samples))
    const kept = await killed(folder, server, killedAt)
    const resumed = await aieval(folder, ['run', '--resume', '--no-cache', '-q'])
    assert.ok(resumed.exit === 4, resumed.err)
    const lines = (await readFile(join(folder, '.aieval', 'last', 'records.jsonl'), 'utf8')).split('\n').filter((line) => line !== '')
    for (const line of kept) assert.ok(lines.includes(line), 'a record that was on disk is gone')
    assert.deepEqual(
      lines.map((line) => withoutTimes(JSON.parse(line) as SampleRecord)),
      Array.from({ length: samples }, (_, index) => expected(index)),
    )
    return { killedAt, kept: kept.length, repeated: questionsOf(server).length - samples }
  } finally {
    await server.close()
  }
}

const killed = async (folder: string, server: OpenAiServer, after: number): Promise<readonly string[]> => {
  const running = startAieval(folder, ['run', '--no-cache', '-q'])
  const ended = { early: false }
  void running.ended.then(() => (ended.early = true))
  while (questionsOf(server).length < after && !ended.early) await new Promise(setImmediate)
  assert.equal(ended.early, false, 'the run ended by itself')
  running.kill('SIGKILL')
  await running.ended
  const journal = await readFile(join(folder, '.aieval', 'last', 'records.jsonl'), 'utf8').catch(() => '')
  return journal.split('\n').slice(0, -1)
}

/** How long a call took and how often it had to be made is the weather of the day. */
const withoutTimes = ({ id, trial, output, scores }: SampleRecord): object => ({
  id,
  trial,
  output: { ...output, ms: 0, calls: output.calls.map((call) => ({ ...call, attempts: 1, ms: 0, tokensIn: 0, tokensOut: 0 })) },
  scores,
})

const expected = (index: number): object => ({
  id: `s${index}`,
  trial: 1,
  output: {
    status: 'answered',
    text: `It takes ${index} days.`,
    raw: `It takes ${index} days.`,
    model,
    ms: 0,
    calls: [{ kind: 'chat', model, served: model, attempts: 1, cached: false, ms: 0, tokensIn: 0, tokensOut: 0 }],
  },
  scores: { factual_accuracy: { status: 'measured', value: 1, why: 'facts 1/1', label: 'correct' } },
})
