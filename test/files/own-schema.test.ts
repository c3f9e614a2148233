import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { checkBy } from '../../src/files/own-schema.ts'
import { compileSchema } from '../../src/files/validate.ts'

const src = join(import.meta.dirname, '..', '..', 'src')
const schemaOf = async (file: string): Promise<object> => JSON.parse(await readFile(join(src, file), 'utf8')) as object

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const config: Json = {
  test_set_path: ['a.jsonl', 'b.jsonl'],
  metrics: ['mrr', 'factual_accuracy'],
  regression_threshold: { mrr: 0.1 },
  human_eval_sample_rate: 0.1,
  models: {
    primary: {
      provider: 'openai',
      model: 'm-2026-01-01',
      base_url: 'http://127.0.0.1/v1',
      api_key_env: 'KEY',
      price: { input: 1, output: 2 },
    },
    candidates: [{ provider: 'local', model: 'x', served_as: ['y'] }],
  },
  target: {
    kind: 'http',
    url: 'http://127.0.0.1/',
    headers: { a: 'b', c: { env: 'D' } },
    response: { answer: '/a', retrieved: '/b' },
    timeout: 3,
  },
  trials: { run: 1, baseline: 'auto' },
  slices: { block: true, tags: ['t'] },
  concurrency: 4,
}

const sample: Json = {
  id: 'a-1',
  input: 'what?',
  expected: {
    answerable: true,
    route: ['serve', 'fallback'],
    facts: [
      { id: 'f1', number: 3, unit: 'EUR', tolerance: { abs: 0 } },
      { id: 'f2', text: 'blue', aliases: ['navy'] },
      { id: 'f3', date: '2026-01-31' },
    ],
    forbidden: [{ id: 'x1', bool: false, why: 'old' }],
    relevant: [{ doc: 'd', grade: 2 }],
    format: { numbered_steps: { min: 2 }, table: { columns: ['a'] }, matches: ['x'] },
  },
  slice: 's',
  tags: ['t'],
  severity: 'critical',
}

const recorded: Json = {
  id: 'a',
  text: 'b',
  retrieved: [{ doc: 'd', score: 1 }, 'e'],
  confidence: 0.5,
  route: 'serve',
  usage: { input: 1, output: 2 },
}

const reply: Json = { answer: 'a', citations: ['d'], confidence: 0.5, status: 'answered' }

const history: Json = { at: '2026-01-01', metrics: { mrr: 1 } }

const own: readonly (readonly [string, Json])[] = [
  ['config/config.schema.json', config],
  ['dataset/sample.schema.json', sample],
  ['targets/recorded.schema.json', recorded],
  ['rag/reply.schema.json', reply],
  ['files/history.schema.json', history],
]

const wrong: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e9,
  '',
  'x',
  '2026-02-31',
  'not a uri',
  [],
  [1, 1],
  ['a', 'b', 'a'],
  ['serve', 'serve'],
  {},
  { x: 1 },
  { env: 1 },
]

type Edit = { readonly seed: number; readonly value: Json; readonly how: 'replace' | 'drop' | 'add' }

const isNode = (value: Json): value is { readonly [key: string]: Json } | readonly Json[] => typeof value === 'object' && value !== null

/** One edit at a place that the seed chooses: on the way down, or at the value that it ends at. */
const edited = (value: Json, { seed, ...edit }: Edit): Json => {
  const keys = isNode(value) ? Object.keys(value) : []
  const choice = seed % (keys.length + 1)
  const key = keys[choice]
  if (key === undefined) return edit.how === 'add' && isNode(value) && !Array.isArray(value) ? { ...value, extra: edit.value } : edit.value
  const rest = Math.floor(seed / (keys.length + 1))
  const inner = (value as { readonly [key: string]: Json })[key] ?? null
  if (edit.how === 'drop' && rest % 2 === 0) return without(value, key)
  const changed = edited(inner, { seed: rest, ...edit })
  return Array.isArray(value)
    ? value.map((each: Json, index) => (index === choice ? changed : each))
    : { ...(value as object), [key]: changed }
}

const without = (value: Json, key: string): Json =>
  Array.isArray(value)
    ? value.filter((_, index) => String(index) !== key)
    : Object.fromEntries(Object.entries(value as object).filter(([each]) => each !== key))

const edits = fc.array(
  fc.record({
    seed: fc.nat(),
    value: fc.constantFrom(...wrong),
    how: fc.constantFrom('replace' as const, 'drop' as const, 'add' as const),
  }),
  { maxLength: 3 },
)

for (const [file, value] of own)
  test(`${file} says of a value what ajv says by it`, async () => {
    const schema = await schemaOf(file)
    const [mine, ajv] = [checkBy(schema), compileSchema(schema)]
    assert.deepEqual(mine(value), ajv(value))
    fc.assert(
      fc.property(edits, (steps) => {
        const broken = steps.reduce<Json>(edited, value)
        assert.deepEqual(mine(broken), ajv(broken))
      }),
      { numRuns: 1000 },
    )
  })

test('a keyword that no schema of this package uses is refused, not passed over', () => {
  assert.throws(() => checkBy({ type: 'object', properties: { a: { maxLength: 3 } } }), /maxLength is no keyword/)
  assert.throws(() => checkBy({ type: 'string', format: 'colour' }), /unknown format colour/)
  assert.throws(() => checkBy({ $ref: '#/definitions/none' }), /names no definition/)
})
