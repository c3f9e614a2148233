import assert from 'node:assert/strict'
import test from 'node:test'
import { floating, pinName, type PinClaim } from '../../src/config/pins.ts'

const openai = (model: string, more: Omit<PinClaim, 'provider' | 'model'> = {}): PinClaim => ({ provider: 'openai', model, ...more })

const pinned: readonly PinClaim[] = [
  openai('gpt-4o-2024-08-06'),
  openai('gpt-4o-mini-2024-07-18'),
  openai('gpt-4.1-nano-2025-04-14'),
  openai('o1-preview-2024-09-12'),
  openai('2024-08-06-gpt'),
  openai('ft:gpt-4o-mini-2024-07-18:acme::abc123'),
  openai('claude-3-5-sonnet-20241022'),
  openai('gpt-4-0613'),
  openai('gpt-3.5-turbo-0125'),
  openai('gpt-4-1106-preview'),
  openai('gpt-4-32k-0314'),
  openai('kimi-k2-0711-preview'),
  openai('mistral-large-2407'),
  openai('codestral-2501'),
  openai('llama3@sha256:0123456789ab'),
  openai('vendor/model@1.2'),
  openai('text-embedding-3-small', { version: '2' }),
  openai('llama3.1:8b-instruct-q4_0', { pinned: true }),
  { provider: 'local', model: 'use-lite@0.2.0' },
  { provider: 'local', model: 'lexical@0.1.0' },
]

for (const pin of pinned)
  test(`pinned: ${pinName(pin)}${pin.pinned === true ? ', says its owner' : ''}`, () => {
    assert.equal(floating(pin), undefined)
  })

const own = 'write a name with a date or digest, add version:, or pinned: true for a server of your own'

const movable: readonly (readonly [PinClaim, string])[] = [
  [openai('gpt-4o'), 'write gpt-4o-2024-08-06'],
  [openai('gpt-4o-mini'), 'write gpt-4o-mini-2024-07-18'],
  [openai('gpt-4.1'), 'write gpt-4.1-2025-04-14'],
  [openai('gpt-4'), 'write gpt-4-0613'],
  [openai('gpt-3.5-turbo'), 'write gpt-3.5-turbo-0125'],
  [openai('o3'), 'write o3-2025-04-16'],
  [openai('chatgpt-4o-latest'), 'write gpt-4o-2024-11-20'],
  [openai('gpt-4o-mini-latest'), 'write gpt-4o-mini-2024-07-18'],
  [openai('gpt-4o:latest'), 'write gpt-4o-2024-08-06'],
  [openai('vendor/model@latest'), 'write the dated name that it stands for today'],
  [openai('claude-3-5-sonnet-LATEST'), 'write the dated name that it stands for today'],
  [openai('latest'), 'write the dated name that it stands for today'],
  [openai('gpt-4o-latest', { version: '2' }), 'write gpt-4o-2024-11-20'],
  [openai('gpt-4o-latest', { pinned: true }), 'write gpt-4o-2024-11-20'],
  [openai('text-embedding-3-small'), own],
  [openai('gpt-4-vision-preview'), own],
  [openai('gemini-1.5-pro-002'), own],
  [openai('llama3.1:8b-instruct-q4_0'), own],
  [openai('model-2024'), own],
  [openai('model-2024-13-01'), own],
  [openai('model-2024-02-32'), own],
  [openai('model-12024-08-061'), own],
  [openai('model-1000'), own],
  [openai('model-2048'), own],
  [openai('model@sha256:0123'), own],
  [openai('gpt-4o', { pinned: false }), 'write gpt-4o-2024-08-06'],
  [openai('constructor'), own],
  [{ provider: 'local', model: 'use-lite' }, 'write name@version, as in use-lite@0.2.0'],
  [{ provider: 'local', model: 'use-lite@latest' }, 'write name@version, as in use-lite@0.2.0'],
  [{ provider: 'local', model: 'use-lite@0.2' }, 'write name@version, as in use-lite@0.2.0'],
  [{ provider: 'local', model: 'use-lite', pinned: true }, 'write name@version, as in use-lite@0.2.0'],
]

for (const [pin, hint] of movable)
  test(`floating: ${pinName(pin)}${pin.pinned === true ? ', whatever its owner says' : ''}`, () => {
    const found = floating(pin)
    assert.equal(found?.hint, hint)
    assert.match(found.message, /floating alias|not pinned|names no version/)
    assert.ok(found.message.includes(pin.model))
  })

test('what a hint says to write is itself pinned', () => {
  const written = movable.flatMap(([, hint]) => /^write (\S+\d\S*)$/.exec(hint)?.[1] ?? [])
  assert.ok(written.length > 5)
  assert.deepEqual(
    written.filter((model) => floating(openai(model)) !== undefined),
    [],
  )
})

test('a pin with a version says so in its name', () => {
  assert.equal(pinName(openai('text-embedding-3-small', { version: '2' })), 'openai/text-embedding-3-small (version 2)')
  assert.equal(pinName({ provider: 'local', model: 'use-lite@0.2.0' }), 'local/use-lite@0.2.0')
})
