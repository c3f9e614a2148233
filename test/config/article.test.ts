import assert from 'node:assert/strict'
import test from 'node:test'
import { withArticleConfig } from '../../src/config/article.ts'

const own = { metrics: ['factual_accuracy'] }
const models = { primary: { provider: 'openai', model: 'gpt-4o-2024-08-06' } }
const deployment = { auto_upgrade: false, change_management: 'required' }

test('models and deployment come from ai_config.yaml where the suite has none', () => {
  assert.deepEqual(withArticleConfig(own, { models, deployment }), { value: { ...own, models, deployment }, issues: [] })
})

test('nothing else is lent', () => {
  assert.deepEqual(withArticleConfig(own, { routing: { serve: 0.1 }, prompts: ['p'], metrics: [] }), { value: own, issues: [] })
})

test('a block of the suite stays, and one that is lent joins it', () => {
  const suite = { ...own, models }
  assert.deepEqual(withArticleConfig(suite, { deployment }), { value: { ...suite, deployment }, issues: [] })
})

test('the same block in both is no conflict, in whatever order its keys stand', () => {
  const turned = { primary: { model: 'gpt-4o-2024-08-06', provider: 'openai' } }
  assert.deepEqual(withArticleConfig({ ...own, models }, { models: turned }).issues, [])
})

test('blocks that differ are refused, each by its name', () => {
  const suite = { models, deployment }
  const lent = { models: { primary: { provider: 'openai', model: 'gpt-4o-mini-2024-07-18' } }, deployment: { auto_upgrade: true } }
  assert.deepEqual(withArticleConfig(suite, lent), {
    value: suite,
    issues: [
      {
        path: ['models'],
        message: 'models is set here and, differently, in ai_config.yaml',
        hint: 'keep it in one of the two files',
      },
      {
        path: ['deployment'],
        message: 'deployment is set here and, differently, in ai_config.yaml',
        hint: 'keep it in one of the two files',
      },
    ],
  })
})

const candidates = (...names: readonly string[]): Readonly<Record<string, unknown>> => ({
  models: { candidates: names.map((model) => ({ provider: 'openai', model })) },
})

test('the order of a list does count', () => {
  assert.equal(withArticleConfig(candidates('a', 'b'), candidates('b', 'a')).issues.length, 1)
})
