import assert from 'node:assert/strict'
import test from 'node:test'
import { recordedSystem } from '../../src/commands/system-recorded.ts'
import type { System } from '../../src/commands/system.ts'
import { resolveSuite } from '../../src/config/resolve.ts'
import type { Output } from '../../src/domain/output.ts'
import type { Sample } from '../../src/domain/sample.ts'
import type { RecordedSettings } from '../../src/domain/suite.ts'
import { UsageError } from '../../src/domain/usage-error.ts'
import { problemLines } from '../../src/report/problems.ts'
import { recordedTarget, repeated, unclear, type RecordedLine, type RecordedRow } from '../../src/targets/recorded.ts'
import { folderWith } from '../cli/spawn.ts'
import { entryOf } from '../run/recorded.ts'

const rowsOf = (...lines: readonly RecordedLine[]): readonly RecordedRow[] =>
  lines.map((line, index) => ({ at: { file: 'outputs.jsonl', line: index + 1 }, line }))

const sample = (id: string): Sample => ({ id, input: 'q', tags: [] })
const never = new AbortController().signal

const answerOf = (lines: readonly RecordedLine[], id: string, trial = 1): Promise<Output> =>
  recordedTarget((wanted, of) => lines.find((line) => line.id === wanted && (line.trial ?? 1) === of))(sample(id), trial, never)

const answers = (what: string, line: RecordedLine, output: Output): void => {
  test(`a line with ${what}`, async () => {
    assert.deepEqual(await answerOf([line], line.id), output)
  })
}

answers('a text alone', { id: 'a', text: 'blue' }, { status: 'answered', text: 'blue', model: 'recorded', ms: 0, calls: [] })
answers('an empty text is an answer', { id: 'a', text: '' }, { status: 'answered', text: '', model: 'recorded', ms: 0, calls: [] })
answers(
  'everything',
  {
    id: 'a',
    text: 'blue',
    retrieved: [{ doc: 'd1', score: 0.9 }, { doc: 'd2' }],
    confidence: 0,
    route: 'fallback',
    reason: 'low_confidence',
    raw: '{"answer":"blue"}',
    model: 'm-2026-01-01',
    ms: 12.5,
  },
  {
    status: 'answered',
    text: 'blue',
    model: 'm-2026-01-01',
    retrieved: [{ doc: 'd1', score: 0.9 }, { doc: 'd2' }],
    confidence: 0,
    route: 'fallback',
    reason: 'low_confidence',
    raw: '{"answer":"blue"}',
    ms: 12.5,
    calls: [],
  },
)
answers(
  'an error as text is the infrastructure’s',
  { id: 'a', error: 'no route to host', ms: 4 },
  { status: 'errored', failure: { code: 'server', message: 'no route to host' }, ms: 4, calls: [] },
)
answers(
  'an error without a code is the infrastructure’s',
  { id: 'a', error: { message: 'odd' } },
  { status: 'errored', failure: { code: 'server', message: 'odd' }, ms: 0, calls: [] },
)
for (const code of ['timeout', 'rate_limited', 'server', 'network', 'parse', 'truncated', 'filtered'] as const)
  answers(
    `the error ${code} is missing data`,
    { id: 'a', error: { code, message: 'm' } },
    { status: 'errored', failure: { code, message: 'm' }, ms: 0, calls: [] },
  )
answers(
  'an error of the app is the app’s own failure',
  { id: 'a', error: { code: 'app', message: 'TypeError' } },
  { status: 'failed', failure: { code: 'app', message: 'TypeError' }, ms: 0, calls: [] },
)

const trials: readonly RecordedLine[] = [
  { id: 'a', text: 'second', trial: 2 },
  { id: 'a', text: 'first' },
  { id: 'b', text: 'third', trial: 3 },
]

test('each trial has its line, in whatever order; a line without a trial is the first', async () => {
  const texts = await Promise.all([1, 2].map(async (trial) => answerOf(trials, 'a', trial)))
  assert.deepEqual(
    texts.map((output) => output.status === 'answered' && output.text),
    ['first', 'second'],
  )
})

test('a trial that was not recorded is missing data, never another trial’s answer', async () => {
  for (const [id, trial] of [
    ['a', 3],
    ['b', 1],
    ['c', 1],
  ] as const)
    assert.deepEqual(await answerOf(trials, id, trial), {
      status: 'errored',
      failure: { code: 'input', message: `no recorded output of ${id}, trial ${trial}` },
      ms: 0,
      calls: [],
    })
})

test('an id that ends in a number is not another trial', async () => {
  const output = await answerOf([{ id: '1 a', text: 'x' }], 'a', 1)
  assert.equal(output.status, 'errored')
})

test('an output that is recorded twice is refused, naming both lines', () => {
  const [first, second] = rowsOf({ id: 'a', text: 'x' }, { id: 'a', text: 'z', trial: 1 })
  assert.ok(first !== undefined && second !== undefined)
  assert.deepEqual(repeated(second, first.at), {
    at: { file: 'outputs.jsonl', line: 2 },
    message: 'a second output of a, trial 1: first at line 1',
  })
  const elsewhere = { at: { file: 'more.jsonl', line: 9 }, line: { id: 'a', text: 'x' } }
  assert.equal(repeated(elsewhere, first.at).message, 'a second output of a, trial 1: first at outputs.jsonl:1')
})

test('a line with neither text nor error, and one with both, are refused', () => {
  const rows = rowsOf({ id: 'a' }, { id: 'b', text: 'x', error: 'y' }, { id: 'c', text: '' }, { id: 'd', error: 'y' })
  assert.deepEqual(rows.flatMap(unclear), [
    { at: { file: 'outputs.jsonl', line: 1 }, message: 'a has no answer', hint: 'write text, or error where there is none' },
    { at: { file: 'outputs.jsonl', line: 2 }, message: 'b has both text and error', hint: 'keep one of them' },
  ])
})

const systemOf = async (files: Readonly<Record<string, string>>, ids: readonly string[] = ['a', 'b']): Promise<System> => {
  const folder = await folderWith(files)
  const target: RecordedSettings = { kind: 'recorded', outputs: ['*.jsonl'], deterministic: true }
  const given = { test_set_path: 's.jsonl', metrics: ['mrr'], regression_threshold: { mrr: 0.05 }, target: { kind: 'recorded' as const } }
  const suite = resolveSuite(given, { file: `${folder}/c.yaml`, folder, path: (relative) => relative })
  const samples = ids.map((id) => entryOf({ sample: sample(id), at: { file: 's.jsonl', line: 1 }, hash: id }))
  try {
    return await recordedSystem(suite, target, { data: { samples, schemas: new Map() }, cache: true })
  } catch (error) {
    if (error instanceof UsageError)
      throw new Error(
        problemLines(error.problems, (file) => file.replace(`${folder}/`, '')),
        { cause: error },
      )
    throw error
  }
}

const jsonl = (...values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')

test('outputs of no sample are counted and left out', async () => {
  const one = await systemOf({ 'o.jsonl': jsonl({ id: 'a', text: '1' }, { id: 'x', text: '2' }) })
  assert.deepEqual(one.warnings(), ['1 recorded output of no sample of the test set, left out (first: x)'])
  const two = await systemOf({ 'o.jsonl': jsonl({ id: 'x', text: '1' }, { id: 'y', text: '2' }) })
  assert.deepEqual(two.warnings(), ['2 recorded outputs of no sample of the test set, left out (first: x)'])
  const none = await systemOf({ 'o.jsonl': jsonl({ id: 'a', text: '1' }) })
  assert.deepEqual(none.warnings(), [])
})

test('the outputs have one hash in whatever order and files they stand, and another where an answer changes', async () => {
  const lines = [
    { id: 'a', text: '1', ms: 5 },
    { id: 'b', text: '2' },
  ] as const
  const hashes = await Promise.all(
    [
      { 'o.jsonl': jsonl(...lines) },
      { 'o.jsonl': jsonl(lines[1], { ms: 5, text: '1', id: 'a' }) },
      { 'o.jsonl': jsonl(lines[1]), 'p.jsonl': jsonl(lines[0]) },
      { 'o.jsonl': jsonl(lines[0], { id: 'b', text: '3' }) },
    ].map(async (files) => (await systemOf(files)).parts.outputs),
  )
  assert.equal(new Set(hashes.slice(0, 3)).size, 1)
  assert.notEqual(hashes[3], hashes[0])
})

test('an output that is recorded twice, in one file or in two, is refused with its line', async () => {
  const files = {
    'o.jsonl': jsonl({ id: 'a', text: 'x' }, { id: 'a', text: 'y', trial: 2 }),
    'p.jsonl': jsonl({ id: 'a', text: 'z', trial: 1 }),
  }
  await assert.rejects(systemOf(files), /^Error: p\.jsonl:1: a second output of a, trial 1: first at \/.*\/o\.jsonl:1\n$/)
})

test('the models that the lines name are part of what is under test', async () => {
  const named = await systemOf({ 'o.jsonl': jsonl({ id: 'a', text: '1', model: 'n' }, { id: 'b', text: '2', model: 'm' }) })
  assert.deepEqual(named.parts.models, { recorded: 'm, n' })
  const unnamed = await systemOf({ 'o.jsonl': jsonl({ id: 'a', text: '1' }) })
  assert.deepEqual(unnamed.parts.models, {})
})

test('everything wrong with the outputs is reported at once, with its line', async () => {
  const text = `${jsonl({ id: 'a', text: 5 }, { id: 'b' }, { text: 'x' })}{"id":"a",}\n\n${jsonl({ id: 'b', error: {} }, { id: 'b', text: 'x', trail: 2 })}`
  await assert.rejects(systemOf({ 'o.jsonl': text }), {
    message: [
      'o.jsonl:1: text: has to be string, is 5',
      'o.jsonl:2: b has no answer (write text, or error where there is none)',
      'o.jsonl:3: id is missing',
      'o.jsonl:4:11: not JSON: Expected double-quoted property name',
      'o.jsonl:6: error: message is missing',
      'o.jsonl:7: trail: unknown key trail (did you mean trial?)',
      '',
    ].join('\n'),
  })
})
