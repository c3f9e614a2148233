import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Report } from '../../src/domain/report.ts'
import { githubAnnotations } from '../../src/report/github.ts'
import { jsonReport } from '../../src/report/json.ts'
import { plain } from '../../src/report/style.ts'
import { textReport } from '../../src/report/text.ts'
import { failing, flip, report } from './made.ts'

const lines = (given: Report): readonly string[] =>
  githubAnnotations(given, (file) => file)
    .split('\n')
    .slice(0, -1)

const placed = (count: number): Report => {
  const given = failing(count)
  return {
    ...given,
    places: Object.fromEntries(given.broken.map(({ id }, index) => [id, { file: 'set.jsonl', line: index + 1, input: 'x' }])),
  }
}

test('an annotation points at the line of a broken sample', () => {
  assert.deepEqual(lines(placed(1)), ['::error file=set.jsonl,line=1,title=aieval::fin-fee-0012: factual_accuracy 1.00 → 0.00'])
})

test('a sample that broke two metrics is one annotation', () => {
  const given = placed(1)
  const twice = { ...given, broken: [flip, { ...flip, metric: 'format_compliance', base: 1, now: 0.5 }] }
  assert.deepEqual(lines(twice), [
    '::error file=set.jsonl,line=1,title=aieval::fin-fee-0012: factual_accuracy 1.00 → 0.00, format_compliance 1.00 → 0.50',
  ])
})

test('at most eight, and none where the change did not fail', () => {
  assert.equal(lines(placed(40)).length, 8)
  assert.deepEqual(lines(report()), [])
  assert.deepEqual(lines({ ...placed(3), verdict: { outcome: 'no-verdict', reasons: [], next: [], unproven: false } }), [])
})

test('a file is named from where the caller says, escaped as a property', () => {
  const given = failing(1, { places: { [flip.id]: { file: 'a,b:c%d', line: 2, input: 'x' } } })
  assert.match(
    githubAnnotations(given, (file) => `sub/${file}`),
    /^::error file=sub\/a%2Cb%3Ac%25d,line=2,title=aieval::/,
  )
})

const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom('::', '##[', '#', '[', '\n', '\r', '%', ',', ':', '\u2028', 'stop-commands'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('no text makes a runner obey it: no line more, none that another one starts, no old command within one', () => {
  fc.assert(
    fc.property(anything, (attack) => {
      const broken = [{ ...flip, id: attack, why: attack, before: attack, after: `${attack}!` }]
      const places = Object.fromEntries([[attack, { file: attack, line: 1, input: attack }]])
      const given = failing(1, { broken, places, warnings: [attack], suite: attack, served: [attack] })
      const [annotation = '', ...more] = lines(given)
      assert.deepEqual(more, [])
      assert.match(annotation, /^::error file=[^,:]*,line=1,title=aieval::/)
      const log = `${annotation}\n${textReport(given, plain)}\n${jsonReport(given)}`
      assert.doesNotMatch(log, /##\[/)
      assert.equal(log.split(/\r\n|\n|\r/).filter((line) => line.trimStart().startsWith('::')).length, 1)
    }),
  )
})
