import assert from 'node:assert/strict'
import test from 'node:test'
import { readSuite } from '../../src/commands/suite.ts'
import type { Context } from '../../src/domain/context.ts'
import type { Suite } from '../../src/domain/suite.ts'
import { UsageError } from '../../src/domain/usage-error.ts'
import { problemLines } from '../../src/report/problems.ts'
import { folderWith } from '../cli/spawn.ts'

type Files = Readonly<Record<string, string>>

const data: Files = { 'samples.jsonl': '', 'outputs.jsonl': '' }

const least = `test_set_path: samples.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.05 }
target: { kind: recorded, outputs: outputs.jsonl }
`

const contextIn = (cwd: string): Context => ({
  cwd,
  env: {},
  out: () => undefined,
  err: () => undefined,
  outIsTty: false,
  errIsTty: false,
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  random: () => 0,
  stopping: new AbortController().signal,
  signal: new AbortController().signal,
  version: '0.0.0',
})

const read = async (files: Files, config?: string): Promise<Suite> =>
  readSuite(contextIn(await folderWith({ ...data, ...files })), config === undefined ? {} : { config })

/** The problems as the command line prints them. */
const complaints = async (files: Files, config?: string): Promise<readonly string[]> => {
  const folder = await folderWith({ ...data, ...files })
  try {
    await readSuite(contextIn(folder), config === undefined ? {} : { config })
  } catch (error) {
    if (error instanceof UsageError)
      return problemLines(error.problems, (file) => file.replace(`${folder}/`, ''))
        .replaceAll(folder, '<folder>')
        .trimEnd()
        .split('\n')
    throw error
  }
  return []
}

const accepted = (what: string, files: Files): void => {
  test(`read: ${what}`, async () => {
    assert.deepEqual(await complaints(files), [])
  })
}

const refused = (what: string, files: Files, lines: readonly string[]): void => {
  test(`refused: ${what}`, async () => {
    assert.deepEqual(await complaints(files), lines)
  })
}

const config = (text: string): Files => ({ 'aieval.config.yaml': text })

accepted('the least that a suite can say', config(least))
accepted('the same as JSON', {
  'aieval.config.json': JSON.stringify({
    $schema: './config.schema.json',
    test_set_path: 'samples.jsonl',
    metrics: ['factual_accuracy'],
    regression_threshold: { factual_accuracy: 0.05 },
    target: { kind: 'recorded', outputs: 'outputs.jsonl' },
  }),
})
accepted('under the other ending', { 'aieval.config.yml': least })
accepted('with a byte order mark', config(`\uFEFF${least}`))
accepted('a leading ./ and a glob', config(least.replace('samples.jsonl', './*amples.jsonl')))
accepted('an anchor used twice', config(least.replace('0.05', '&five 0.05').concat('max_error_rate: *five\n')))

refused(
  'every mistake at once, each at its line and column',
  config(`test_set_path: none/*.jsonl
metrics: [factual_acuracy, mrr]
regression_threshold:
  mrr: 5
  precision_at_5: 0.05
models:
  primary: { provider: openai, model: gpt-4o-latest }
  embedding: { provider: opnai, model: text-embedding-3-small, version: "2" }
routing: { serve: 0.5 }
deployment: { auto_upgrade: true }
target: { kind: recorded, outputs: missing.jsonl, timeout: 4 }
retrieval: { top_k: 5, vectors: nowhere.bin }
polcy: evidence
max_error_rate: 2
`),
  [
    'aieval.config.yaml:1:1: test_set_path: no file matches none/*.jsonl',
    'aieval.config.yaml:2:11: metrics.0: unknown metric factual_acuracy (did you mean factual_accuracy?)',
    'aieval.config.yaml:4:3: regression_threshold.mrr: thresholds are absolute and below 1, is 5 (5 points is 0.05)',
    'aieval.config.yaml:5:3: a threshold for precision_at_5, which is not among metrics (add precision_at_5 to metrics)',
    'aieval.config.yaml:8:16: models.embedding.provider: opnai is not one of openai, local (did you mean openai?)',
    'aieval.config.yaml:9:1: serve_with_caveat (0.7) lies above serve (0.5) (serve is the higher of the two)',
    'aieval.config.yaml:10:15: auto_upgrade: true is refused: an upgrade nobody tested is what the gate exists to stop (write false, and use aieval compare-models before an upgrade)',
    'aieval.config.yaml:11:27: target.outputs: no file matches missing.jsonl',
    'aieval.config.yaml:11:51: target.timeout has no meaning for kind recorded',
    'aieval.config.yaml:12:24: retrieval.vectors: no such file: nowhere.bin',
    'aieval.config.yaml:13:1: unknown key polcy (did you mean policy?)',
    'aieval.config.yaml:14:1: max_error_rate: must be <= 1, is 2',
  ],
)

refused('five points written as 5', config(least.replace('0.05', '5')), [
  'aieval.config.yaml:3:25: regression_threshold.factual_accuracy: thresholds are absolute and below 1, is 5 (5 points is 0.05)',
])
refused(
  'values of other kinds',
  config(`test_set_path: 5
metrics: factual_accuracy
regression_threshold: { factual_accuracy: "0.05" }
target: recorded
trials: { run: 0, baseline: sometimes }
`),
  [
    'aieval.config.yaml:1:1: test_set_path: has to be string or array, is 5',
    'aieval.config.yaml:2:1: metrics: has to be array, is "factual_accuracy"',
    'aieval.config.yaml:3:25: regression_threshold.factual_accuracy: has to be number, is "0.05"',
    'aieval.config.yaml:4:1: target: has to be object, is "recorded"',
    'aieval.config.yaml:5:11: trials.run: must be >= 1, is 0',
    'aieval.config.yaml:5:19: trials.baseline: has to be "auto" or integer, is "sometimes"',
  ],
)
refused('paths of no letters', config(`${least.replace('outputs.jsonl', "''")}baseline: { file: '' }\n`), [
  'aieval.config.yaml:4:27: target.outputs: must NOT have fewer than 1 characters, is ""',
  'aieval.config.yaml:5:13: baseline.file: must NOT have fewer than 1 characters, is ""',
])
refused('an empty file', config(''), ['aieval.config.yaml:1:1: has to be object, is null'])
refused('a list', config('- a\n'), ['aieval.config.yaml:1:1: has to be object, is ["a"]'])
refused('one mistake is reported once', config(least.replace('outputs:', 'output:')), [
  'aieval.config.yaml:4:27: unknown key output (did you mean outputs?)',
])
refused('a threshold that is no number', config(least.replace('0.05', '.nan')), [
  'aieval.config.yaml:3:25: regression_threshold.factual_accuracy: has to be number, is null',
])
refused('no thresholds at all', config(least.replace('{ factual_accuracy: 0.05 }', '{}')), [
  'aieval.config.yaml:3:1: regression_threshold: must NOT have fewer than 1 properties, is {}',
])
refused('a key that is not closed', config('target: { kind: recorded\nmetrics: [mrr]\n'), [
  'aieval.config.yaml:2:1: Flow map in block collection must be sufficiently indented and end with a }',
])
refused('a key twice', config(`${least}metrics: [mrr]\n`), ['aieval.config.yaml:5:1: Map keys must be unique'])
refused('an alias inside what it names', config(least.replace('[factual_accuracy]', '&a [*a]')), [
  'aieval.config.yaml:1: an alias stands inside what it names',
])
refused('a tag', config(`${least}policy: !!binary aGk=\n`), ['aieval.config.yaml:5:9: Unresolved tag: tag:yaml.org,2002:binary'])
refused('__proto__', config(`${least}__proto__: { policy: evidence }\nretrieval: { __proto__: 1 }\n`), [
  'aieval.config.yaml:5:1: unknown key __proto__ (known: $schema, test_set_path, dev_set_path, metrics, regression_threshold, human_eval_sample_rate, models, routing, deployment, target, retrieval, generation, format, policy, max_error_rate, trials, slices, baseline, concurrency)',
  'aieval.config.yaml:6:14: unknown key __proto__ (known: top_k, stemming, vectors)',
])
refused(
  'a key itself, where its name was meant',
  config(`${least}models: { primary: { provider: openai, model: m-2026-01-01, api_key_env: sk-abc } }\n`),
  ['aieval.config.yaml:5:61: models.primary.api_key_env: must match pattern "^[A-Za-z_][A-Za-z0-9_]*$", is "sk-abc"'],
)
refused('no config', {}, ['no aieval.config.yaml in <folder> (go to the folder that has one, or name it with --config)'])
refused('two configs', { 'aieval.config.yaml': least, 'aieval.config.json': '{}' }, [
  'both aieval.config.yaml and aieval.config.json are here (keep one of them, or name it with --config)',
])
refused('JSON with a key twice', { 'aieval.config.json': '{\n  "metrics": [],\n  "metrics": []\n}' }, [
  'aieval.config.json:3:3: the key "metrics" stands twice in one object',
  'aieval.config.json:3:3: Map keys must be unique',
])

const models = 'models: { primary: { provider: openai, model: gpt-4o-2024-08-06 } }\n'

test('ai_config.yaml lends its models and deployment, and nothing else', async () => {
  const suite = await read({
    ...config(least),
    'ai_config.yaml': `${models}deployment: { change_management: required }\nrouting: { serve: 0.1 }\n`,
  })
  assert.equal(suite.models.primary?.model, 'gpt-4o-2024-08-06')
  assert.equal(suite.deployment.changeManagement, 'required')
  assert.equal(suite.routing.serve, 0.85)
})

refused(
  'what is wrong with a block is placed in the file that set it',
  { ...config(least), 'ai_config.yaml': '# shared\nmodels:\n  primary: { provider: openai, model: gpt-4o }\n' },
  ['ai_config.yaml:3:32: models.primary.model: gpt-4o is not pinned: the provider can change what it serves (write gpt-4o-2024-08-06)'],
)
refused(
  'models that differ between the two files',
  { ...config(`${least}${models}`), 'ai_config.yaml': 'models: { primary: { provider: openai, model: gpt-4o-mini-2024-07-18 } }\n' },
  ['aieval.config.yaml:5:1: models is set here and, differently, in ai_config.yaml (keep it in one of the two files)'],
)
accepted('models that are the same in both', { ...config(`${least}${models}`), 'ai_config.yaml': models })
refused('ai_config.yaml alone', { 'ai_config.yaml': models }, [
  'no aieval.config.yaml in <folder> (go to the folder that has one, or name it with --config)',
])

test('--config names a suite elsewhere, and its paths start there', async () => {
  const suite = await read(
    { 'suites/one.yaml': least.replace(' samples', ' ../samples').replace(' outputs.', ' ../outputs.') },
    'suites/one.yaml',
  )
  assert.match(suite.baseline.file, /\/suites\/eval\/baseline\.json$/)
})

test('--config that names nothing says so', async () => {
  assert.deepEqual(await complaints({}, 'none.yaml'), ['none.yaml:1: cannot read <folder>/none.yaml: no such file'])
})
