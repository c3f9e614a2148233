import assert from 'node:assert/strict'
import test from 'node:test'
import { checkConfig, type ConfigIssue, type Known } from '../../src/config/check.ts'
import type { Given } from '../../src/config/given.ts'

const metricNames = ['precision_at_5', 'factual_accuracy', 'format_compliance']
const known: Known = { metric: (name) => metricNames.includes(name), metricNames }

const recorded: Given = {
  test_set_path: 'samples.jsonl',
  metrics: ['factual_accuracy'],
  regression_threshold: { factual_accuracy: 0.05 },
  target: { kind: 'recorded', outputs: 'outputs.jsonl' },
}

const rag: Given = {
  ...recorded,
  target: { kind: 'rag', corpus: 'docs/**/*.md' },
  models: { primary: { provider: 'local', model: 'use-lite@0.2.0' } },
}

const accepted = (what: string, given: Given): void => {
  test(`accepted: ${what}`, () => {
    assert.deepEqual(checkConfig(given, known), [])
  })
}

const refused = (what: string, given: Given, issue: ConfigIssue): void => {
  test(`refused: ${what}`, () => {
    assert.deepEqual(checkConfig(given, known), [issue])
  })
}

accepted('recorded outputs without any model', recorded)
accepted('the built-in pipeline with a pinned model', rag)
accepted('a threshold of 0', { ...recorded, regression_threshold: { factual_accuracy: 0 } })
accepted('a threshold just below 1', { ...recorded, regression_threshold: { factual_accuracy: 0.999 } })
accepted('a metric without a threshold', { ...recorded, metrics: ['factual_accuracy', 'format_compliance'] })
accepted('equal tiers', { ...recorded, routing: { serve: 0.8, serve_with_caveat: 0.8 } })
accepted('auto_upgrade: false', { ...recorded, deployment: { auto_upgrade: false } })

refused(
  'a metric that is mistyped',
  { ...recorded, metrics: ['factual_accuracy', 'precision_at5'] },
  { path: ['metrics', 1], message: 'unknown metric precision_at5', hint: 'did you mean precision_at_5?' },
)
refused(
  'a metric like no other',
  { ...recorded, metrics: ['factual_accuracy', 'bleu'] },
  { path: ['metrics', 1], message: 'unknown metric bleu', hint: `known: ${metricNames.join(', ')}` },
)
refused(
  'a threshold of a mistyped metric',
  { ...recorded, regression_threshold: { factual_acuracy: 0.05 } },
  {
    path: ['regression_threshold', 'factual_acuracy'],
    message: 'a threshold for factual_acuracy, which is not among metrics',
    hint: 'did you mean factual_accuracy?',
  },
)
refused(
  'a threshold of a metric that is not listed',
  { ...recorded, regression_threshold: { precision_at_5: 0.05 } },
  {
    path: ['regression_threshold', 'precision_at_5'],
    message: 'a threshold for precision_at_5, which is not among metrics',
    hint: 'add precision_at_5 to metrics',
  },
)

for (const [allowed, hint] of [
  [5, '5 points is 0.05'],
  [2.5, '2.5 points is 0.025'],
  [1.1, '1.1 points is 0.011'],
  [1, '1 point is 0.01'],
] as const)
  refused(
    `a threshold of ${allowed}`,
    { ...recorded, regression_threshold: { factual_accuracy: allowed } },
    { path: ['regression_threshold', 'factual_accuracy'], message: `thresholds are absolute and below 1, is ${allowed}`, hint },
  )

refused(
  'a threshold below 0',
  { ...recorded, regression_threshold: { factual_accuracy: -0.05 } },
  {
    path: ['regression_threshold', 'factual_accuracy'],
    message: 'a threshold is a drop of 0 or more, is -0.05',
    hint: 'write 0.05 to allow a drop of 5 points',
  },
)

const dated = { provider: 'openai', model: 'gpt-4o-2024-08-06' } as const
const notPinned = { message: 'gpt-4o is not pinned: the provider can change what it serves', hint: 'write gpt-4o-2024-08-06' }

for (const [path, models] of [
  [['models', 'primary', 'model'], { primary: { provider: 'openai', model: 'gpt-4o' } }],
  [['models', 'primary', 'fallback'], { primary: { ...dated, fallback: 'gpt-4o' } }],
  [['models', 'embedding', 'model'], { primary: dated, embedding: { provider: 'openai', model: 'gpt-4o' } }],
  [['models', 'candidates', 1, 'model'], { primary: dated, candidates: [dated, { provider: 'openai', model: 'gpt-4o' }] }],
] as const)
  refused(`a floating name at ${path.join('.')}`, { ...recorded, models }, { path, ...notPinned })

refused(
  'a fallback that only the version of primary would pin',
  { ...recorded, models: { primary: { provider: 'openai', model: 'own', version: '2', fallback: 'gpt-4o' } } },
  { path: ['models', 'primary', 'fallback'], ...notPinned },
)
refused(
  'a price of a fallback that there is not',
  { ...recorded, models: { primary: { ...dated, fallback_price: { input: 1, output: 2 } } } },
  {
    path: ['models', 'primary', 'fallback_price'],
    message: 'a fallback_price, and there is no fallback',
    hint: 'add fallback, or write price',
  },
)
accepted('a fallback on a server of one’s own', {
  ...recorded,
  models: { primary: { provider: 'openai', model: 'own', pinned: true, fallback: 'own-small' } },
})

refused(
  'a caveat tier above the served one',
  { ...recorded, routing: { serve: 0.5, serve_with_caveat: 0.6 } },
  {
    path: ['routing', 'serve_with_caveat'],
    message: 'serve_with_caveat (0.6) lies above serve (0.5)',
    hint: 'serve is the higher of the two',
  },
)
refused(
  'a served tier below the default caveat tier',
  { ...recorded, routing: { serve: 0.6 } },
  {
    path: ['routing', 'serve_with_caveat'],
    message: 'serve_with_caveat (0.7) lies above serve (0.6)',
    hint: 'serve is the higher of the two',
  },
)

refused(
  'recorded without outputs',
  { ...recorded, target: { kind: 'recorded' } },
  { path: ['target'], message: 'target.outputs is missing', hint: 'outputs: path/to/outputs.jsonl' },
)
for (const [key, more] of [
  ['corpus', { corpus: 'docs/*.md' }],
  ['timeout', { timeout: 4 }],
  ['messages', { messages: { caveat: 'Check this.' } }],
] as const)
  refused(
    `recorded with ${key}`,
    { ...recorded, target: { kind: 'recorded', outputs: 'o.jsonl', ...more } },
    { path: ['target', key], message: `target.${key} has no meaning for kind recorded` },
  )

refused(
  'rag without a corpus',
  { ...rag, target: { kind: 'rag' } },
  { path: ['target'], message: 'target.corpus is missing', hint: 'corpus: "docs/**/*.md"' },
)
refused(
  'rag with outputs',
  { ...rag, target: { kind: 'rag', corpus: 'docs/*.md', outputs: 'o.jsonl' } },
  { path: ['target', 'outputs'], message: 'target.outputs has no meaning for kind rag' },
)
refused(
  'rag without a model',
  { ...rag, models: {} },
  {
    path: ['models'],
    message: 'models.primary is missing: who answers?',
    hint: 'models: { primary: { provider: local, model: use-lite@0.2.0 } } needs no key',
  },
)
refused(
  'an upgrade that nobody tests',
  { ...recorded, deployment: { auto_upgrade: true } },
  {
    path: ['deployment', 'auto_upgrade'],
    message: 'auto_upgrade: true is refused: an upgrade nobody tested is what the gate exists to stop',
    hint: 'write false, and use aieval compare-models before an upgrade',
  },
)

const manyMistakes: Given = {
  ...recorded,
  metrics: ['factual_accuracy', 'bleu'],
  regression_threshold: { factual_accuracy: 5, mrr: 0.1 },
  models: { primary: { provider: 'openai', model: 'gpt-4o', fallback: 'gpt-4o' } },
  routing: { serve: 0.1 },
  deployment: { auto_upgrade: true },
  target: { kind: 'recorded', timeout: 3 },
}

test('every rule that is broken is reported, not only the first', () => {
  assert.deepEqual(
    checkConfig(manyMistakes, known).map(({ path }) => path.join('.')),
    [
      'metrics.1',
      'regression_threshold.factual_accuracy',
      'regression_threshold.mrr',
      'models.primary.model',
      'models.primary.fallback',
      'routing.serve_with_caveat',
      'target',
      'target.timeout',
      'deployment.auto_upgrade',
    ],
  )
})

test('a rule is not asked of a block that is broken in itself', () => {
  const issues = checkConfig({ ...manyMistakes, metrics: 5 as unknown as readonly string[] }, known, new Set(['metrics', 'models']))
  assert.deepEqual(
    issues.map(({ path }) => path.join('.')),
    ['routing.serve_with_caveat', 'target', 'target.timeout', 'deployment.auto_upgrade'],
  )
})
