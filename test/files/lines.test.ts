import assert from 'node:assert/strict'
import test from 'node:test'
import { parseLines } from '../../src/files/lines.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')
const problem = (name: string, content: Buffer, line: number, message: RegExp): void =>
  void test(`a line number for ${name}`, () => {
    const found = parseLines(content, 's.jsonl').flatMap((each) => ('problem' in each ? [each.problem] : []))
    assert.equal(found.length, 1)
    assert.equal(found[0]?.at?.line, line)
    assert.match(found[0]?.message ?? '', message)
  })

test('splits on \\n alone, strips one \\r, skips blank lines, keeps line numbers', () => {
  assert.deepEqual(parseLines(bytes('{"a":1}\r\n\n  \n{"b":"x\u2028y"}'), 'f'), [
    { line: 1, value: { a: 1 } },
    { line: 4, value: { b: 'x\u2028y' } },
  ])
})

test('a byte order mark at byte 0 is no part of the data', () => {
  assert.deepEqual(parseLines(bytes('\uFEFF{"a":1}\n'), 'f'), [{ line: 1, value: { a: 1 } }])
})

test('an empty file has no lines', () => assert.deepEqual(parseLines(bytes(''), 'f'), []))

problem('invalid UTF-8', Buffer.concat([bytes('{"a":1}\n{"a":"'), Buffer.from([0xc3, 0x28]), bytes('"}\n')]), 2, /not UTF-8/)
problem('a byte order mark inside the file', bytes('{"a":1}\n\uFEFF{"a":1}\n'), 2, /byte order mark/)
problem('a lone \\r, which is no line end', bytes('{"a":1}\r{"a":2}\n'), 1, /not JSON/)
problem('a line over 16 MiB', bytes(`"${'x'.repeat(16 * 1024 * 1024)}"\n`), 1, /16 MiB/)
