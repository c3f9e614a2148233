import assert from 'node:assert/strict'
import test from 'node:test'
import { checkConfig, type ConfigIssue } from '../../src/config/check.ts'
import { wordsOf, type Given, type GivenTarget } from '../../src/config/given.ts'
import { resolveSuite } from '../../src/config/resolve.ts'
import type { TargetSettings } from '../../src/domain/suite.ts'

const suite = (target: GivenTarget): Given => ({
  test_set_path: 'samples.jsonl',
  metrics: ['factual_accuracy'],
  regression_threshold: { factual_accuracy: 0.05 },
  target,
})

const issuesOf = (target: GivenTarget): readonly ConfigIssue[] =>
  checkConfig(suite(target), { metric: () => true, metricNames: ['factual_accuracy'] })

const accepted = (what: string, target: GivenTarget): void => {
  test(`accepted: ${what}`, () => assert.deepEqual(issuesOf(target), []))
}

const refused = (what: string, target: GivenTarget, ...messages: readonly string[]): void => {
  test(`refused: ${what}`, () => {
    assert.deepEqual(
      issuesOf(target).map(({ path, message }) => `${path.join('.')}: ${message}`),
      messages,
    )
  })
}

const http: GivenTarget = { kind: 'http', url: 'http://127.0.0.1:3000/ask' }

accepted('a server', http)
accepted('a GET with the question in its URL', { ...http, url: 'https://example.org/ask?q={{input}}', method: 'GET' })
accepted('a body of one’s own', { ...http, body: { messages: [{ role: 'user', content: '{{input}}' }] } })
accepted('a server that aieval starts', {
  ...http,
  url: 'http://127.0.0.1:{{port}}/ask',
  start: { command: 'node server.js', ready: '/health' },
})
accepted('a secret by name, and a value that is none', {
  ...http,
  headers: { Authorization: { env: 'TOKEN', prefix: 'Bearer ' }, 'x-tenant': 'demo' },
})
accepted('pointers with escapes', { ...http, response: { answer: '', retrieved: { list: '/a~1b/0', doc: '/m~0n' } } })
accepted('a function', { kind: 'module', module: 'app.ts', export: 'answer', processes: 2, watch: 'src/**' })
accepted('a program', { kind: 'command', command: ['python3', 'app.py'], timeout: 5 })
accepted('a program that stays', {
  kind: 'command',
  command: './app',
  mode: 'persistent',
  processes: 2,
  start_timeout: 5,
  secrets: ['KEY'],
})

refused('a server without an address', { kind: 'http' }, 'target: target.url is missing')
refused('no URL', { ...http, url: 'localhost/ask' }, 'target.url: localhost/ask is no http URL')
refused('another protocol', { ...http, url: 'file:///etc/passwd' }, 'target.url: file:///etc/passwd is no http URL')
refused('a password in the URL', { ...http, url: 'http://u:p@127.0.0.1/' }, 'target.url: a password in the URL would be written down')
refused(
  'a port that nobody knows',
  { ...http, url: 'http://127.0.0.1:{{port}}/' },
  'target.url: {{port}} is known where aieval starts the server',
)
refused('a GET that asks nothing', { ...http, method: 'GET' }, 'target: the request does not carry the question')
refused('a body that asks nothing', { ...http, body: { q: '{{id}}' } }, 'target: the request does not carry the question')
refused(
  'a GET with a body',
  { ...http, url: `${http.url}?q={{input}}`, method: 'GET', body: 'x' },
  'target.body: a GET request has no body',
)
for (const name of ['Authorization', 'cookie', 'X-Api-Key', 'x-auth-token', 'proxy-authorization'])
  refused(
    `${name} in the config`,
    { ...http, headers: { [name]: '123456' } },
    `target.headers.${name}: ${name} is a secret, and a config is no place for one`,
  )
refused('a header that is no name', { ...http, headers: { 'a b': '1' } }, 'target.headers.a b: a b is no name of a header')
refused('a header of two lines', { ...http, headers: { a: '1\r\nb: 2' } }, 'target.headers.a: a is more than one line')
refused('a dotted path', { ...http, response: { answer: 'a.b' } }, 'target.response.answer: a.b is no JSON pointer')
refused('a tilde that escapes nothing', { ...http, response: { usage: '/a~2' } }, 'target.response.usage: /a~2 is no JSON pointer')
refused('a function without a file', { kind: 'module' }, 'target: target.module is missing')
refused('a program without a name', { kind: 'command', command: [] }, 'target: target.command is missing')
refused('a program of spaces', { kind: 'command', command: '  ' }, 'target.command: target.command names no program')
refused(
  'keys of other kinds',
  { kind: 'module', module: 'a.ts', url: 'x', corpus: 'd' },
  'target.url: target.url has no meaning for kind module',
  'target.corpus: target.corpus has no meaning for kind module',
)
refused(
  'processes where each question has one',
  { kind: 'command', command: 'x', processes: 2 },
  'target.processes: target.processes has no meaning where each question has a process of its own',
)
refused('a prompt without a model', { kind: 'chat', prompt: 'p.md' }, 'models: models.primary is missing: who answers?')

const resolved = (target: GivenTarget, concurrency?: number): { readonly target: TargetSettings; readonly concurrency: number } =>
  resolveSuite(
    { ...suite(target), ...(concurrency === undefined ? {} : { concurrency }) },
    { file: '/s/c.yaml', folder: '/s', path: (relative) => `/s/${relative}` },
  )

const plain = {
  given: false,
  answer: '/answer',
  retrieved: { list: '/retrieved', required: false },
  confidence: '/confidence',
  route: '/route',
  reason: '/reason',
  raw: '/raw',
  model: '/model',
  citations: '/citations',
  usage: '/usage',
}
const own = { timeoutMs: 30_000, deterministic: false, reply: plain, startMs: 60_000, watch: [], secrets: [] }

test('what a server need not say has its default', () => {
  assert.deepEqual(resolved(http).target, {
    kind: 'http',
    ...own,
    url: http.url,
    method: 'POST',
    headers: {},
    body: { input: '{{input}}' },
  })
})

test('what a function need not say has its default', () => {
  const { target, concurrency } = resolved({ kind: 'module', module: 'app.ts' })
  assert.deepEqual(target, { kind: 'module', ...own, file: '/s/app.ts', name: 'default', processes: 4 })
  assert.equal(concurrency, 16)
  const narrow = resolved({ kind: 'module', module: 'app.ts' }, 2).target
  assert.equal(narrow.kind === 'module' && narrow.processes, 2)
})

test('what a program need not say has its default', () => {
  const { target, concurrency } = resolved({ kind: 'command', command: 'python3 app.py' })
  assert.deepEqual(target, { kind: 'command', ...own, command: ['python3', 'app.py'], persistent: false, processes: 4 })
  assert.equal(concurrency, 4)
})

for (const [said, target, trials] of [
  ['nothing', http, 3],
  ['true', { ...http, deterministic: true }, 1],
] as const)
  test(`a live app of which deterministic says ${said} has ${trials} baseline trials`, () => {
    assert.equal(resolveSuite(suite(target), { file: 'c', folder: '/', path: String }).trials.baseline, trials)
  })

test('a suite that says where things are means those and no others', () => {
  const { target } = resolved({ ...http, response: { retrieved: '/docs', confidence: '/sure' } })
  assert.deepEqual(target.kind === 'http' && target.reply, {
    given: true,
    answer: '/answer',
    retrieved: { list: '/docs', required: true },
    confidence: '/sure',
  })
})

for (const [text, words] of [
  ['node app.js', ['node', 'app.js']],
  ['sh -c "echo one; echo two"', ['sh', '-c', 'echo one; echo two']],
  [`./app --name='a b' "" c`, ['./app', '--name=a b', '', 'c']],
  ['  spaced   out ', ['spaced', 'out']],
] as const)
  test(`the words of ${text}`, () => assert.deepEqual(wordsOf(text), words))
