import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenSamples, causeOf, sliceChanges, tellingTrial, type FlipInput, type Told } from '../../src/compare/flips.ts'
import type { Sides } from '../../src/compare/values.ts'
import type { Flip } from '../../src/domain/comparison.ts'
import type { BaselineTrial } from '../../src/domain/run.ts'
import type { Expected, Sample } from '../../src/domain/sample.ts'
import { byId, sideOf, sidesOf, type Cell } from './sides.ts'

const sample = (id: string, more: Partial<Sample> = {}): Sample => ({ id, input: `question ${id}`, tags: [], ...more })
const labelled = (relevant: Expected['relevant']): Sample =>
  sample('s0', { expected: { answerable: true, ...(relevant === undefined ? {} : { relevant }) } })
const answered = (retrieved?: readonly string[]): BaselineTrial => ({
  status: 'answered',
  scores: {},
  ...(retrieved === undefined ? {} : { retrieved }),
})
const failed: BaselineTrial = { status: 'failed', scores: {}, failure: 'app' }

const causedBy = (
  cause: Flip['cause'],
  claim: string,
  metric: string,
  [expected, trial]: readonly [Sample | undefined, BaselineTrial | undefined],
): void => {
  test(`${cause}: ${claim}`, () => assert.equal(causeOf(expected, trial, metric), cause))
}

const twoDocs = labelled([{ doc: 'fees' }, { doc: 'plans', grade: 2 }])

causedBy('generation', 'a relevant document was there and the answer is wrong', 'factual_accuracy', [
  twoDocs,
  answered(['limits', 'plans']),
])
causedBy('retrieval', 'no relevant document was there', 'factual_accuracy', [twoDocs, answered(['limits'])])
causedBy('retrieval', 'nothing was there', 'factual_accuracy', [twoDocs, answered([])])
causedBy('retrieval', 'a document of grade 0 is not relevant', 'factual_accuracy', [
  labelled([{ doc: 'old', grade: 0 }, { doc: 'fees' }]),
  answered(['old']),
])
causedBy('retrieval', 'the metric is about retrieval', 'precision_at_5', [twoDocs, answered(['fees', 'plans'])])
causedBy('retrieval', 'so is this one', 'mrr', [undefined, answered()])
causedBy('generation', 'a name that only looks like a metric of retrieval is none', 'my_precision_at_5', [twoDocs, answered(['fees'])])
causedBy('generation', 'neither is this', 'mrr_of_answers', [twoDocs, answered(['fees'])])
causedBy('generation', 'nor this', 'not_mrr', [twoDocs, answered(['fees'])])
causedBy('unknown', 'there is no trial', 'factual_accuracy', [twoDocs, undefined])
causedBy('generation', 'a format is broken in writing, whatever was retrieved', 'format_compliance', [twoDocs, answered([])])
causedBy('app', 'the app failed, on whatever metric', 'mrr', [twoDocs, failed])
causedBy('app', 'the app failed, so no format either', 'format_compliance', [twoDocs, failed])
causedBy('unknown', 'the target reports no documents', 'factual_accuracy', [twoDocs, answered()])
causedBy('unknown', 'no document is labelled', 'factual_accuracy', [labelled(undefined), answered(['fees'])])
causedBy('unknown', 'all labelled documents have grade 0', 'factual_accuracy', [labelled([{ doc: 'old', grade: 0 }]), answered(['old'])])
causedBy('unknown', 'the sample is not known', 'factual_accuracy', [undefined, answered(['fees'])])

const flipInput = (
  base: readonly (Cell | readonly Cell[])[],
  now: readonly (Cell | readonly Cell[])[],
  more: Partial<FlipInput> = {},
): FlipInput => ({
  sides: sidesOf(base, now),
  paired: base.map((_, index) => `s${index}`),
  sampleOf: (id) => sample(id),
  told: toldBy(sidesOf(base, now)),
  whyOf: () => undefined,
  metric: { name: 'accuracy', better: 'higher' },
  ...more,
})

const toldBy = ({ base, head }: Sides): Told => ({ base: (id) => base.get(id), head: (id) => head.get(id), labels: (id) => sample(id) })

test('broken samples are those that got worse, the largest drop first, then by id', () => {
  const broken = brokenSamples(flipInput([1, 0.5, 1, 0, 1, 1, 'errored'], [0.75, 0, 0, 1, 1, 0, 0]))
  assert.deepEqual(
    broken.map(({ id, base, now }) => [id, base, now]),
    [
      ['s2', 1, 0],
      ['s5', 1, 0],
      ['s1', 0.5, 0],
      ['s0', 1, 0.75],
    ],
  )
})

test('where lower is better, those that rose', () => {
  const broken = brokenSamples(flipInput([0, 1], [1, 0], { metric: { name: 'accuracy', better: 'lower' } }))
  assert.deepEqual(
    broken.map(({ id }) => id),
    ['s0'],
  )
})

test('a mean that differs by rounding alone broke nothing', () => assert.deepEqual(brokenSamples(flipInput([[0.4, 0.4, 0.4]], [0.4])), []))

const says = (answer: string, accuracy: number): BaselineTrial => ({ status: 'answered', scores: { accuracy }, answer })
const withTrials = (trials: readonly BaselineTrial[]) => byId([{ id: 's0', hash: 'h', trials }])
const flipOf = (base: readonly BaselineTrial[], now: readonly BaselineTrial[]): Flip | undefined => {
  const sides = { base: withTrials(base), head: withTrials(now) }
  return brokenSamples({
    ...flipInput([1], [0]),
    sides,
    told: toldBy(sides),
    whyOf: (_, __, trial) => `trial ${trial}`,
  })[0]
}
const shows = (
  claim: string,
  [base, now]: readonly [readonly BaselineTrial[], readonly BaselineTrial[]],
  told: Readonly<Record<'before' | 'after' | 'why', string | undefined>>,
): void => {
  test(claim, () => {
    const flip = flipOf(base, now)
    assert.deepEqual({ before: flip?.before, after: flip?.after, why: flip?.why }, told)
  })
}

const timeout: BaselineTrial = { status: 'errored', scores: {}, failure: 'timeout' }
const crash: BaselineTrial = { status: 'failed', scores: { accuracy: 0 }, failure: 'app' }

shows('a flip tells what was said then and now', [[says('right', 1)], [says('wrong', 0)]], {
  before: 'right',
  after: 'wrong',
  why: 'trial 0',
})
shows(
  'of three baseline trials a right one is shown',
  [[says('wrong', 0), says('right', 1), says('right too', 1)], [says('wrong now', 0)]],
  { before: 'right', after: 'wrong now', why: 'trial 0' },
)
shows('of three trials now a wrong one is shown, with its own reason', [[says('right', 1)], [says('right now', 1), says('wrong now', 0)]], {
  before: 'right',
  after: 'wrong now',
  why: 'trial 1',
})
shows(
  'an errored trial is not what the app says now',
  [
    [timeout, says('right', 1)],
    [timeout, says('wrong', 0)],
  ],
  { before: 'right', after: 'wrong', why: 'trial 1' },
)
shows('an app that failed said nothing, and that is said', [[says('right', 1)], [crash]], {
  before: 'right',
  after: '(failed: app)',
  why: 'trial 0',
})
shows('a baseline without answers shows none', [[{ status: 'answered', scores: { accuracy: 1 } }], [says('wrong', 0)]], {
  before: undefined,
  after: 'wrong',
  why: 'trial 0',
})

test('a flip without a reason has no field for one', () => assert.equal('why' in (brokenSamples(flipInput([1], [0]))[0] ?? {}), false))

const slices = ['fees', 'fees', 'fees', 'plans', 'plans', 'cards', 'atm', undefined]
const inSlices: Partial<FlipInput> = {
  sampleOf: (id) => {
    const slice = slices[Number(id.slice(1))]
    return sample(id, slice === undefined ? {} : { slice })
  },
}

test('slices come with the largest fall first, equal ones by name, and what has no slice is left out', () => {
  const changes = sliceChanges(flipInput([1, 1, 0, 1, 1, 0, 0, 1], [0, 1, 0, 0, 0, 1, 1, 0], inSlices))
  assert.deepEqual(changes, [
    { slice: 'plans', n: 2, base: 1, now: 0, worse: 2 },
    { slice: 'fees', n: 3, base: 2 / 3, now: 1 / 3, worse: 1 },
    { slice: 'atm', n: 1, base: 0, now: 1, worse: 0 },
    { slice: 'cards', n: 1, base: 0, now: 1, worse: 0 },
  ])
})

test('where lower is better the slice that rose most comes first', () => {
  const changes = sliceChanges(flipInput([0, 0, 0, 1, 1], [0, 0, 1, 0, 0], { ...inSlices, metric: { name: 'accuracy', better: 'lower' } }))
  assert.deepEqual(
    changes.map(({ slice, worse }) => [slice, worse]),
    [
      ['fees', 1],
      ['plans', 0],
    ],
  )
})

test('a slice of which nothing was measured is left out', () => {
  assert.deepEqual(
    sliceChanges(flipInput([1, 1, 1, 'errored', 1], [1, 1, 1, 1, 'errored'], inSlices)).map(({ slice, n }) => [slice, n]),
    [['fees', 3]],
  )
  assert.deepEqual(sliceChanges({ ...flipInput([], [], inSlices), sides: { base: byId(sideOf([])), head: byId(sideOf([])) } }), [])
})

test('of very many broken samples each is named, and the words of the first thousand are told', () => {
  const many = Array.from({ length: 1500 }, () => [says('right', 1), says('wrong', 0)] as const)
  const side = (pick: 0 | 1) => byId(many.map((trials, index) => ({ id: `s${index}`, hash: 'h', trials: [trials[pick]] })))
  const sides = { base: side(0), head: side(1) }
  const broken = brokenSamples({ ...flipInput([], []), sides, told: toldBy(sides), paired: [...sides.base.keys()] })
  assert.equal(broken.length, 1500)
  assert.deepEqual(broken.map(({ before }) => before).filter((before) => before === 'right').length, 1000)
  assert.ok(broken.every(({ cause }) => cause === 'unknown'))
})

test('samples that fell alike stand by id, in whatever order they came', () => {
  const input = flipInput([1, 1, 1], [0, 0, 0], { paired: ['s1', 's2', 's0'] })
  assert.deepEqual(
    brokenSamples(input).map(({ id }) => id),
    ['s0', 's1', 's2'],
  )
})

test('slices that fell alike stand by name, in whatever order they came', () => {
  const named = ['plans', 'atm', 'fees']
  const input = flipInput([1, 1, 1], [0, 0, 0], { sampleOf: (id) => sample(id, { slice: named[Number(id.slice(1))] ?? '' }) })
  assert.deepEqual(
    sliceChanges(input).map(({ slice }) => slice),
    ['atm', 'fees', 'plans'],
  )
})

test('a fall is that of the mean: many samples that fell a little come after few that fell far', () => {
  const cells = Array.from({ length: 10 }, () => 1)
  const input = flipInput([...cells, 1], [...cells.map((_, index) => (index < 3 ? 0 : 1)), 0.5], {
    sampleOf: (id) => sample(id, { slice: id === 's10' ? 'few' : 'many' }),
  })
  assert.deepEqual(
    sliceChanges(input).map(({ slice, worse }) => [slice, worse]),
    [
      ['few', 1],
      ['many', 3],
    ],
  )
})

test('where lower is better, of several trials the lowest before and the highest now are shown', () => {
  const sides = {
    base: withTrials([says('high', 1), says('low', 0)]),
    head: withTrials([says('low now', 0), says('high now', 1), says('high again', 1)]),
  }
  const input = flipInput([0], [1], { metric: { name: 'accuracy', better: 'lower' }, sides, told: toldBy(sides) })
  const flip = brokenSamples(input)[0]
  assert.deepEqual([flip?.before, flip?.after], ['low', 'high now'])
})

test('of a sample that nothing is known of, nothing is told', () => {
  assert.deepEqual(tellingTrial(undefined, { name: 'accuracy', better: 'higher' }, 'best'), { at: 0, trial: undefined })
  const [trial] = [timeout]
  assert.deepEqual(tellingTrial({ id: 's0', hash: 'h', trials: [trial] }, { name: 'accuracy', better: 'higher' }, 'worst'), {
    at: 0,
    trial,
  })
  assert.deepEqual(sliceChanges(flipInput([1], [0], { sampleOf: () => undefined })), [])
})

test('a flip of which no side said anything has no field for it', () => {
  const mute: BaselineTrial = { status: 'answered', scores: { accuracy: 1 } }
  assert.deepEqual(Object.keys(flipOf([mute], [{ ...mute, scores: { accuracy: 0 } }]) ?? {}).toSorted(), [
    'base',
    'cause',
    'id',
    'metric',
    'now',
    'why',
  ])
})
