import assert from 'node:assert/strict'
import test from 'node:test'
import { lookUp } from '../../src/targets/pointer.ts'

/** The document of RFC 6901, section 5. */
const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'g|h': 4, 'i\\j': 5, 'k"l': 6, ' ': 7, 'm~n': 8 }

for (const [pointer, value] of [
  ['', document],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
] as const)
  test(`RFC 6901: ${JSON.stringify(pointer)}`, () => {
    assert.deepEqual(lookUp(document, pointer), { value })
  })

for (const [pointer, missing] of [
  ['/bar', 'nothing at /bar: the reply has foo, , a/b, c%d, e^f, g|h, i\\j, k"l,  , m~n'],
  ['/foo/2', 'nothing at /foo/2: /foo is a list of 2'],
  ['/foo/-', 'nothing at /foo/-: /foo is a list of 2'],
  ['/foo/01', 'nothing at /foo/01: /foo is a list of 2'],
  ['/foo/length', 'nothing at /foo/length: /foo is a list of 2'],
  ['/foo/0/x', 'nothing at /foo/0/x: /foo/0 is "bar"'],
  ['/constructor', 'nothing at /constructor: the reply has foo, , a/b, c%d, e^f, g|h, i\\j, k"l,  , m~n'],
] as const)
  test(`there is nothing at ${pointer}`, () => {
    assert.deepEqual(lookUp(document, pointer), { missing })
  })

test('null is there', () => {
  assert.deepEqual(lookUp({ a: null }, '/a'), { value: null })
  assert.deepEqual(lookUp({ a: null }, '/a/b'), { missing: 'nothing at /a/b: /a is null' })
})
