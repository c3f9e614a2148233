import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showProgress } from '../../src/commands/progress.ts'
import type { CallRecord } from '../../src/domain/output.ts'
import type { SampleRecord } from '../../src/domain/run.ts'
import { openPurse } from '../../src/transport/purse.ts'
import { answer, call, failure, record } from '../run/plan.ts'
import { priceOf } from '../run/recorded.ts'
import { fakeClock } from '../transport/fake-clock.ts'
import { fakeContext } from './fake-context.ts'

type How = { readonly tty?: boolean; readonly quiet?: boolean } & Partial<Parameters<typeof showProgress>[1]['system']>

const shown = ({ tty = false, quiet = false, ...system }: How = {}) => {
  const clock = fakeClock()
  const lines: string[] = []
  const ctx = fakeContext({ clock, errIsTty: tty, err: (text) => void lines.push(text) })
  const progress = showProgress(ctx, { total: 40, quiet, priceOf, system })
  /** Lets time pass, and whoever slept through it do what he has to. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate)
  }
  return { ...progress, lines, pass }
}

const paid = (more: Partial<CallRecord> = {}): SampleRecord => record(answer('yes', { calls: [call(more)] }))

test('where nobody looks there is a line every fifteen seconds, whatever comes', async () => {
  const { lines, saw, pass, end } = shown()
  for (let second = 0; second < 31; second += 1) {
    saw(paid({ tokensIn: 1e6, tokensOut: 0 }))
    await pass(1000)
  }
  assert.deepEqual(lines, ['15/40, 1.0/s, $30.00, 25 s left\n', '30/40, 1.0/s, $60.00, 10 s left\n'])
  end()
  await pass(60_000)
  assert.equal(lines.length, 2, 'nothing after the end')
})

test('also while nothing comes back at all', async () => {
  const { lines, pass, end } = shown({ throttledMs: () => 12_000 })
  await pass(15_000)
  assert.deepEqual(lines, ['0/40, 0.0/s, throttled 12 s\n'])
  end()
})

test('on a terminal one line is redrawn, ten times a second at most and once at least, and is gone at the end', async () => {
  const { lines, saw, pass, end } = shown({ tty: true })
  saw(paid())
  await pass(50)
  saw(record(failure('timeout')))
  assert.equal(lines.length, 0)
  await pass(50)
  saw(paid())
  assert.equal(lines.length, 1)
  await pass(1000)
  assert.equal(lines.length, 2)
  assert.ok(lines[1]?.startsWith('\r\u001b[2K3/40, 1 error, '), lines[1])
  end()
  assert.equal(lines[2], '\r\u001b[2K')
})

test('quietly nothing is said', async () => {
  const { lines, saw, pass, end } = shown({ tty: true, quiet: true })
  saw(paid())
  await pass(60_000)
  end()
  assert.deepEqual(lines, [])
})

const spends = (claim: string, how: How, records: readonly SampleRecord[], expected: RegExp): void => {
  test(claim, async () => {
    const { lines, saw, pass, end } = shown(how)
    for (const each of records) saw(each)
    await pass(15_000)
    end()
    assert.match(lines[0] ?? '', expected)
  })
}

const million = { tokensIn: 1e6, tokensOut: 0 }
spends('an unknown price is said, never $0', {}, [paid(), paid({ model: 'unpriced' })], /\/s, cost unknown, /)
spends('what was free is not spoken of', {}, [paid({ model: 'local' }), paid({ cached: true })], /^2\/40, 0\.1\/s, \d+ min \d+ s left\n$/)
spends(
  'an app that counts no tokens costs what nobody here could say',
  {},
  [record(answer('yes', { calls: [{ ...call(), model: 'app', tokensIn: 0, tokensOut: 0 }] }))],
  /\/s, \d+ min/,
)
spends('calls beside the samples count', { besides: [call(million)] }, [paid(million)], /, \$4\.00, /)

const purse = openPurse(5)
const settle = await purse.take(2, new AbortController().signal)
settle(1.5)
spends('a budget says what is left of it', { purse }, [], /, \$1\.50 of \$5\.00\n$/)
