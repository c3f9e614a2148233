import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problem } from '../../src/domain/usage-error.ts'
import { problemLines } from '../../src/report/problems.ts'
import { progressLine, type ProgressState } from '../../src/report/progress.ts'
import { plain } from '../../src/report/style.ts'
import { table } from '../../src/report/table.ts'

const named = (claim: string, problem: Problem, expected: string): void => {
  test(claim, () =>
    assert.equal(
      problemLines([problem], (file) => file.replace('/home/ann/', '')),
      expected,
    ),
  )
}

named('a problem says what', { message: 'no key' }, 'no key\n')
named('and what to type next', { message: 'no key', hint: 'export KEY=…' }, 'no key (export KEY=…)\n')
named(
  'and where, as short as the reader needs it',
  { at: { file: '/home/ann/set.jsonl', line: 3 }, message: 'no id' },
  'set.jsonl:3: no id\n',
)
named(
  'to the column',
  { at: { file: 'set.jsonl', line: 3, column: 7 }, message: 'no id', hint: 'add one' },
  'set.jsonl:3:7: no id (add one)\n',
)

const problems = (count: number): string =>
  problemLines(
    Array.from({ length: count }, (_, index) => ({ message: `problem ${index}` })),
    (file) => file,
  )

test('fifty problems are shown, the others counted', () => {
  assert.equal(problems(0), '')
  assert.equal(problems(50).split('\n').length, 51)
  assert.match(problems(53), /problem 49\n… and 3 more\n$/)
})

const at = (file: string, line: number, column?: number): Problem => ({
  at: { file, line, ...(column === undefined ? {} : { column }) },
  message: 'bad',
})

test('problems come in the order of their places, those without one first', () => {
  const given = [at('b', 1), at('a', 10), at('a', 9, 7), { message: 'bad' }, at('a', 9, 3), at('a', 9)]
  assert.equal(
    problemLines(given, (file) => file),
    'bad\na:9: bad\na:9:3: bad\na:9:7: bad\na:10: bad\nb:1: bad\n',
  )
})

const progresses = (state: ProgressState, expected: string): void => {
  test(`progress reads: ${expected}`, () => assert.equal(progressLine(state), expected))
}

progresses({ done: 0, total: 500, errored: 0, elapsedMs: 0 }, '0/500, 0.0/s')
progresses({ done: 5, total: 500, errored: 0, elapsedMs: 1000 }, '5/500, 5.0/s, 1 min 39 s left')
progresses({ done: 250, total: 500, errored: 1, elapsedMs: 10_000 }, '250/500, 1 error, 25/s, 10 s left')
progresses({ done: 500, total: 500, errored: 3, elapsedMs: 10_000 }, '500/500, 3 errors, 50/s')
progresses({ done: 10, total: 20, errored: 0, elapsedMs: 5000, usd: 0.1234 }, '10/20, 2.0/s, $0.12, 5 s left')
progresses({ done: 10, total: 20, errored: 0, elapsedMs: 5000, usd: 0.1234, budget: 2 }, '10/20, 2.0/s, $0.12 of $2.00, 5 s left')
progresses({ done: 10, total: 20, errored: 0, elapsedMs: 5000, usd: 'unknown' }, '10/20, 2.0/s, cost unknown, 5 s left')
progresses({ done: 10, total: 20, errored: 0, elapsedMs: 5000, throttledMs: 190_400 }, '10/20, 2.0/s, throttled 3 min 10 s, 5 s left')
progresses({ done: 10, total: 20, errored: 0, elapsedMs: 5000, throttledMs: 999 }, '10/20, 2.0/s, 5 s left')
progresses({ done: 400, earlier: 390, total: 500, errored: 0, elapsedMs: 5000 }, '400/500, 2.0/s, 50 s left')
progresses({ done: 1, total: 20_000, errored: 0, elapsedMs: 1000 }, '1/20000, 1.0/s, 5 h 33 min left')

const columns = [{ head: 'name' }, { head: 'Δ', align: 'right' }, { head: '' }] as const
const rows = [
  ['a', '1', ''],
  ['語語', '22', 'x'],
]

test('a table is aligned by what a terminal shows, without lines, without blanks at the end', () => {
  assert.equal(table(columns, rows, plain), ['  name   Δ', '  a      1', '  語語  22  x'].join('\n'))
})

test('in ASCII its columns are aligned by what is shown then', () => {
  assert.equal(table(columns, [['a', '–', '']], { ...plain, ascii: true }), ['  name  delta', '  a         -'].join('\n'))
})

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`

test('colour takes no room', () => {
  assert.equal(
    table(
      columns,
      [
        [red('a'), red('1'), ''],
        ['b', '22', ''],
      ],
      plain,
    ),
    ['  name   Δ', `  ${red('a')}      ${red('1')}`, '  b     22'].join('\n'),
  )
})

test('a table without rows is its head', () => assert.equal(table(columns, [], plain), '  name  Δ'))
