import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CallRecord, Output } from '../../src/domain/output.ts'
import type { PriceOf } from '../../src/domain/price.ts'
import type { Spend, Usage } from '../../src/domain/report.ts'
import { addToSpend, addUsage, spendOf, startMeter, usageOf as usageOfCalls } from '../../src/run/usage.ts'
import { answer, call, failure, record, runOf } from './plan.ts'
import { measured, priceOf } from './recorded.ts'

// A million tokens of the model m cost 2 to ask and 10 to answer with.

const usageOf = (outputs: readonly Output[]): Usage => measured(runOf(outputs.map((output) => record(output)))).usage

const of = (outputs: readonly Output[]): Spend => spendOf(usageOf(outputs))

const costs = (claim: string, calls: readonly CallRecord[], usd: Spend['usd']): void => {
  test(claim, () => assert.equal(of([answer('yes', { calls })]).usd, usd))
}

costs('tokens are charged by the million', [call()], (100 * 2 + 20 * 10) / 1e6)
costs('no calls cost nothing', [], 0)
costs('a local model costs nothing, whatever it counts', [call({ model: 'local' }), call({ model: 'local', tokensIn: 5 })], 0)
costs(
  'a cached reply costs nothing, even of unknown price',
  [call({ cached: true, attempts: 0 }), call({ model: 'unpriced', cached: true })],
  0,
)
costs('an unknown price makes the sum unknown, never 0', [call(), call({ model: 'unpriced' })], 'unknown')

const { tokensIn: _, ...withoutIn } = call()
const { tokensOut: __, ...withoutOut } = call()
costs('an unknown number of tokens asked makes the sum unknown', [call(), withoutIn], 'unknown')
costs('an unknown number of tokens answered makes the sum unknown', [call(), withoutOut], 'unknown')
costs('an embedding has no tokens to answer with', [{ ...withoutOut, kind: 'embed' }], (100 * 2) / 1e6)
costs('a free model needs no tokens', [{ ...withoutIn, model: 'local' }], 0)

test('calls, cached ones, attempts and tokens are summed; cached tokens are nobody’s', () => {
  const { calls, cached, attempts, tokensIn, tokensOut } = of([
    answer('yes', { calls: [call({ attempts: 3 }), call({ cached: true, attempts: 0 })] }),
    { ...failure('timeout'), calls: [{ ...withoutIn, attempts: 4, failed: 'timeout' }] },
  ])
  assert.deepEqual({ calls, cached, attempts, tokensIn, tokensOut }, { calls: 3, cached: 1, attempts: 7, tokensIn: 100, tokensOut: 40 })
})

const took = (claim: string, outputs: readonly Output[], expected: readonly [number, number]): void => {
  test(claim, () => {
    const { p50, p95 } = of(outputs)
    assert.deepEqual([p50, p95], expected)
  })
}

const timed = (ms: number, ...calls: readonly CallRecord[]): Output => answer('yes', { ms, calls })
const cached = call({ cached: true })

took('times are of the answers as they came, in any order', [timed(30), timed(10), timed(20)], [20, 30])
took(
  'of a hundred the 50th and the 95th',
  Array.from({ length: 100 }, (_, index) => timed(index + 1, call())),
  [50, 95],
)
took('of one, the one', [timed(7)], [7, 7])
took('errors and failures have no time to tell', [timed(10), { ...failure('timeout'), ms: 9000 }, { ...failure('app'), ms: 1 }], [10, 10])
took(
  'a cached reply has no time to tell',
  [timed(500, call()), timed(1, cached), timed(2, cached, { ...cached, kind: 'embed' })],
  [500, 500],
)
took('a cached embedding leaves the time of the reply', [timed(500, call(), { ...cached, kind: 'embed' })], [500, 500])
took('of nothing, 0', [], [0, 0])

test('two runs used together what the two used, and an unknown cost stays unknown', () => {
  const one = [timed(10, call()), timed(30, call())]
  const other = [timed(20, call({ model: 'unpriced' }))]
  assert.deepEqual(spendOf(addUsage(usageOf(one), usageOf(other))), of([...one, ...other]))
  assert.equal(addUsage(usageOf(other), usageOf(one)).usd, 'unknown')
})

const dated: PriceOf = (model) => (model === 'listed' ? { input: 2, output: 10, asOf: '2026-07-24' } : priceOf(model))

const used = (...calls: readonly CallRecord[]): Usage => {
  const meter = startMeter(dated)
  meter.saw(answer('yes', { calls }))
  return meter.usage()
}

test('the day of list prices is kept where they are in the sum, and of those alone', () => {
  assert.equal(used(call(), call({ model: 'listed' })).pricesAsOf, '2026-07-24')
  assert.equal('pricesAsOf' in used(call(), call({ model: 'listed', cached: true })), false)
  assert.equal(spendOf(addUsage(used(call()), used(call({ model: 'listed' })))).pricesAsOf, '2026-07-24')
})

test('calls that are no sample’s are added up alike, and leave no times', () => {
  assert.deepEqual(usageOfCalls([call(), call({ cached: true, attempts: 0 })], priceOf), {
    ...used(call(), call({ cached: true, attempts: 0 })),
    times: [],
  })
  assert.deepEqual(usageOfCalls([], priceOf), { ...used(), times: [] })
})

test('what other samples used joins the spend, and not its times', () => {
  const spend = of([timed(10, call())])
  const { calls, usd, p50, p95 } = addToSpend(spend, usageOfCalls([call(), call()], priceOf))
  assert.deepEqual([calls, usd === spend.usd, p50, p95], [3, false, 10, 10])
})
