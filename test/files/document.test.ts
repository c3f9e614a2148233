import assert from 'node:assert/strict'
import test from 'node:test'
import { UsageError } from '../../src/domain/usage-error.ts'
import { parseLocated } from '../../src/files/document.ts'

const yaml = `a: 1
models:
  primary: { provider: openai, model: gpt-4o }
metrics: [one, two]
`

test('tells where a value stands: at its key, or at the deepest part of the path that exists', () => {
  const { place } = parseLocated(yaml, 'c.yaml')
  assert.deepEqual(place(['models', 'primary', 'model']), { file: 'c.yaml', line: 3, column: 32 })
  assert.deepEqual(place(['metrics', 1]), { file: 'c.yaml', line: 4, column: 16 })
  assert.deepEqual(place(['models', 'absent']), { file: 'c.yaml', line: 2, column: 1 })
  assert.deepEqual(place([]), { file: 'c.yaml', line: 1, column: 1 })
})

const refused = (name: string, text: string, file: string, message: RegExp, line: number): void =>
  void test(`refused: ${name}`, () => {
    assert.throws(
      () => parseLocated(text, file),
      (error) => error instanceof UsageError && message.test(error.message) && error.problems[0]?.at?.line === line,
    )
  })

refused('a key twice', 'a: 1\nb: 2\na: 3\n', 'c.yaml', /unique/i, 3)
refused('a tag', 'a: 1\nb: !!js/function x\n', 'c.yaml', /tag/i, 2)
refused(
  'an alias bomb',
  `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`,
  'c.yaml',
  /alias/i,
  1,
)
refused('YAML in a .json file', 'a: 1\n', 'c.json', /not JSON/, 1)
refused('a trailing comma in a .json file', '{\n "a": 1,\n}\n', 'c.json', /not JSON/, 3)

test('core schema only: no and off are words, not booleans', () => {
  assert.deepEqual(parseLocated('a: no\nb: off\nc: 012\n', 'c.yaml').value, { a: 'no', b: 'off', c: 12 })
})

test('an alias inside what it names, and a tag, are refused rather than followed', () => {
  assert.throws(() => parseLocated('a: &x [*x]\n', 'c.yaml'), /an alias stands inside what it names/)
  assert.throws(() => parseLocated('a: !!binary aGk=\n', 'c.yaml'), /Unresolved tag/)
  assert.throws(() => parseLocated('a: !!timestamp 2026-01-01\n', 'c.yaml'), /Unresolved tag/)
})
