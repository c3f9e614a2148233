import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import type { Given } from '../../src/config/given.ts'
import { resolveSuite } from '../../src/config/resolve.ts'
import type { Suite } from '../../src/domain/suite.ts'

const least: Given = {
  test_set_path: 'samples.jsonl',
  metrics: ['factual_accuracy'],
  regression_threshold: { factual_accuracy: 0.03 },
  target: { kind: 'recorded', outputs: 'outputs.jsonl' },
}

const resolve = (given: Given): Suite =>
  resolveSuite(given, { file: '/suite/aieval.config.yaml', folder: '/suite', path: (relative) => join('/suite', relative) })

const rag = (more: Partial<Given> = {}): Given => ({
  ...least,
  target: { kind: 'rag', corpus: 'docs/*.md' },
  models: { primary: { provider: 'openai', model: 'm-2026-01-01' } },
  ...more,
})

test('what a config need not say has its default', () => {
  assert.deepEqual(resolve(least), {
    file: '/suite/aieval.config.yaml',
    folder: '/suite',
    testSet: ['samples.jsonl'],
    devSet: [],
    metrics: ['factual_accuracy'],
    thresholds: { factual_accuracy: 0.03 },
    models: { candidates: [] },
    routing: { serve: 0.85, serveWithCaveat: 0.7 },
    target: { kind: 'recorded', outputs: ['outputs.jsonl'], deterministic: true },
    retrieval: { topK: 5, stemming: true },
    generation: { temperature: 0, maxTokens: 1024 },
    format: {},
    policy: 'threshold',
    maxErrorRate: 0.02,
    trials: { run: 1, baseline: 1 },
    slices: { block: false, tags: [] },
    baseline: { file: '/suite/eval/baseline.json', outputs: true },
    deployment: { changeManagement: 'optional', testBeforeUpgrade: false },
    humanEvalSampleRate: 0.02,
    concurrency: 16,
  } satisfies Suite)
})

test('a zero that is said is not a default', () => {
  const suite = resolve({ ...least, max_error_rate: 0, human_eval_sample_rate: 0, routing: { serve: 0, serve_with_caveat: 0 } })
  assert.equal(suite.maxErrorRate, 0)
  assert.equal(suite.humanEvalSampleRate, 0)
  assert.deepEqual(suite.routing, { serve: 0, serveWithCaveat: 0 })
})

test('files are found from the config’s folder, one or many', () => {
  const suite = resolve(
    rag({
      test_set_path: ['a.jsonl', 'b/*.jsonl'],
      retrieval: { vectors: 'v.bin' },
      generation: { prompt: 'p.md' },
      format: { schema: 's.json' },
      baseline: { file: 'b.json', outputs: false },
    }),
  )
  assert.deepEqual(suite.testSet, ['a.jsonl', 'b/*.jsonl'])
  assert.equal(suite.retrieval.vectors, '/suite/v.bin')
  assert.equal(suite.generation.prompt, '/suite/p.md')
  assert.equal(suite.format.schema, '/suite/s.json')
  assert.deepEqual(suite.baseline, { file: '/suite/b.json', outputs: false })
})

test('seconds become milliseconds', () => {
  const target = resolve(rag({ target: { kind: 'rag', corpus: 'd', timeout: 2.5 } })).target
  assert.equal(target.kind === 'rag' && target.timeoutMs, 2500)
})

for (const [what, given, trials] of [
  ['recorded outputs', least, 1],
  ['the local model', rag({ models: { primary: { provider: 'local', model: 'use-lite@0.2.0' } } }), 1],
  ['a model behind a network', rag(), 3],
  ['a model said to repeat itself', rag({ target: { kind: 'rag', corpus: 'd', deterministic: true } }), 1],
  ['recorded outputs said to vary', { ...least, target: { kind: 'recorded', outputs: 'o', deterministic: false } }, 3],
  ['a number of its own', rag({ trials: { baseline: 7 } }), 7],
  ['auto, in so many words', rag({ trials: { baseline: 'auto' } }), 3],
] as const satisfies readonly (readonly [string, Given, number])[])
  test(`baseline trials of ${what}: ${trials}`, () => {
    assert.equal(resolve(given).trials.baseline, trials)
  })

test('the fallback is asked of the same provider, and every pin keeps its settings', () => {
  const price = { input: 2.5, output: 10 }
  const suite = resolve(
    rag({
      models: {
        primary: {
          provider: 'openai',
          model: 'm-2026-01-01',
          fallback: 'n-2026-01-01',
          price,
          fallback_price: { input: 0.1, output: 0.4 },
          served_as: ['m'],
          base_url: 'http://localhost/v1',
        },
        embedding: { provider: 'openai', model: 'e', version: '2', api_key_env: 'OWN_KEY' },
        candidates: [{ provider: 'local', model: 'lexical@0.1.0' }],
      },
    }),
  )
  assert.deepEqual(suite.models, {
    primary: {
      provider: 'openai',
      model: 'm-2026-01-01',
      baseUrl: 'http://localhost/v1',
      apiKeyEnv: 'OPENAI_API_KEY',
      servedAs: ['m'],
      price,
    },
    fallback: {
      provider: 'openai',
      model: 'n-2026-01-01',
      baseUrl: 'http://localhost/v1',
      apiKeyEnv: 'OPENAI_API_KEY',
      servedAs: [],
      price: { input: 0.1, output: 0.4 },
    },
    embedding: { provider: 'openai', model: 'e', version: '2', apiKeyEnv: 'OWN_KEY', servedAs: [] },
    candidates: [{ provider: 'local', model: 'lexical@0.1.0', apiKeyEnv: 'OPENAI_API_KEY', servedAs: [] }],
  })
})

test('slices warn until they are told to block, and half a block keeps the other default', () => {
  assert.deepEqual(resolve({ ...least, slices: { tags: ['short'] } }).slices, { block: false, tags: ['short'] })
  assert.deepEqual(resolve({ ...least, slices: { block: true } }).slices, { block: true, tags: [] })
})
