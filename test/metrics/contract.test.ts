import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import type { Answered } from '../../src/domain/output.ts'
import type { Expected, Sample } from '../../src/domain/sample.ts'
import type { Metric, Need, Score } from '../../src/domain/score.ts'
import { isMetricName, metricFor, metricNames, scorers } from '../../src/metrics/index.ts'
import { answered, instruments, sample } from './instruments.ts'

const full: Partial<Expected> = {
  facts: [
    { id: 'f1', number: 2.5, unit: 'EUR' },
    { id: 'f2', text: 'settings', aliases: ['menu'], pattern: 'sett' },
    { id: 'f3', date: '2026-03-31' },
    { id: 'f4', bool: true, aliases: ['it is'] },
    { id: 'f5', set: ['a', ['b', 'c']] },
  ],
  forbidden: [{ id: 'x1', number: 4, why: 'old price' }],
  relevant: [{ doc: 'a', grade: 2 }, { doc: 'b' }],
  format: {
    schema_ref: 'answer.json',
    numbered_steps: { min: 1 },
    table: { columns: ['a'] },
    max_words: 9,
    matches: ['a'],
    not_matches: ['b'],
  },
}
const samples: readonly Sample[] = [
  sample(),
  sample({}),
  sample(full),
  sample({ ...full, answerable: false }),
  sample({ ...full, clarification: 'accepted', refusal: 'allowed' }),
]

const odd: readonly Answered[] = [
  answered(''),
  answered(' \n\t'),
  answered('\ud800 \udc00 €\ud83d'),
  answered('\u0000\u0001\u202e'),
  answered('9'.repeat(20_000)),
  answered('1e999 -0 Infinity NaN 0x10 .5 5. 1,,2 1..2 --3 1/0'),
  answered('31.02.2026 2026-13-45 99/99/9999 February 30'),
  answered('not not not no no never €4 '.repeat(2000)),
  answered('| a |\n'.repeat(2000)),
  answered('['.repeat(20_000), { raw: '['.repeat(20_000) }),
  answered('x', { raw: '{"__proto__":{"answer":"y"}}' }),
  answered('x', { raw: '', retrieved: [] }),
  answered('x', { retrieved: [{ doc: '' }, { doc: '__proto__' }, { doc: 'a', score: NaN }] }),
  answered('x', { route: 'fallback', reason: 'format_invalid' }),
]

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '5', '9', '.', ',', '-', '/', ' ', '€', '%', 'k', '\n', '"', "'", '|', ':', '['),
    maxLength: 40,
  }),
  fc
    .array(
      fc.constantFrom('not', 'no', 'yes', 'one', 'hundred', 'and', 'may', '31', 'March', '€4', '2.50', 'days', '?', 'but', 'I', "can't"),
      { maxLength: 20 },
    )
    .map((each) => each.join(' ')),
  fc.json(),
)
const anyAnswer = fc.record({ text: anyText, raw: anyText, docs: fc.array(fc.string({ maxLength: 2 }), { maxLength: 8 }) })

for (const metric of metricNames.map(named)) {
  const { name, scorer } = metric

  test(`${name} answers odd outputs with a score in its scale, twice the same`, () => {
    for (const each of samples) for (const output of odd) holds(metric, each, output)
  })

  test(`${name} answers any text with a score in its scale, twice the same`, () => {
    fc.assert(
      fc.property(anyAnswer, fc.constantFrom(...samples), ({ text, raw, docs }, each) => {
        holds(metric, each, answered(text, { raw, retrieved: docs.map((doc) => ({ doc })) }))
        holds(metric, { ...each, input: raw }, answered(text))
      }),
    )
  })

  test(`${name} measures nothing where what it needs is missing`, () => {
    for (const need of scorer.needs) assert.notEqual(without(need, metric).status, 'measured', need)
  })

  test(`${name} carries its own name and a version`, () => {
    assert.equal(scorer.name, name)
    assert.ok(Number.isInteger(scorer.version) && scorer.version >= 1)
  })
}

test('every registered scorer is met by a known name, and every known name by one scorer', () => {
  for (const { name } of scorers)
    assert.ok(
      metricNames.some((each) => name.test(each)),
      String(name),
    )
  for (const each of metricNames) assert.equal(scorers.filter(({ name }) => name.test(each)).length, 1, each)
})

for (const name of ['precision_at_1', 'precision_at_100', 'recall_at_42', 'ndcg_at_10']) {
  test(`${name} is a metric`, () => assert.ok(isMetricName(name)))
}

for (const name of [
  '',
  'precision',
  'precision_at_0',
  'precision_at_05',
  'precision_at_101',
  'precision_at_5 ',
  'MRR',
  'mrr\n',
  'accuracy',
  '__proto__',
]) {
  test(`${JSON.stringify(name)} is no metric`, () => {
    assert.equal(isMetricName(name), false)
    assert.equal(metricFor(name, instruments(), {}), undefined)
  })
}

function named(name: string): Metric {
  const metric = metricFor(name, instruments(), {})
  assert.ok(metric, name)
  return metric
}

function holds({ scorer }: Metric, asked: Sample, output: Answered): void {
  const score = scorer.score(asked, output)
  assert.deepEqual(scorer.score(asked, output), score)
  if (score.status !== 'measured') return assert.ok(score.why.length > 0)
  const inScale = scorer.scale === 'binary' ? score.value === 0 || score.value === 1 : score.value >= 0 && score.value <= 1
  assert.ok(inScale, `${score.value} for ${JSON.stringify(output.text.slice(0, 80))}`)
}

function without(need: Need, { scorer }: Metric): Score {
  const output = answered('€2.50 in the settings', { retrieved: [{ doc: 'a' }] })
  const { relevant: _relevant, ...irrelevant } = full
  const { format: _format, ...formless } = full
  const lacking = {
    expected: () => scorer.score(sample(), output),
    relevant: () => scorer.score(sample(irrelevant), output),
    retrieved: () => scorer.score(sample(full), answered('x')),
    facts_or_refusal: () => scorer.score(sample({ relevant: [{ doc: 'a' }] }), output),
    format: () => scorer.score(sample(formless), output),
  } satisfies Record<Need, () => Score>
  return lacking[need]()
}
