import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { parseLines as parse, readLines, type Line } from '../../src/files/lines.ts'
import { openSpans } from '../../src/files/spans.ts'

const parseLines = (content: Buffer, file: string): readonly Line[] => [...parse(content, file)]

const read = async (file: string): Promise<readonly Line[]> => {
  const lines: Line[] = []
  for await (const line of readLines(file)) lines.push(line)
  return lines
}

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
    { line: 1, value: { a: 1 }, span: { offset: 0, length: 7 } },
    { line: 4, value: { b: 'x\u2028y' }, span: { offset: 13, length: 13 } },
  ])
})

test('a byte order mark at byte 0 is no part of the data', () => {
  assert.deepEqual(parseLines(bytes('\uFEFF{"a":1}\n'), 'f'), [{ line: 1, value: { a: 1 }, span: { offset: 3, length: 7 } }])
})

test('an empty file has no lines', () => assert.deepEqual(parseLines(bytes(''), 'f'), []))

problem('invalid UTF-8', Buffer.concat([bytes('{"a":1}\n{"a":"'), Buffer.from([0xc3, 0x28]), bytes('"}\n')]), 2, /not UTF-8/)
problem('a byte order mark inside the file', bytes('{"a":1}\n\uFEFF{"a":1}\n'), 2, /byte order mark/)
problem('a lone \\r, which is no line end', bytes('{"a":1}\r{"a":2}\n'), 1, /not JSON/)
problem('a line over 16 MiB', bytes(`"${'x'.repeat(16 * 1024 * 1024)}"\n`), 1, /16 MiB/)

const written = async (content: Buffer): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'aieval-')), 'set.jsonl')
  await writeFile(file, content)
  return file
}

test('a file is read the same in stretches as in one piece, wherever the stretches part', async () => {
  const rows = Array.from(
    { length: 3000 },
    (_, index) => `{"id":"s${index}","text":"${'äöü'.repeat(index % 300)}"}${index % 7 === 0 ? '\r' : ''}`,
  )
  const content = bytes(`\uFEFF${rows.join('\n')}`)
  const file = await written(content)
  assert.ok(content.length > 2 ** 21)
  assert.deepEqual(await read(file), parseLines(content, file))
})

test('the span of a line gives back its text, also when lines are asked for in no order', async () => {
  const file = await written(bytes('\uFEFF{"a":"é"}\r\n\n{"b":2}'))
  const lines = await read(file)
  const { text, close } = openSpans(file)
  assert.deepEqual(
    lines.toReversed().map((line) => ('value' in line ? text(line.span) : '')),
    ['{"b":2}', '{"a":"é"}'],
  )
  close()
})

test('what was listed can be read again although its name has gone', async () => {
  const file = await written(bytes('{"a":1}\n{"a":2}\n'))
  const { text, close } = openSpans(file)
  assert.equal(text({ offset: 0, length: 7 }), '{"a":1}')
  await rm(file)
  assert.equal(text({ offset: 8, length: 7 }), '{"a":2}')
  close()
})

test('a missing file is named', async () => {
  await assert.rejects(read('/nowhere/set.jsonl'), /cannot read \/nowhere\/set\.jsonl: no such file/)
})
