import assert from 'node:assert/strict'
import test from 'node:test'
import { UsageError } from '../../src/domain/usage-error.ts'
import { defaultPrompt, promptVariables } from '../../src/rag/prompt.ts'
import { compileTemplate } from '../../src/rag/template.ts'

test('each place is filled, wherever and however often it stands', () => {
  const render = compileTemplate('{{a}} and {{ b }} and {{a}}', ['a', 'b'], 'p.txt')
  assert.equal(render({ a: '1', b: '$&' }), '1 and $& and 1')
})

test('what is put in is never read as a template', () => {
  const render = compileTemplate('{{a}}{{b}}', ['a', 'b'], 'p.txt')
  assert.equal(render({ a: '{{b}}', b: '{{a}}' }), '{{b}}{{a}}')
})

test('every unknown variable is a problem with its line and column', () => {
  assert.throws(
    () => compileTemplate('Use {{documents}}\nand {{docs}}\n{{}}', promptVariables, 'p.txt'),
    (error) => {
      assert.ok(error instanceof UsageError)
      assert.deepEqual(
        error.problems.map(({ at, message }) => [at, message]),
        [
          [{ file: 'p.txt', line: 2, column: 5 }, 'there is no variable {{docs}}'],
          [{ file: 'p.txt', line: 3, column: 1 }, 'there is no variable {{}}'],
        ],
      )
      return true
    },
  )
})

test('the built-in prompt compiles and holds the documents', () => {
  const render = compileTemplate(defaultPrompt, promptVariables, 'built-in')
  assert.match(render({ documents: 'DOCS', question: 'Q' }), /<documents>\nDOCS\n<\/documents>/)
})
