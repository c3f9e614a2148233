import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../src/domain/call.ts'
import { likelyTokensIn, mostTokensIn } from '../../src/domain/token-estimate.ts'

const chat = (content: string, schema?: object): Call => ({
  kind: 'chat',
  model: 'm',
  messages: [{ role: 'user', content }],
  trial: 1,
  ...(schema === undefined ? {} : { schema }),
})

test('a token is three to five bytes, a message counts for four more, and three begin the answer', () => {
  assert.deepEqual(likelyTokensIn(chat('x'.repeat(150))), { least: 37, most: 57 })
  assert.deepEqual(likelyTokensIn({ kind: 'embed', model: 'm', texts: ['x'.repeat(100), 'x'.repeat(50)] }), { least: 30, most: 50 })
})

test('a schema is asked with too', () => {
  const schema = { type: 'object' }
  assert.equal(mostTokensIn(chat('', schema)) - mostTokensIn(chat('')), JSON.stringify(schema).length)
  assert.ok(likelyTokensIn(chat('', schema)).least > likelyTokensIn(chat('')).least)
})

test('bytes are counted, not characters: no text has more tokens than bytes', () => {
  assert.equal(mostTokensIn({ kind: 'embed', model: 'm', texts: ['é€😀'] }), 9)
})

// Counted with o200k_base and cl100k_base, the tokenizers of the models whose prices are listed.
const counted: readonly (readonly [string, number, number])[] = [
  ['What is the fee for a transfer of 250 euros to a bank outside the euro area?', 19, 19],
  ['{"answer":"The fee is 0.6 %, at least €2.50.","citations":["fin-fees"],"confidence":0.93,"status":"answered"}', 36, 36],
]

test('the estimate holds what tokenizers count in English and JSON, and the most is never passed', () => {
  for (const [text, o200k, cl100k] of counted) {
    const call: Call = { kind: 'embed', model: 'm', texts: [text] }
    const { least, most } = likelyTokensIn(call)
    for (const tokens of [o200k, cl100k]) assert.ok(least <= tokens && tokens <= most && tokens <= mostTokensIn(call), `${text}: ${tokens}`)
  }
})
