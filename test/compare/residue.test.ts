import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences, instruments, newMetrics } from '../../src/compare/residue.ts'
import type { Difference } from '../../src/domain/report.ts'
import type { Fingerprint } from '../../src/domain/run.ts'

const fingerprint: Fingerprint = {
  aieval: '0.1.0',
  data: 'd1',
  target: 'rag',
  prompt: 'p1',
  corpus: 'c1',
  retriever: 'r1',
  routing: '0.85/0.7',
  models: { primary: 'openai/gpt-4o-2024-08-06' },
  scorers: { accuracy: '1', format: '1 (schemas 0a)' },
}

const differs = (claim: string, change: Partial<Fingerprint>, found: readonly Difference[]): void => {
  test(claim, () => assert.deepEqual(differences(fingerprint, { ...fingerprint, ...change }), found))
}

differs('two equal runs differ in nothing', {}, [])
differs('a changed prompt is named', { prompt: 'p2' }, [{ part: 'prompt', base: 'p1', now: 'p2' }])
differs('each part that changed is named', { corpus: 'c2', data: 'd2' }, [
  { part: 'data', base: 'd1', now: 'd2' },
  { part: 'corpus', base: 'c1', now: 'c2' },
])
differs('a changed model is named by its role', { models: { primary: 'openai/o' } }, [
  { part: 'models.primary', base: 'openai/gpt-4o-2024-08-06', now: 'openai/o' },
])
differs('a model that was added had none before', { models: { ...fingerprint.models, embedding: 'local/e' } }, [
  { part: 'models.embedding', base: 'none', now: 'local/e' },
])
differs('a part that is gone is none now', { models: {} }, [{ part: 'models.primary', base: 'openai/gpt-4o-2024-08-06', now: 'none' }])
differs('recorded outputs are a part like any other', { outputs: 'o1' }, [{ part: 'outputs', base: 'none', now: 'o1' }])

const scorers = (change: Readonly<Record<string, string>>): readonly Difference[] =>
  differences(fingerprint, { ...fingerprint, scorers: change })
const parts = (found: readonly Difference[]): readonly string[] => found.map(({ part }) => part)

test('another version of a scorer is another instrument', () => {
  assert.deepEqual(parts(instruments(scorers({ accuracy: '2', format: '1 (schemas 0a)' }))), ['scorers.accuracy'])
  assert.deepEqual(parts(instruments(scorers({ accuracy: '1', format: '1 (schemas 0b)' }))), ['scorers.format'])
})

test('what is under test is no instrument, and neither is a new or a dropped metric', () => {
  assert.deepEqual(instruments(differences(fingerprint, { ...fingerprint, prompt: 'p2', corpus: 'c2', models: {} })), [])
  assert.deepEqual(instruments(scorers({ accuracy: '1', mrr: '1' })), [])
})

test('a metric that the baseline never had is new', () => {
  assert.deepEqual(newMetrics(scorers({ accuracy: '2', mrr: '1' })), ['mrr'])
  assert.deepEqual(newMetrics(differences(fingerprint, { ...fingerprint, outputs: 'o1' })), [])
})
