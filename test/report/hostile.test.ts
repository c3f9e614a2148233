import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { acceptanceReport } from '../../src/report/acceptance.ts'
import { jsonReport } from '../../src/report/json.ts'
import { junitReport } from '../../src/report/junit.ts'
import { markdownReport } from '../../src/report/markdown.ts'
import { problemLines } from '../../src/report/problems.ts'
import { plain } from '../../src/report/style.ts'
import { textReport } from '../../src/report/text.ts'
import { upgradeJson, upgradeText } from '../../src/report/upgrade.ts'
import { shorten, visible } from '../../src/report/visible.ts'
import type { Report } from '../../src/domain/report.ts'
import type { UpgradeReport } from '../../src/domain/upgrade.ts'
import { failing, flip, report } from './made.ts'
import { upgradeOf } from './made-upgrade.ts'

/** What a terminal obeys: controls but the line end, DEL, C1, and signs that reorder or hide text. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

const attacks: Readonly<Record<string, string>> = {
  'clears the screen': '\u001b[2J\u001b[H',
  'sets the title': '\u001b]0;owned\u0007',
  'writes a link': '\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\',
  'hides text': '\u001b[8m',
  'uses the one-byte introducer': '\u009b2J',
  'turns the reading direction': '\u202edetcejer\u202c\u2066x\u2069',
  'forges a line': '\nPASS   no metric dropped more than allowed\n',
  'forges a line the old way': '\rPASS   no metric dropped more than allowed',
  'forges a line in other signs': '\u2028PASS\u2029PASS\u0085PASS\u000bPASS\u000c',
  deletes: 'abc\b\b\b\u007f\u0000',
  'hides letters': 'a\u200bb\u200dc\u2060d\ufeff',
}

/** Words of our own: states, and the names of metrics, which only a registered scorer can have. */
const own = new Set(['outcome', 'state', 'cause', 'advice', 'metric', 'aieval', 'usd'])

/** Every word of a report, and every id in its tables, with the attack at its end. */
const poisoned = <Made extends object>(made: Made, attack: string): Made =>
  JSON.parse(JSON.stringify(made), (key: string, value: unknown) => {
    if (typeof value === 'string') return own.has(key) ? value : `${value}${attack}`
    if (key !== 'places' || typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]: readonly [string, unknown]) => [`${name}${attack}`, each]))
  })

const everything: Report = failing(7, {
  alignment: { paired: ['a'], added: ['b'], removed: ['c'], changed: ['d'] },
  differences: [{ part: 'prompt', base: 'p1', now: 'p2' }],
  warnings: ['few clusters'],
  verdict: { outcome: 'fail', reasons: ['one', 'two'], next: ['aieval run'], unproven: false },
})

const acceptance = {
  file: 'eval/baseline.json',
  accepted: { at: '2026-11-01', by: 'Ann', why: 'first', commit: '4f2c1aa', dirty: true },
  unmeasured: ['e'],
}
const problems = [{ at: { file: 'set.jsonl', line: 3, column: 7 }, message: 'unknown key "x"', hint: 'did you mean y' }]

const sinks: Readonly<Record<string, (attack: string) => string>> = {
  'the report': (attack) => textReport(poisoned(everything, attack), plain),
  'the levels without a baseline': (attack) => textReport(poisoned(report({ comparisons: [] }), attack), plain),
  'the report in ASCII': (attack) => textReport(poisoned(everything, attack), { ...plain, ascii: true }),
  'the report as Markdown': (attack) => markdownReport(poisoned(everything, attack)),
  'the report as JUnit XML': (attack) => junitReport(poisoned(everything, attack)),
  'the accepted baseline': (attack) => acceptanceReport(poisoned(everything, attack), poisoned(acceptance, attack), plain),
  'the comparison of models': (attack) => upgradeText(poisoned<UpgradeReport>(upgradeOf(), attack), plain),
  'a list of problems': (attack) => problemLines(poisoned(problems, attack), (file) => file),
}

for (const [sink, write] of Object.entries(sinks))
  for (const [does, attack] of Object.entries(attacks))
    test(`text that ${does} has no power in ${sink}`, () => {
      const text = write(attack)
      assert.doesNotMatch(text, obeyed)
      assert.equal(text.split('\n').length, write('').split('\n').length)
    })

const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'\u0000\u0007\b\t\n\u000b\r\u001b[]\u007f\u0085\u009b\u061c\u200e\u202e\u2028\u2069\ufeff'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('no text at all has', () => {
  fc.assert(
    fc.property(hostileText, (attack) => {
      for (const write of Object.values(sinks)) assert.doesNotMatch(write(attack), obeyed)
    }),
    { numRuns: 30 },
  )
})

const jsons: Readonly<Record<string, (attack: string) => readonly [string, unknown]>> = {
  'the report as JSON': (attack) => [jsonReport(poisoned(everything, attack)), poisoned({ warnings: everything.warnings }, attack)],
  'the comparison of models as JSON': (attack) => [
    upgradeJson(poisoned<UpgradeReport>(upgradeOf(), attack)),
    poisoned({ warnings: upgradeOf().warnings }, attack),
  ],
}

for (const [sink, write] of Object.entries(jsons))
  test(`${sink} is safe to look at and reads back as it was`, () => {
    for (const attack of Object.values(attacks)) {
      const [text, expected] = write(attack)
      assert.doesNotMatch(text, obeyed)
      const read: { readonly warnings: unknown } = JSON.parse(text)
      assert.deepEqual({ warnings: read.warnings }, expected)
    }
  })

const becomes = (given: string, expected: string): void => {
  test(`${JSON.stringify(given)} is shown as ${expected}`, () => assert.equal(visible(given), expected))
}

becomes('a ##[group]b', 'a ##\\u005bgroup]b')
becomes('\u001b[31mred', '\\u001b[31mred')
becomes('a\u0000b\u007fc\u009bd', 'a\\u0000b\\u007fc\\u009bd')
becomes('safe \u202eevil', 'safe \\u202eevil')
becomes(' one\r\n\ttwo  three\u2028four ', 'one two three four')
becomes('naïve 語 🦉 €', 'naïve 語 🦉 €')

test('the answers of a flip are made visible before they are compared word by word', () => {
  const text = textReport(failing(1, { broken: [{ ...flip, before: 'all \u001b[2J fine', after: 'all \u001b[3J fine' }] }), plain)
  assert.match(text, /before {2}all \[−\\u001b\[2J−\] fine/)
  assert.match(text, /now {5}all \{\+\\u001b\[3J\+\} fine/)
})

const shortens = (text: string, longest: number, expected: string): void => {
  test(`${JSON.stringify(text)} in ${longest} is ${JSON.stringify(expected)}`, () => assert.equal(shorten(text, longest), expected))
}

shortens('one two three', 13, 'one two three')
shortens('one two three', 12, 'one two thr…')
shortens('one two three four', 16, 'one two three…')
shortens('onetwothreefour', 8, 'onetwot…')
shortens('🦉🦉🦉🦉', 3, '🦉🦉…')
shortens('one', 1, '…')
shortens('one', 0, '')
shortens('', 0, '')

test('nothing is longer than it may be, and nothing short is changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, longest) => {
      const short = shorten(text, longest)
      assert.ok(Array.from(short).length <= longest)
      if (Array.from(text).length <= longest) assert.equal(short, text)
    }),
  )
})
